# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.roles import SALESMAN


class CrmLead(models.Model):
    """Buttons of an opportunity that open the orders and invoices they count."""

    _inherit = "crm.lead"

    def _oplus_document_invoice_domain(self, move_types):
        ids = self._origin.ids
        return [("opportunity_ids", "in", ids), ("move_type", "in", move_types)]

    def oplus_action_view_invoices(self):
        """Open the invoices that the button counts; a single one in its form."""
        return self._oplus_document_action_invoices(
            "account.action_move_out_invoice_type", "out_invoice"
        )

    def oplus_action_view_credit_notes(self):
        """Open the credit notes that the button counts; a single one in its form."""
        return self._oplus_document_action_invoices(
            "account.action_move_out_refund_type", "out_refund"
        )

    def _oplus_document_action_invoices(self, action, move_type):
        self.ensure_one()
        moves = self.env["account.move"].search(
            self._oplus_document_invoice_domain([move_type])
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(action)
        action |= {
            "domain": self._oplus_document_invoice_domain([move_type]),
            "context": {"default_move_type": move_type, "create": False},
        }
        if len(moves) == 1:
            views = [view for view in action["views"] if view[1] == "form"]
            action |= {"views": views or [(False, "form")], "res_id": moves.id}
        return action

    def action_view_sale_order(self):
        """Open the orders that the button counts, also those of another customer."""
        action = super().action_view_sale_order()
        action["context"].pop("search_default_partner_id", None)
        return action

    def _get_action_view_sale_quotation_domain(self):
        """Return the domain that the button counts, without cancelled quotations."""
        return self._get_lead_quotation_domain()

    def _oplus_document_action_opportunities(self):
        """Return an action that opens opportunities in the views of the user's role."""
        sells = self.env.user.has_group(SALESMAN)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_opportunities"
            if sells
            else "opportunity_plus.crm_lead_action_finance"
        )
        leads = self._filtered_access("read")
        action |= {
            "domain": [("id", "in", leads.ids)],
            "context": {"active_test": False, "create": False},
        }
        if len(leads) == 1:
            views = [view for view in action["views"] if view[1] == "form"]
            action |= {"views": views, "res_id": leads.id}
        return action

    def get_formview_id(self, access_uid=None):
        """Return the finance form for users who have no role in Sales."""
        user = self.env["res.users"].browse(access_uid or self.env.uid)
        if user.has_group(SALESMAN):
            return super().get_formview_id(access_uid=access_uid)
        return self.env.ref("opportunity_plus.crm_lead_view_form_finance").id

    def _oplus_document_moves(self):
        """Return the documents, whose main opportunity follows a deletion."""
        # sudo: documents that the user may not open as well
        moves = self.env["account.move"].sudo()
        return moves.search([("opportunity_ids", "in", self.ids)])

    def _oplus_document_adopt(self, tails):
        """Take over the documents of opportunities that are merged into this one."""
        # sudo: documents that the user may not open move as well
        env = self.sudo().env
        orders = env["sale.order"].with_context(active_test=False)
        orders.search([("opportunity_id", "in", tails.ids)]).opportunity_id = self
        moves = env["account.move"].search([("oplus_origin_id", "in", tails.ids)])
        moves._oplus_document_set_origin(self)
