# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.fields import Command

# the modules that define a field that goes with this add-on
OURS = ("opportunity_plus",)
# what has an activity type, and prevents its deletion
HOLDERS = {
    "mail.activity.plan.template": "activity_type_id",
    "mail.activity.type": "triggered_next_type_id",
    "ir.actions.server": "activity_type_id",
}


def post_init_hook(env):
    """Rebuild the past of existing opportunities, keep their closing rates, and find
    their last contacts."""
    rebuild_past(env)
    env["crm.lead"]._oplus_rate_keep()
    env["crm.lead.contact.state"]._state_fill()
    keep_stock_policies(env)
    keep_demo_exact(env)
    if is_demo(env):
        env["crm.demo.year"]._demo_translate()


def rebuild_past(env):
    """Rebuild the ledger of opportunities that have none, and give them their target
    dates. Safe to run again."""
    env["crm.lead.revision"]._revision_backfill()
    leads = env["crm.lead"]
    # without a target, deadlines from before have to go
    if env["crm.stage"]._oplus_has_targets() or leads.with_context(
        active_test=False
    ).search_count([("stage_deadline", "!=", False)], limit=1):
        leads._oplus_deadline_renew()


def is_demo(env):
    return env["ir.module.module"]._get("opportunity_plus").demo


def keep_demo_exact(env):
    """Let the ledger of a demo be recorded since its first day: the opportunities of
    Odoo's own demo have no past in the chatter that could be told less than exactly."""
    if is_demo(env):
        # raw SQL: nobody may write rows of the ledger
        env.cr.execute(
            "UPDATE crm_lead_revision SET is_backfilled = FALSE WHERE is_backfilled"
        )
        env["crm.lead.revision"].invalidate_model(["is_backfilled"], flush=False)


def keep_stock_policies(env):
    """Keep Odoo's visibility and scoring, and send no digest, in databases with
    opportunities or leads, until an administrator decides otherwise. Databases with
    demo data get the defaults, and new ones the name of the stage Won."""
    leads = env["crm.lead"].with_context(active_test=False)
    companies = env["res.company"].with_context(active_test=False).search([])
    if is_demo(env) or not leads.search_count([], limit=1):
        companies.opportunity_weekly_digest = True
        env["crm.stage"]._oplus_won_of_odoo()._oplus_won_rename()
        return
    companies.write(
        {
            "opportunity_agents_see_unassigned": True,
            "opportunity_probability_policy": "automatic",
        }
    )


def uninstall_hook(env):
    """Remove what Odoo leaves behind, and keep supervisors' access to *Sales*."""
    # Odoo does not delete its records of foreign keys in tables of other modules
    env["ir.model.constraint"].search(
        [("module.name", "=", "opportunity_plus"), ("type", "=", "f")]
    ).unlink()
    leave_first_page(env)
    remove_demo_invoices(env)
    remove_plans(env)
    free_activity_types(env)
    hide_stages(env)
    leave_agents(env)
    archive_favourites(env)
    env["crm.stage"]._oplus_won_of_odoo()._oplus_won_give_back()


def leave_first_page(env):
    """Let Odoo open no page after installations, if that of this add-on is waiting."""
    todo = env.ref("base.open_menu", False)
    page = env.ref("opportunity_plus.crm_first_hour_action_installed", False)
    if todo and page and todo.action_id.id == page.id:
        todo.state = "done"  # Odoo gives it back its action


def remove_plans(env):
    """Delete the activity plans that pipeline templates have made, which only the
    stages of this add-on start."""
    lines = env["crm.pipeline.template.line"].search([])
    lines.with_context(active_test=False).activity_plan_id.unlink()


def free_activity_types(env):
    """Delete activities of the types of this add-on, and give whatever else has such a
    type Odoo's type *To-Do*: it would prevent the deletion of the type."""
    kinds = env["mail.activity.type"]
    for name in ("reopening", "closing"):
        if kind := env.ref(f"opportunity_plus.mail_activity_type_{name}", False):
            kinds |= kind
    todo = env.ref("mail.mail_activity_data_todo")
    for model, name in HOLDERS.items():
        # not by a domain: of actions, it searches activities on them
        holders = env[model].with_context(active_test=False).search([])
        holders = holders.filtered(lambda one, name=name: one[name] in kinds)
        derived = [one for one in holders._fields.values() if one.compute and one.store]
        # what Odoo takes from the type stays as people have changed it
        with env.protecting(derived, holders):
            holders[name] = todo
    if todo.triggered_next_type_id == todo:
        todo.chaining_type = "suggest"  # else it would never end
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("activity_type_id", "in", kinds.ids)]).unlink()


def hide_stages(env):
    """Show the menu entry *Stages* in developer mode alone, as Odoo does."""
    menu = env.ref("crm.menu_crm_lead_stage_act", False)
    developers = env.ref("base.group_no_one", False)
    if menu and developers:
        menu.group_ids = developers


def remove_demo_invoices(env):
    """Delete the invoices of demo orders, with their payments and credit notes, which
    prevent deleting customers and products."""
    names = env["ir.model.data"].search(
        [("module", "=", "opportunity_plus"), ("model", "=", "sale.order")]
    )
    orders = env["sale.order"].browse(names.mapped("res_id")).exists()
    invoices = orders.invoice_ids
    payments = invoices.reconciled_payment_ids
    payments.action_draft()
    payments.unlink()
    invoices.filtered(lambda invoice: invoice.state != "draft").button_draft()
    # force_delete: a gap in the numbers of demo invoices does no harm
    invoices.with_context(force_delete=True).unlink()


def leave_agents(env):
    """Give supervisors the role *User: Own Documents Only*, which theirs implied."""
    agents = env.ref("sales_team.group_sale_salesman", False)
    supervisors = env.ref("opportunity_plus.group_supervisor", False)
    if not agents or not supervisors:
        return  # somebody has deleted the role
    every = env.ref("sales_team.group_sale_salesman_all_leads", False)
    users = supervisors.with_context(active_test=False).user_ids
    only = users.filtered(lambda user: not every or every not in user.all_group_ids)
    only.group_ids = [Command.link(agents.id)]


def archive_favourites(env):
    """Archive favourites that name a field of this add-on: where such a favourite is
    the default, the list or board would fail each time somebody opens it."""
    env["ir.filters"].search([]).filtered(names_own_field).active = False


def names_own_field(favourite):
    """Return whether a favourite names a field that this add-on alone defines."""
    model = favourite.env.get(favourite.model_id)
    known = {} if model is None else model._fields
    texts = favourite.domain, favourite.context, favourite.sort
    names = re.findall(r"\w+", " ".join(filter(None, texts)))
    return any(known[one].base_field._modules == OURS for one in names if one in known)
