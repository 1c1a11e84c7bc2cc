# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def post_init_hook(env):
    """Give the opportunities of a database with years of data their past."""
    env["crm.lead.stage.history"]._history_backfill()


def uninstall_hook(env):
    """Remove what would keep the add-on's own records from being removed."""
    kind = env.ref("opportunity_plus.mail_activity_type_reopening", False)
    if kind:
        activities = env["mail.activity"].with_context(active_test=False)
        activities.search([("activity_type_id", "=", kind.id)]).unlink()
