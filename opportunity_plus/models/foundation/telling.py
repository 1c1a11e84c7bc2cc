# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Messages that screens show for a moment."""


def telling(message, following=None, kind="success", **options):
    """Return an action that shows a message.

    :param following: the action that comes with it; the dialog is closed if there is
        none
    :param kind: ``success``, ``info``, ``warning`` or ``danger``
    """
    following = following or {"type": "ir.actions.act_window_close"}
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {"type": kind, "message": message, "next": following, **options},
    }
