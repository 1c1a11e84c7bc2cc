# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.access import allowed
from ..foundation.naming import names


class CrmLead(models.Model):
    """Proposes to win an open opportunity whose order was confirmed."""

    _inherit = "crm.lead"

    oplus_won_proposal = fields.Char(
        compute="_compute_oplus_won_proposal", export_string_translation=False
    )

    @api.depends("sale_order_count", "order_ids.state", "won_status", "active")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_oplus_won_proposal(self):
        self.oplus_won_proposal = False
        by_lead = self._oplus_confirmed_orders().grouped("opportunity_id")
        for lead in self:
            if found := by_lead.get(lead._origin):
                lead.oplus_won_proposal = self.env._(
                    "Order confirmed: %(orders)s. Mark the opportunity as won?",
                    orders=names(found),
                )

    def _oplus_may_be_won(self):
        return (
            self.type == "opportunity" and self.active and self.won_status == "pending"
        )

    def _oplus_confirmed_orders(self):
        """Return the confirmed orders of those that are open; most have none, and are
        not asked about any."""
        open_ones = self._origin.filtered(
            lambda lead: lead._oplus_may_be_won() and lead.sale_order_count
        )
        orders = self.env["sale.order"]
        if not open_ones:
            return orders
        own = [("opportunity_id", "in", open_ones.ids)]
        return orders.search(own + self._get_lead_sale_order_domain(), order="id")


class SaleOrder(models.Model):
    """Proposes the same on the order."""

    _inherit = "sale.order"

    oplus_proposes_won = fields.Boolean(
        compute="_compute_oplus_proposes_won", export_string_translation=False
    )

    @api.depends("state", "opportunity_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_proposes_won(self):
        self.oplus_proposes_won = False
        confirmed = self.filtered(
            lambda order: order.state == "sale" and order.opportunity_id
        )
        leads = allowed(confirmed.opportunity_id, "write")
        for order in confirmed:
            lead = order.opportunity_id & leads
            order.oplus_proposes_won = bool(lead) and lead._oplus_may_be_won()

    def oplus_action_win_opportunity(self):
        """Mark the opportunity of the order as won, as its own button does."""
        return self.opportunity_id.action_set_won_rainbowman()
