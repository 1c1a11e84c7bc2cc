# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.tools import float_is_zero, float_round


class Sums:
    """What the documents of one kind come to, in the opportunity's currency."""

    __slots__ = ("number", "untaxed", "total", "due", "due_total")

    def __init__(self):
        self.number = 0
        self.untaxed = self.total = self.due = self.due_total = 0.0

    def add(self, untaxed, total, due=0.0, due_total=0.0):
        self.untaxed += untaxed
        self.total += total
        self.due += due
        self.due_total += due_total


class Booked(NamedTuple):
    """Amounts of a document in a currency: untaxed, total, due, due with tax."""

    lead_id: int
    kind: str
    currency_id: int
    company_id: int
    date: object
    amounts: tuple


class CrmLead(models.Model):
    """From documents to sums by opportunity."""

    _inherit = "crm.lead"

    def _money_of_orders(self, domain):
        """Sums by id of opportunity and ``quoted`` or ``ordered``."""
        rows = self._money_read_orders(domain)
        booked = [
            Booked(lead_id, kind, *where, (untaxed, total))
            for kind, lead_id, *where, untaxed, total in rows
        ]
        sums = self._money_sum(booked)
        for document in booked:
            sums[document.lead_id, document.kind].number += 1
        return sums

    def _money_of_invoices(self, domain):
        """Sums by id of opportunity and type of document."""
        documents = self._money_read_documents(domain)
        posted = [document for document in documents if document.state == "posted"]
        sums = self._money_sum(self._money_split(posted) if posted else ())
        for document in documents:
            for lead_id in document.lead_ids:
                sums[lead_id, document.kind].number += 1
        return sums

    def _money_split(self, documents):
        """The amounts of each opportunity in each document."""
        ids = [document.id for document in documents]
        settling = self._money_read_settling(ids)
        refunds = {one.refund_id for found in settling.values() for one in found}
        shares = self._money_read_shares([*{*ids, *refunds}])
        # sudo: the currency of a company is no secret
        companies = self.env["res.company"].sudo()
        companies = companies.browse({document.company_id for document in documents})
        booked = {
            company.id: (company.currency_id.id, company.currency_id.rounding)
            for company in companies
        }
        for document in documents:
            currency_id, rounding = booked[document.company_id]
            found = settling.get(document.id)
            for lead_id, amounts in _split(document, shares, found, rounding):
                where = (currency_id, document.company_id, document.date)
                yield Booked(lead_id, document.kind, *where, amounts)

    def _money_sum(self, booked):
        """Convert to the currency of each opportunity, and sum up."""
        booked, sums = list(booked), defaultdict(Sums)
        # sudo: documents of several opportunities may belong to hidden ones as well
        leads = self.sudo().browse({document.lead_id for document in booked} - {0})
        here = self.env.company
        own = {lead.id: (lead.company_id or here).currency_id for lead in leads}
        ids = {lead_id: currency.id for lead_id, currency in own.items()}
        foreign = {
            (currency_id, document.company_id, document.date)
            for document in booked
            if ids.get(document.lead_id, document.currency_id) != document.currency_id
            for currency_id in (document.currency_id, ids[document.lead_id])
        }
        rates = self._money_read_rates(foreign)
        for document in booked:
            if document.lead_id in own:
                amounts = _convert(document, own[document.lead_id], rates)
                sums[document.lead_id, document.kind].add(*amounts)
        return sums


def _convert(document, own, rates):
    if document.currency_id == own.id:
        return document.amounts
    company_id, date = document.company_id, document.date
    rate = rates[own.id, company_id, date]
    rate /= rates[document.currency_id, company_id, date]
    return tuple(own.round(amount * rate) for amount in document.amounts)


def _split(document, shares, settling, rounding):
    """Yield the opportunities of a document, and what each has of its amounts.

    A credit note settles what its opportunities have in an invoice; one of others is
    like money. Of what is left open, everybody has the same part to pay.

    :param shares: untaxed amount by document and opportunity
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
            left -= one.amount
            for lead_id, amount in theirs.items():
                open_untaxed[lead_id] -= one.amount * amount / one.total
                open_taxed[lead_id] -= one.amount * amount / sum(theirs.values())
    paying = not float_is_zero(left, precision_rounding=rounding)
    rate = document.residual / left if paying else 0.0
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
    """The same for the many documents of a single opportunity."""
    [(lead_id, amount)] = untaxed.items()
    due = amount if document.residual else 0.0
    if document.residual not in (0, document.total):
        due = amount * document.residual / document.total
        due = float_round(due, precision_rounding=rounding)
    return [(lead_id, (amount, document.total, due, document.residual))]


def _parts(amounts, scale, rounding):
    """Parts in whole cents that add up: differences of rounded running totals."""
    upto, before = 0.0, 0.0
    for amount in amounts.values():
        upto += amount * scale
        rounded = float_round(upto, precision_rounding=rounding)
        yield rounded - before
        before = rounded
