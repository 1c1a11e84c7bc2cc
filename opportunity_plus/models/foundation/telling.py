# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Messages that screens show for a moment."""

CLOSE = {"type": "ir.actions.act_window_close"}


def telling(message, following=CLOSE, kind="success", **options):
    """Return an action that shows a message.

    :param following: the action that comes with it
    :param kind: ``success``, ``info``, ``warning`` or ``danger``
    """
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {"type": kind, "message": message, "next": following, **options},
    }
