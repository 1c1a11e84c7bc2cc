# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Actions that screens carry out: messages for a moment, forms, loading again."""


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


def reloading():
    """Return an action that loads the view again."""
    return {"type": "ir.actions.client", "tag": "soft_reload"}


def form_of(record, **options):
    """Return an action that opens the form of a record.

    :param options: more of the action, such as ``target="new"`` for a dialog
    """
    return {
        "type": "ir.actions.act_window",
        "res_model": record._name,
        "res_id": record.id,
        "views": [(False, "form")],
        **options,
    }
