# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_probability_policy = fields.Selection(
        related="company_id.opportunity_probability_policy", readonly=False
    )
    opportunity_probability_default = fields.Float(
        related="company_id.opportunity_probability_default", readonly=False
    )
    # open opportunities whose rate the policy set
    oplus_given_rate_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )

    def _oplus_counted(self):
        companies = [self.env.company.id, False]
        given = self.env["crm.lead"]._oplus_rates_given(companies)
        return super()._oplus_counted() | {"oplus_given_rate_count": given}

    def oplus_action_give_rates_back(self):
        """Let Odoo's scoring set the rates that the company's policy set.

        :raise AccessError: the user may not change the settings
        """
        self.check_access("write")
        domain = self._oplus_counted()["oplus_given_rate_count"]
        self.env["crm.lead"].search(domain)._oplus_rates_give_back()

    oplus_rising_rates_proposal = fields.Char(
        compute="_compute_oplus_rising_rates_proposal", export_string_translation=False
    )
    oplus_give_rising_rates = fields.Boolean("Give them rising rates when saving")

    @api.depends("opportunity_probability_policy")
    def _compute_oplus_rising_rates_proposal(self):
        """List the rate proposed for each stage; empty if their rates differ."""
        told = self.env["crm.stage"]._oplus_rising_rates_told()
        self.oplus_rising_rates_proposal = told

    def set_values(self):
        """Set the rates of stages if the user chose so.

        Odoo sets what it reads as superuser, and asks who does so before it calls this
        method alone.

        :raise AccessError: the user may not change the settings
        """
        self.browse().check_access("write")
        result = super().set_values()
        is_by_stage = self.opportunity_probability_policy == "stage"
        if is_by_stage and self.oplus_give_rising_rates:
            self.env["crm.stage"]._oplus_rising_rates_give()
        return result
