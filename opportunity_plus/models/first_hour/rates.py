# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmFirstHour(models.Model):
    """What a change of the policy on closing rates offers, as the settings do."""

    _inherit = "crm.first.hour"

    # open opportunities whose rate the policy set, archived ones included
    given_rate_count = fields.Integer(
        compute="_compute_rates", export_string_translation=False
    )
    rising_rates_proposal = fields.Char(
        compute="_compute_rates", export_string_translation=False
    )
    give_rising_rates = fields.Boolean(
        "Give them rising rates when saving", store=False
    )

    @api.depends("company_id")
    def _compute_rates(self):
        leads, stages = self.env["crm.lead"], self.env["crm.stage"]
        for page in self:
            page.given_rate_count = leads.search_count(page._rates_given())
            page.rising_rates_proposal = stages._oplus_rising_rates_told()

    def _rates_given(self):
        companies = [self.company_id.id, False]
        return self.env["crm.lead"]._oplus_rates_given(companies)

    def write(self, vals):
        """Also set the rates of the stages, if the user chose so."""
        policies = {**vals}
        is_chosen = policies.pop("give_rising_rates", False)
        result = super().write(policies)
        if is_chosen and "stage" in self.mapped("opportunity_probability_policy"):
            self.env["crm.stage"]._oplus_rising_rates_give()
        return result

    def action_give_rates_back(self):
        """Let Odoo's scoring set the rates that the company's policy set.

        :raise AccessError: the user may not change the policies of the company
        """
        self.ensure_one()
        self.check_access("write")
        self.env["crm.lead"].search(self._rates_given())._oplus_rates_give_back()
