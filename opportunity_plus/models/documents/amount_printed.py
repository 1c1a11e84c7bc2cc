# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models

from .amount_statements import INVOICE_TYPES

POSTED = [("state", "=", "posted"), ("move_type", "in", INVOICE_TYPES)]


class CrmLead(models.Model):
    """The amounts of invoices in another currency, as their documents print them."""

    _inherit = "crm.lead"

    oplus_currency_note = fields.Char(
        "Amounts of the Documents",
        compute="_compute_oplus_currency_note",
        help="Invoices and credit notes in another currency, as they are printed.",
    )

    @api.depends("amount_invoiced", "amount_credited", "amount_due")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_oplus_currency_note(self):
        amounts = self._oplus_money_printed()
        for lead in self:
            notes = [
                lead._oplus_money_note_shared(currency, *figures)
                for currency, figures in amounts[lead._origin.id].items()
                if currency != lead.company_currency
            ]
            lead.oplus_currency_note = " · ".join(notes)

    def _oplus_money_printed(self):
        """Return what the documents say: invoiced, credited and due with tax, and
        whether some also belong to others, by id of the opportunity and currency."""
        amounts = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0, False]))
        # Odoo leaves out groups of archived records, such as lost opportunities
        moves = self.env["account.move"].with_context(active_test=False)
        if not moves.has_access("read"):
            return amounts
        domain = [*POSTED, ("opportunity_ids", "in", self._origin.ids)]
        for lead, currency, kind, total, due, is_shared in moves._read_group(
            domain,
            ["opportunity_ids", "currency_id", "move_type"],
            [
                *("amount_total:sum", "amount_residual:sum"),
                "oplus_is_opportunity_divided:bool_or",
            ],
        ):
            figures, is_invoice = amounts[lead.id][currency], kind == "out_invoice"
            figures[0 if is_invoice else 1] += total
            figures[2] += due if is_invoice else -due
            figures[3] |= bool(is_shared)
        return amounts

    def _oplus_money_note_shared(self, currency, *amounts_and_shared):
        *amounts, is_shared = amounts_and_shared
        note = self._oplus_money_note(currency, *amounts)
        return self.env._("%s (shared ones in full)", note) if is_shared else note

    def _oplus_money_note(self, currency, invoiced, credited, due):
        if not credited:
            return self.env._(
                "Invoices in %(currency)s, with tax: invoiced %(invoiced)s,"
                " due %(due)s",
                currency=currency.name,
                invoiced=currency.format(invoiced),
                due=currency.format(due),
            )
        return self.env._(
            "Invoices in %(currency)s, with tax: invoiced %(invoiced)s, credited"
            " %(credited)s, due %(due)s",
            currency=currency.name,
            invoiced=currency.format(invoiced),
            credited=currency.format(credited),
            due=currency.format(due),
        )
