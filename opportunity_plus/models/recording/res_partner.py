# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResPartner(models.Model):
    """How often and when last somebody dealt with a customer's opportunities."""

    _inherit = "res.partner"

    opportunity_interaction_count = fields.Integer(
        "Interactions",
        compute="_compute_oplus_interactions",
        groups="sales_team.group_sale_salesman",
        help="How often somebody moved an opportunity of this customer to another "
        "stage, won, lost or reopened it, over all contacts of the company, as far as "
        "you may see them.",
    )
    opportunity_last_interaction = fields.Datetime(
        "Last Interaction",
        compute="_compute_oplus_interactions",
        groups="sales_team.group_sale_salesman",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_interactions(self):
        found = {
            commercial: (count, last)
            for commercial, count, last in self.env[
                "crm.lead.stage.history"
            ]._read_group(
                self._oplus_interaction_domain(),
                ["lead_id.partner_id.commercial_partner_id"],
                ["__count", "date_in:max"],
            )
        }
        for partner in self:
            (
                partner.opportunity_interaction_count,
                partner.opportunity_last_interaction,
            ) = found.get(partner.commercial_partner_id, (0, False))

    def _oplus_interaction_domain(self):
        return [
            ("is_interaction", "=", True),
            (
                "lead_id.partner_id.commercial_partner_id",
                "in",
                self.commercial_partner_id.ids,
            ),
        ]

    def oplus_action_view_interactions(self):
        """Open the changes that count as interactions with this customer."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_stage_history_action_interactions"
        )
        return action | {"domain": self._oplus_interaction_domain()}
