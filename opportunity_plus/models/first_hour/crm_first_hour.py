# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..foundation.actions import form_of, telling
from ..foundation.figures import check_figure
from .introduction import TOUR

# models whose records are also shown on a board
BOARDS = ("crm.lead",)


def figure(label):
    return fields.Integer(label, compute="_compute_figures", aggregator=None)


class CrmFirstHour(models.Model):
    """The page *First Hour*: what was found in a company, and what its policies do.

    There is one page for each company. A figure is the number of records that a domain
    finds with the rights of the reader; its link opens that domain.
    """

    _name = "crm.first.hour"
    _description = "First Hour"
    _auto = False
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        return SQL("SELECT id, id AS company_id FROM res_company")

    @api.depends("company_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for page in self:
            page.display_name = self.env._(
                "First Hour: %(company)s", company=page.company_id.name
            )

    # ledger
    open_count = figure("Open Opportunities")
    closed_count = figure("Won and Lost Opportunities")
    rebuilt_count = figure("Rows of the Ledger That Were Rebuilt")
    recorded_since = fields.Date(compute="_compute_ledger")
    exact_since = fields.Date(compute="_compute_ledger")

    # opening
    opportunity_facts_required = fields.Boolean(
        related="company_id.opportunity_facts_required", readonly=False
    )
    no_closing_count = figure("Open Opportunities without Expected Closing")
    no_salesperson_count = figure("Open Opportunities without Salesperson")
    opportunity_probability_policy = fields.Selection(
        related="company_id.opportunity_probability_policy", readonly=False
    )
    scored_count = figure("Rates That Are Odoo's Score")
    given_count = figure("Rates That the Policy Gave")
    entered_count = figure("Rates That Somebody Entered")
    opportunity_auto_create = fields.Boolean(
        related="company_id.opportunity_auto_create", readonly=False
    )
    customer_count = figure("Existing Customers Who Match")

    # pipeline
    opportunity_agents_see_unassigned = fields.Boolean(
        related="company_id.opportunity_agents_see_unassigned", readonly=False
    )
    hidden_count = figure(
        "Unassigned Leads and Opportunities That Agents Do Not See When It Is Off"
    )
    blind_count = figure("Agents and Supervisors Who Do Not See All of Them Then")
    opportunity_silence_days = fields.Integer(
        related="company_id.opportunity_silence_days", readonly=False
    )
    silent_count = figure("Open Opportunities That Are Silent")
    no_step_count = figure("Open Opportunities without a Next Step")
    opportunity_remind_days = fields.Integer(
        related="company_id.opportunity_remind_days", readonly=False
    )
    overdue_count = figure("Open Opportunities Whose Expected Closing Has Passed")
    opportunity_working_days = fields.Boolean(
        related="company_id.opportunity_working_days", readonly=False
    )
    timed_count = figure("Open Opportunities with a Target Date")
    target_count = figure("Stages with a Target")
    stalled_count = figure("Stalled Opportunities")
    condition_count = figure("Stages with Entry Conditions")
    rule_count = figure("Big-Deal Rules in Use")

    # closing
    opportunity_lost_reason_required = fields.Boolean(
        related="company_id.opportunity_lost_reason_required", readonly=False
    )
    no_reason_count = figure("Lost Opportunities without a Reason")
    opportunity_closed_locked = fields.Boolean(
        related="company_id.opportunity_closed_locked", readonly=False
    )
    locked_count = figure("Opportunities That Agents Cannot Reopen Then")

    # products, digest
    opportunity_revenue_from_products = fields.Boolean(
        related="company_id.opportunity_revenue_from_products", readonly=False
    )
    with_products_count = figure("Open Opportunities with Products")
    opportunity_weekly_digest = fields.Boolean(
        related="company_id.opportunity_weekly_digest", readonly=False
    )
    digest_count = figure("Users Who Get It")

    # people
    agent_count = figure("Agents: Own Documents")
    supervisor_count = figure("Supervisors: Own Teams")
    everything_count = figure("All Documents")
    admin_count = figure("Administrators")
    finance_count = figure("Finance")
    no_leader_count = figure("Sales Teams without a Team Leader")
    untyped_count = figure("Open Opportunities without a Type")
    tour_address = fields.Char("Introduction", compute="_compute_tour_address")

    @api.depends("company_id")
    def _compute_figures(self):
        for page in self:
            for name, (model, domain) in page._figures().items():
                page[f"{name}_count"] = self.env[model].search_count(domain)

    @api.depends("company_id")
    def _compute_ledger(self):
        for page in self:
            ledger = self.env["crm.lead.revision"].with_company(page.company_id)
            page.update(ledger._report_beginning())

    def _compute_tour_address(self):
        for page in self:
            base = page.get_base_url()
            page.tour_address = f"{base}/odoo/crm-today?tour={TOUR}"

    def _figures(self):
        """Return the model and the domain of each figure, by its name."""
        self.ensure_one()
        return {}

    # actions

    @api.model
    def action_first_hour(self):
        """Open the page of the current company."""
        if not self.browse().has_access("read"):
            message = self.env._(
                "Only sales administrators see what Opportunity Plus has found."
            )
            home = {"type": "ir.actions.act_url", "url": "/odoo"}
            return telling(message, home, "info")
        page = self.browse(self.env.company.id)
        return form_of(page, name=self.env._("First Hour"))

    def action_open(self):
        """Open the records behind the figure that the context names."""
        figures, name = self._figures(), self.env.context.get("figure")
        check_figure(self.env, name, figures)
        model, domain = figures[name]
        kinds = ["list", *(["kanban"] if model in BOARDS else []), "form"]
        field = self._fields[f"{name}_count"]
        return {
            "type": "ir.actions.act_window",
            "name": field.get_description(self.env, ["string"])["string"],
            "res_model": model,
            "views": [(False, kind) for kind in kinds],
            "domain": [*domain],
            "context": {"default_type": "opportunity"} if model in BOARDS else {},
        }
