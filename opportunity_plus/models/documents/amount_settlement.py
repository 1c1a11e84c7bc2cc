# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL, float_round

# the amounts of invoices that credit notes settle; if the exchange rates differ, an
# entry of Odoo closes the rest of the invoice or of the credit note
SETTLING = """
    SELECT invoice.id AS invoice_id, refund.id AS refund_id,
           ARRAY[invoice.id, refund.id] AS ids,
           invoice.date AS invoice_date, refund.date AS refund_date,
           refund.amount_total_signed AS refund_total, sum(partial.amount) AS amount,
           sum(COALESCE(exchange.of_invoice, 0)) AS of_invoice,
           sum(COALESCE(exchange.of_refund, 0)) AS of_refund
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
                  sum(CASE WHEN rest.credit_move_id = paid.id THEN rest.amount END)
                      AS of_refund
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


class CrmLead(models.Model):
    """Settlement of invoices by credit notes, and the exchange differences."""

    _inherit = "crm.lead"

    def _oplus_money_differences(self, documents, settling, shares):
        """Yield the exchange differences between credit notes and invoices that were
        booked or are converted at another rate; they are neither paid nor due."""
        ids = {document.id for document in documents.values() if document.is_converted}
        settling = [one for one in settling if not ids.isdisjoint(one["ids"])]
        both = {id_ for one in settling for id_ in one["ids"]}
        known = {*documents}
        if both - known:
            domain = [("id", "in", [*(both - known)]), ("state", "=", "posted")]
            known.update(self.env["account.move"].search(domain).ids)
        for one in settling:
            if known.issuperset(one["ids"]):
                document = next(
                    documents[id_] for id_ in one["ids"] if id_ in documents
                )
                currency = self.env["res.currency"].browse(document.currency_id)
                for lead_id, date, amounts in _difference(
                    one, shares, currency.rounding
                ):
                    yield document.part(lead_id, amounts, kind="settled", date=date)

    def _oplus_money_read_settling(self, move_ids):
        """Return the settlements in which one of the given documents takes part, as
        dicts in the currency of the company."""
        self._oplus_money_flush("account.partial.reconcile")
        # raw SQL: credit notes that the reader may not open count as well
        return self.env.execute_query_dict(SQL(SETTLING, moves=move_ids))


def _difference(one, shares, rounding):
    """Yield the opportunities of a credit note, each with a date and amounts: what is
    settled of the invoice, at its date, and minus that of the credit note, at its own.
    """
    theirs = shares.get(one["refund_id"], {})
    whole = sum(theirs.values())
    if not whole or not theirs.keys() <= shares.get(one["invoice_id"], {}).keys():
        return  # a credit note of other opportunities counts as a payment
    for lead_id, amount in theirs.items():
        for date, settled in (
            (one["invoice_date"], one["amount"] + one["of_invoice"]),
            (one["refund_date"], -one["amount"] - one["of_refund"]),
        ):
            parts = (
                float_round(settled * part, precision_rounding=rounding)
                for part in (amount / one["refund_total"], amount / whole)
            )
            yield lead_id, date, (*parts, 0.0, 0.0)
