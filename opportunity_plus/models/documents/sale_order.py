# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..foundation.access import allowed, leads_of
from ..foundation.naming import names


class SaleOrder(models.Model):
    _inherit = "sale.order"

    oplus_is_opportunity_readable = fields.Boolean(
        compute="_compute_oplus_is_opportunity_readable",
        export_string_translation=False,
    )

    @api.depends("opportunity_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_opportunity_readable(self):
        readable = allowed(leads_of(self, "opportunity_id"))
        for order in self:
            lead = leads_of(order, "opportunity_id")
            order.oplus_is_opportunity_readable = bool(lead & readable)

    def oplus_action_view_opportunity(self):
        """Open the opportunity of this order."""
        self.ensure_one()
        return self.opportunity_id._oplus_document_action_opportunities()

    @api.constrains("opportunity_id")
    def _check_oplus_opportunity_readable(self):
        """Refuse an opportunity that the user may not link an order to."""
        self.opportunity_id._oplus_document_check_linkable(orders=self)

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._oplus_check_confirmed()
        return orders

    def write(self, vals):
        """:raise AccessError: the user takes an order from an opportunity they may not
        change, or confirms an order of an opportunity they may not see"""
        if "opportunity_id" in vals:
            wanted = vals["opportunity_id"] or False
            moved = self.filtered(lambda order: order.opportunity_id.id != wanted)
            moved.opportunity_id._oplus_document_check_leavable()
        result = super().write(vals)
        if vals.get("state") == "sale":
            self._oplus_check_confirmed()
        return result

    def _oplus_check_confirmed(self):
        """Refuse finance users who confirm orders of opportunities they may not see."""
        leads = self.env["crm.lead"]
        if self.env.su or not leads._oplus_visibility_grant("read").finance:
            return
        # sudo: the check below decides whether the user may read the opportunities
        orders = self.sudo().filtered(lambda order: order.state == "sale")
        leads = leads.browse(orders.opportunity_id.ids)
        hidden = leads - leads._oplus_document_linkable(orders=orders)
        refused = orders.filtered(lambda order: order.opportunity_id & hidden)
        if refused:
            raise AccessError(
                self.env._(
                    "You cannot confirm %(orders)s, because you may not see the"
                    " opportunity. Ask the salesperson to confirm it.",
                    orders=names(refused),
                )
            )

    def copy_data(self, default=None):
        """Leave out an opportunity that the user may not link the copy to."""
        readable = self.opportunity_id._oplus_document_linkable()
        return [
            vals
            if vals.get("opportunity_id") in (False, None, *readable.ids)
            else vals | {"opportunity_id": False}
            for vals in super().copy_data(default)
        ]
