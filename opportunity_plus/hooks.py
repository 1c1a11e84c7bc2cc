# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command


def post_init_hook(env):
    """Give the opportunities of a database with years of data their past, and leave
    them the rate that they have."""
    env["crm.lead.stage.history"]._history_backfill()
    env["crm.lead"]._closing_rate_keep()


def uninstall_hook(env):
    """Leave nothing behind, and supervisors the role that theirs implied."""
    # Odoo forgets to delete what it noted of foreign keys in other modules' tables
    env["ir.model.constraint"].search(
        [("module.name", "=", "opportunity_plus"), ("type", "=", "f")]
    ).unlink()
    # they would keep their type from being deleted
    kind = env.ref("opportunity_plus.mail_activity_type_reopening", False)
    if kind:
        activities = env["mail.activity"].with_context(active_test=False)
        activities.search([("activity_type_id", "=", kind.id)]).unlink()
    leave_agents(env)


def leave_agents(env):
    """Give supervisors the role that theirs implied."""
    agents = env.ref("sales_team.group_sale_salesman")
    supervisors = env.ref("opportunity_plus.group_supervisor").with_context(
        active_test=False
    )
    every = env.ref("sales_team.group_sale_salesman_all_leads")
    only = supervisors.user_ids.filtered(lambda user: every not in user.all_group_ids)
    only.group_ids = [Command.link(agents.id)]
