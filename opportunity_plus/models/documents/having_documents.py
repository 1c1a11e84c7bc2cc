# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.searching import search_true
from ..visibility.visible_list import search_visible

FOUND = "(SELECT lead_id FROM (%s) AS document)"


class CrmLead(models.Model):
    """Opportunities that have documents: the reader sees a button that counts them."""

    _inherit = "crm.lead"

    order_ids = fields.One2many(search=search_visible("order_ids"))
    oplus_has_documents = fields.Boolean(
        compute="_compute_oplus_has_documents",
        search="_search_oplus_has_documents",
        export_string_translation=False,
    )

    @api.depends(
        *("quotation_count", "sale_order_count"),
        *("oplus_invoice_count", "oplus_credit_note_count"),
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_has_documents(self):
        for lead in self:
            lead.oplus_has_documents = (
                lead.quotation_count
                or lead.sale_order_count
                or lead.oplus_invoice_count
                or lead.oplus_credit_note_count
            )

    @search_true
    def _search_oplus_has_documents(self):
        documents = (
            self._oplus_money_orders(("quoted", "ordered")),
            self._oplus_money_invoices(Domain.TRUE),
        )
        found = [SQL(FOUND, one) for one in documents if one is not None]
        if not found:
            return Domain.FALSE
        return Domain("id", "in", SQL("(%s)", SQL(" UNION ALL ").join(found)))
