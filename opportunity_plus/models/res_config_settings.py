# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_lost_reason_required = fields.Boolean(
        related="company_id.opportunity_lost_reason_required", readonly=False
    )
    opportunity_closed_locked = fields.Boolean(
        related="company_id.opportunity_closed_locked", readonly=False
    )
    # visibility
    opportunity_agents_see_unassigned = fields.Boolean(
        related="company_id.opportunity_agents_see_unassigned", readonly=False
    )
    # entry
    opportunity_facts_required = fields.Boolean(
        related="company_id.opportunity_facts_required", readonly=False
    )
    opportunity_name_pattern = fields.Char(
        related="company_id.opportunity_name_pattern", readonly=False
    )
    opportunity_probability_policy = fields.Selection(
        related="company_id.opportunity_probability_policy", readonly=False
    )
    opportunity_probability_default = fields.Float(
        related="company_id.opportunity_probability_default", readonly=False
    )
    # opportunities from before: what they lack, and whose rate is not the scoring's
    oplus_missing_closing_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )
    oplus_missing_user_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )
    oplus_given_rate_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )
    # card
    opportunity_closing_near_days = fields.Integer(
        related="company_id.opportunity_closing_near_days", readonly=False
    )
    # products
    opportunity_revenue_from_products = fields.Boolean(
        related="company_id.opportunity_revenue_from_products", readonly=False
    )
    opportunity_pricelist_decides = fields.Boolean(
        related="company_id.opportunity_pricelist_decides", readonly=False
    )
    opportunity_free_product_id = fields.Many2one(
        related="company_id.opportunity_free_product_id", readonly=False
    )

    def _oplus_counted(self):
        """What each count counts, as domains on opportunities."""
        leads, companies = self.env["crm.lead"], [self.env.company.id, False]
        return {
            "oplus_missing_closing_count": leads._oplus_missing(
                "date_deadline", companies
            ),
            "oplus_missing_user_count": leads._oplus_missing("user_id", companies),
            "oplus_given_rate_count": leads._oplus_rates_given(companies),
        }

    @api.depends("company_id")
    def _compute_oplus_counts(self):
        leads = self.env["crm.lead"]
        # whoever runs the system need not work in sales
        can_read = leads.has_access("read")
        for name, domain in self._oplus_counted().items():
            self[name] = leads.search_count(domain) if can_read else 0

    def oplus_action_missing_closing(self):
        """Open the opportunities that lack an expected closing."""
        return self._oplus_list(
            self.env._("Opportunities without Expected Closing"),
            "oplus_missing_closing_count",
        )

    def oplus_action_missing_user(self):
        """Open the opportunities that lack a salesperson."""
        return self._oplus_list(
            self.env._("Opportunities without Salesperson"), "oplus_missing_user_count"
        )

    def _oplus_list(self, name, count):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "crm.lead",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "search_view_id": [
                self.env.ref("crm.view_crm_case_opportunities_filter").id
            ],
            "domain": [*self._oplus_counted()[count]],
            "context": {"default_type": "opportunity"},
        }

    def oplus_action_give_rates_back(self):
        """Give the rates of the company's policy back to Odoo's scoring.

        :raise AccessError: for whoever may not change the settings
        """
        self.check_access("write")
        leads = self.env["crm.lead"]
        domain = self._oplus_counted()["oplus_given_rate_count"]
        leads.search(domain)._oplus_rates_give_back()

    # rates of the stages
    oplus_rising_rates_proposal = fields.Char(
        compute="_compute_oplus_rising_rates_proposal", export_string_translation=False
    )
    oplus_give_rising_rates = fields.Boolean("Give them rising rates when saving")

    @api.depends("opportunity_probability_policy")
    def _compute_oplus_rising_rates_proposal(self):
        """Which stage would get which rate; empty where their rates differ already."""
        rates = self.env["crm.stage"]._oplus_rising_rates()
        texts = [f"{stage.name} {rate} %" for stage, rate in rates.items()]
        self.oplus_rising_rates_proposal = ", ".join(texts)

    def set_values(self):
        """Rates of stages change for whoever said so alone."""
        result = super().set_values()
        is_by_stage = self.opportunity_probability_policy == "stage"
        if is_by_stage and self.oplus_give_rising_rates:
            for stage, rate in self.env["crm.stage"]._oplus_rising_rates().items():
                stage.opportunity_probability = rate
        return result
