# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models
from odoo.tools import SQL, float_is_zero, float_round

# the lines of Odoo's untaxed amount
UNTAXED = """
    (line.display_type IN ('product', 'non_deductible_product',
                           'non_deductible_product_total')
     OR line.display_type = 'rounding' AND line.tax_repartition_line_id IS NULL)
"""
# a line belongs to the opportunity of its order, else of the document; 0 is none. What
# was made for no opportunity of its own was made for that of what it reverses
SHARES = f"""
    WITH RECURSIVE line_of_descent AS (
        SELECT id AS move_id, oplus_origin_id, reversed_entry_id
          FROM account_move WHERE id = ANY(%(moves)s)
         UNION
        SELECT reversal.move_id, reversed.oplus_origin_id, reversed.reversed_entry_id
          FROM line_of_descent reversal
          JOIN account_move reversed ON reversed.id = reversal.reversed_entry_id
         WHERE reversal.oplus_origin_id IS NULL
    )
    SELECT move_id, owner, -sum(balance / owners), -sum(amount_currency / owners)
      FROM (
        SELECT line.move_id, line.balance, line.amount_currency,
               count(*) OVER (PARTITION BY line.id) AS owners,
               COALESCE(sale.opportunity_id, made.oplus_origin_id,
                        CASE WHEN sold.id IS NULL THEN move.opportunity_id END, 0
               ) AS owner
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id
     LEFT JOIN line_of_descent made
            ON made.move_id = move.id AND made.oplus_origin_id IS NOT NULL
     LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
     LEFT JOIN sale_order_line sold ON sold.id = rel.order_line_id
     LEFT JOIN sale_order sale ON sale.id = sold.order_id
         WHERE move.id = ANY(%(moves)s) AND {UNTAXED}
    ) owned
  GROUP BY move_id, owner ORDER BY move_id, owner
"""


class CrmLead(models.Model):
    """Documents that belong to several opportunities, are paid in part or converted."""

    _inherit = "crm.lead"

    def _oplus_money_split(self, found):
        """Yield the part of each opportunity in the given documents.

        :param found: the documents, each for each opportunity
        """
        if not found:
            return
        # for opportunities of different currencies, a document is split in both
        documents = {(one.id, one.is_printed): one for one in found}
        printed = {(one.id, one.lead_id) for one in found if one.is_printed}
        settling = self._oplus_money_read_settling([one.id for one in found])
        shares = self._oplus_money_read_shares(
            [one.id for one in found if one.is_divided]
            + [id_ for one in settling for id_ in one.ids]
        )
        by_invoice = defaultdict(list)
        for one in settling:
            by_invoice[one.invoice_id].append(one)
        for document in documents.values():
            if not document.is_divided:
                _give_all(document, shares)
            currency = self.env["res.currency"].browse(document.currency_id)
            settled = by_invoice.get(document.id)
            for lead_id, amounts in _split(
                document, shares[document.is_printed], settled, currency.rounding
            ):
                if document.is_printed == ((document.id, lead_id) in printed):
                    yield document.part(lead_id, amounts)
        yield from self._oplus_money_differences(found, settling, shares)

    def _oplus_money_read_shares(self, move_ids):
        """Return the untaxed amount of each opportunity by document: as booked, and as
        printed."""
        self._oplus_money_flush("account.move.line", "sale.order.line", "sale.order")
        shares = defaultdict(dict), defaultdict(dict)
        # raw SQL: the reader of a document may have no access to the orders that link
        # its lines to opportunities; only amounts are returned
        rows = self.env.execute_query(SQL(SHARES, moves=move_ids))
        for move_id, lead_id, *amounts in rows:
            for share, amount in zip(shares, amounts, strict=True):
                share[move_id][lead_id] = amount
        return shares


def _give_all(document, shares):
    """Let a document of a single opportunity belong to it."""
    for share in shares:
        share[document.id] = {document.lead_id: sum(share[document.id].values())}
    shares[document.is_printed][document.id] = {document.lead_id: document.untaxed}


def _split(document, shares, settling, rounding):
    """Yield the opportunities of a document, each with its part of the amounts.

    A credit note settles the parts of its own opportunities in an invoice; one of other
    opportunities counts as a payment. All opportunities owe the same share of the rest.

    :param shares: untaxed amount by document and opportunity, as the document counts
    :param settling: what credit notes have settled of the document
    """
    untaxed = shares.get(document.id, {})
    if len(untaxed) == 1 and document.total and not settling:
        return _undivided(document, untaxed, rounding)
    whole = sum(untaxed.values())
    factor = (
        0.0
        if float_is_zero(whole, precision_rounding=rounding)
        else (document.total / whole)
    )
    taxed = {lead_id: amount * factor for lead_id, amount in untaxed.items()}
    open_untaxed, open_taxed, left = dict(untaxed), dict(taxed), document.total
    for one in settling or ():
        theirs = shares.get(one.refund_id, {})
        if theirs.keys() <= untaxed.keys() and sum(theirs.values()):
            settled, total = one.settled(document.is_printed)
            left -= settled
            for lead_id, amount in theirs.items():
                open_untaxed[lead_id] -= settled * amount / total
                open_taxed[lead_id] -= settled * amount / sum(theirs.values())
    paying = not float_is_zero(left, precision_rounding=rounding)
    rate = document.due_total / left if paying else 0.0
    columns = [
        _parts(amounts, scale, rounding)
        for amounts, scale in (
            (untaxed, 1.0),
            (taxed, 1.0),
            (open_untaxed, rate),
            (open_taxed, rate),
        )
    ]
    return zip(untaxed, zip(*columns, strict=True), strict=True)


def _undivided(document, untaxed, rounding):
    """Return the same for a document of a single opportunity, the common case."""
    [(lead_id, amount)] = untaxed.items()
    due = amount * document.due_total / document.total
    due = float_round(due, precision_rounding=rounding)
    return [(lead_id, (amount, document.total, due, document.due_total))]


def _parts(amounts, scale, rounding):
    """Yield rounded parts that add up to the cent, from rounded running totals."""
    upto, before = 0.0, 0.0
    for amount in amounts.values():
        upto += amount * scale
        rounded = float_round(upto, precision_rounding=rounding)
        yield rounded - before
        before = rounded
