# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ..foundation.main_company import every_company

# the amounts of invoices that credit notes settle; if the exchange rates differ, an
# entry of Odoo closes the rest of the invoice or of the credit note
SETTLING = """
    SELECT invoice.id, refund.id, invoice.date, refund.date,
           invoice.currency_id, refund.currency_id,
           refund.amount_total_signed, refund.amount_total_in_currency_signed,
           sum(partial.amount + COALESCE(exchange.of_invoice, 0)),
           sum(partial.debit_amount_currency
               + COALESCE(exchange.of_invoice_printed, 0)),
           sum(partial.amount + COALESCE(exchange.of_refund, 0)),
           sum(partial.credit_amount_currency
               + COALESCE(exchange.of_refund_printed, 0))
      FROM account_partial_reconcile partial
      JOIN account_move_line due ON due.id = partial.debit_move_id
       AND due.display_type = 'payment_term'
      JOIN account_move invoice ON invoice.id = due.move_id
      JOIN account_move_line paid ON paid.id = partial.credit_move_id
      JOIN account_move refund ON refund.id = paid.move_id
       AND refund.move_type = 'out_refund' AND refund.amount_total_signed != 0
 LEFT JOIN LATERAL (
           SELECT sum(CASE WHEN rest.debit_move_id = due.id THEN rest.amount END)
                      AS of_invoice,
                  sum(CASE WHEN rest.debit_move_id = due.id
                           THEN rest.debit_amount_currency END) AS of_invoice_printed,
                  sum(CASE WHEN rest.credit_move_id = paid.id THEN rest.amount END)
                      AS of_refund,
                  sum(CASE WHEN rest.credit_move_id = paid.id
                           THEN rest.credit_amount_currency END) AS of_refund_printed
             FROM account_move_line entry
             JOIN account_partial_reconcile rest
               ON (rest.debit_move_id = due.id AND rest.credit_move_id = entry.id)
               OR (rest.credit_move_id = paid.id AND rest.debit_move_id = entry.id)
            WHERE entry.move_id = partial.exchange_move_id
           ) exchange ON partial.exchange_move_id IS NOT NULL
     WHERE partial.id IN (
           SELECT one.id FROM account_move_line line
             JOIN account_partial_reconcile one ON one.debit_move_id = line.id
            WHERE line.move_id = ANY(%(moves)s)
            UNION ALL
           SELECT one.id FROM account_move_line line
             JOIN account_partial_reconcile one ON one.credit_move_id = line.id
            WHERE line.move_id = ANY(%(moves)s))
  GROUP BY invoice.id, refund.id
"""
# documents that a document of the other type settles at another rate
SETTLED = """
      FROM account_partial_reconcile partial
      JOIN account_move_line settled
        ON settled.id IN (partial.debit_move_id, partial.credit_move_id)
      JOIN account_move_line settling
        ON settling.id IN (partial.debit_move_id, partial.credit_move_id)
      JOIN account_move other ON other.id = settling.move_id
       AND other.move_type IN ('out_invoice', 'out_refund')
     WHERE partial.exchange_move_id IS NOT NULL
"""
# of the few documents of some opportunities each is looked up, of all documents the few
# that were settled so are joined, where somebody asks for them
EXCHANGED = f"""EXISTS (
    SELECT {SETTLED} AND settled.move_id = account_move.id
       AND other.move_type != account_move.move_type)"""
EXCHANGED_EVERY = f"""(
    SELECT settled.move_id, array_agg(other.move_type) AS by {SETTLED}
  GROUP BY settled.move_id)"""
IS_EXCHANGED = "account_move.move_type != ANY(exchanged.by)"


class Settling(NamedTuple):
    """What a credit note settles of an invoice. Amounts are pairs: in the currency of
    the company, and in that of the document."""

    invoice_id: int
    refund_id: int
    invoice_date: date
    refund_date: date
    invoice_currency_id: int
    refund_currency_id: int
    refund_total: tuple
    of_invoice: tuple
    of_refund: tuple

    @property
    def ids(self):
        return self.invoice_id, self.refund_id

    def settled(self, is_printed):
        """Return what is settled of the invoice, and the total of the credit note."""
        return self.of_invoice[is_printed], self.refund_total[is_printed]

    def parts(self, lead_id, shares, own, company):
        """Yield date, currency and amounts of what is settled of an opportunity: of the
        invoice, and minus that of the credit note.

        :param shares: see ``_oplus_money_read_shares``
        :param own: the currency of the opportunity
        :param company: that of the company
        """

        def printed(currency_id):
            return own.id == currency_id != company.id

        unit = printed(self.refund_currency_id)
        theirs = shares[unit][self.refund_id]
        shared = [
            theirs[lead_id] / whole
            for whole in (self.refund_total[unit], sum(theirs.values()))
        ]
        for day, currency_id, settled, sign in (
            (self.invoice_date, self.invoice_currency_id, self.of_invoice, 1),
            (self.refund_date, self.refund_currency_id, self.of_refund, -1),
        ):
            currency = own if printed(currency_id) else company
            amount = sign * settled[printed(currency_id)]
            yield day, currency, [currency.round(amount * share) for share in shared]


class CrmLead(models.Model):
    """Settlement of invoices by credit notes, and the exchange differences."""

    _inherit = "crm.lead"

    def _oplus_money_differences(self, found, settling, shares):
        """Yield the exchange differences between credit notes and invoices that were
        booked or are converted at another rate; they are neither paid nor due."""
        documents = {document.id: document for document in found}
        ids = {document.id for document in found if document.is_converted}
        settling = [one for one in settling if not ids.isdisjoint(one.ids)]
        both = {id_ for one in settling for id_ in one.ids}
        known = {*documents}
        if both - known:
            domain = [("id", "in", [*(both - known)]), ("state", "=", "posted")]
            known.update(self.env["account.move"].search(domain).ids)
        for one in settling:
            if known.issuperset(one.ids):
                document = next(documents[id_] for id_ in one.ids if id_ in documents)
                yield from self._oplus_money_difference(document, one, shares)

    def _oplus_money_difference(self, document, one, shares):
        """Yield what one credit note and invoice leave for each opportunity: what is
        settled of the invoice, at its date, and minus that of the credit note, at its
        own."""
        theirs = shares[0].get(one.refund_id, {})
        if not sum(theirs.values()) or theirs.keys() - shares[0][one.invoice_id].keys():
            return  # a credit note of other opportunities counts as a payment
        company = every_company(self.env).browse(document.company_id).currency_id
        own = self.browse(theirs.keys() - {0})._oplus_money_currencies()
        for lead_id in theirs:
            for day, currency, amounts in one.parts(
                lead_id, shares, own.get(lead_id, company), company
            ):
                yield document.part(
                    lead_id,
                    (*amounts, 0.0, 0.0),
                    kind="settled",
                    date=day,
                    currency_id=currency.id,
                )

    def _oplus_money_read_settling(self, move_ids):
        """Return each :class:`Settling` in which one of the given documents takes
        part."""
        self._oplus_money_flush("account.partial.reconcile")
        # raw SQL: credit notes that the reader may not open count as well
        rows = self.env.execute_query(SQL(SETTLING, moves=move_ids))
        return [Settling(*row[:6], row[6:8], row[8:10], row[10:]) for row in rows]
