# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .amount_statements import INVOICE_TYPES

# an instalment that is not paid in full
LATE_LINE = SQL(
    "late.move_id = account_move.id AND late.display_type = 'payment_term'"
    " AND late.reconciled IS NOT TRUE"
)
POSTED = [("state", "=", "posted"), ("move_type", "in", INVOICE_TYPES)]


class CrmLead(models.Model):
    """What the line of amounts says beside its figures."""

    _inherit = "crm.lead"

    oplus_overdue_note = fields.Char(
        "Overdue",
        compute="_compute_oplus_overdue_note",
        help="How long the oldest unpaid instalment has been overdue.",
    )
    oplus_currency_note = fields.Char(
        "Amounts of the Documents",
        compute="_compute_oplus_currency_note",
        help="Invoices and credit notes in another currency, as they are printed.",
    )

    def _oplus_money_late(self):
        """Return the domain of the invoices with an instalment that is overdue, by the
        date of the reader."""
        # by instalment: the due date of an invoice is only that of the last one
        late = [
            ("display_type", "=", "payment_term"),
            ("reconciled", "=", False),
            ("date_maturity", "<", fields.Date.context_today(self)),
        ]
        return Domain("move_type", "=", "out_invoice") & Domain("line_ids", "any", late)

    @api.depends("amount_due")
    @api.depends_context("uid", "allowed_company_ids", "lang", "tz")
    def _compute_oplus_overdue_note(self):
        owing = self._origin.filtered(lambda lead: lead.amount_due > 0)
        days = owing._oplus_money_days_overdue() if owing else {}
        for lead in self:
            number = days.get(lead._origin.id)
            lead.oplus_overdue_note = number and (
                self.env._("1 day overdue")
                if number == 1
                else self.env._("%s days overdue", number)
            )

    def _oplus_money_days_overdue(self):
        """Return for how many days the oldest instalment is overdue, by id, of those
        that the filter of overdue invoices finds among these, which owe something."""
        late = self._oplus_money_search_amount(
            "due", ">", 0.0, self._oplus_money_late(), leads=self
        )
        late = self.filtered_domain(late)
        if not late:
            return {}
        moves, today = self.env["account.move"], fields.Date.context_today(self)
        posted = Domain("state", "=", "posted")
        self._oplus_money_flush("account.move")
        query = moves._search(posted & self._oplus_money_late())
        link = SQL("linked.move_id = account_move.id")
        query.add_join("JOIN", "linked", "account_move_opportunity_rel", link)
        query.add_join("JOIN", "late", "account_move_line", LATE_LINE)
        query.add_where("linked.lead_id = ANY(%s)", [late.ids])
        query.add_where("late.date_maturity < %s", [today])
        query.groupby = SQL("linked.lead_id")
        # raw SQL: one row for each opportunity
        rows = self.env.execute_query(
            query.select(SQL("linked.lead_id"), SQL("min(late.date_maturity)"))
        )
        return {lead_id: (today - day).days for lead_id, day in rows}

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
