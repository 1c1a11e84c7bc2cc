# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.main_company import every_company

# as in Odoo: the latest rate up to the date, else the first rate, else 1
RATES = """
    SELECT need.currency_id, need.company_id, need.date, COALESCE(
           (SELECT rate FROM res_currency_rate known
             WHERE known.currency_id = need.currency_id AND known.name <= need.date
               AND (known.company_id IS NULL OR known.company_id = need.root_id)
          ORDER BY known.company_id, known.name DESC LIMIT 1),
           (SELECT rate FROM res_currency_rate known
             WHERE known.currency_id = need.currency_id
               AND (known.company_id IS NULL OR known.company_id = need.root_id)
          ORDER BY known.company_id, known.name LIMIT 1), 1)
      FROM unnest(%s::integer[], %s::integer[], %s::integer[], %s::date[])
           AS need (currency_id, company_id, root_id, date)
"""


class Sums:
    """Totals of the documents of one kind, in the opportunity's currency."""

    __slots__ = ("number", "untaxed", "total", "due", "due_total")

    def __init__(self):
        self.number = 0
        self.untaxed = self.total = self.due = self.due_total = 0.0

    def add(self, untaxed, total, due=0.0, due_total=0.0):
        self.untaxed += untaxed
        self.total += total
        self.due += due
        self.due_total += due_total


class CrmLead(models.Model):
    """Sums of the documents of each opportunity."""

    _inherit = "crm.lead"

    def _oplus_money_of_orders(self, leads):
        """Return sums by opportunity id and ``quoted`` or ``ordered``."""
        documents = self._oplus_money_read(
            self._oplus_money_orders(("quoted", "ordered"), leads)
        )
        return self._oplus_money_sum(documents, documents)

    def _oplus_money_of_invoices(self, leads, domain=Domain.TRUE):
        """Return sums by opportunity id and type of document; drafts have types of
        their own, ``settled`` is the exchange difference of credit notes."""
        documents = self._oplus_money_read(self._oplus_money_invoices(domain, leads))
        counted = [document for document in documents if document.is_counted]
        booked = [document for document in counted if not document.id]
        others = [document for document in counted if document.id]
        return self._oplus_money_sum(
            documents, [*booked, *self._oplus_money_split(others)]
        )

    def _oplus_money_sum(self, documents, booked):
        """Return the sums in the currency of each opportunity, with counts.

        :param documents: those to count
        :param booked: those to sum up, or the parts of opportunities in them
        """
        booked, sums = list(booked), defaultdict(Sums)
        own = self.browse({document.lead_id for document in booked} - {0})
        own = own._oplus_money_currencies()
        ids = {lead_id: currency.id for lead_id, currency in own.items()}
        foreign = {
            (currency_id, document.company_id, document.date)
            for document in booked
            if ids.get(document.lead_id, document.currency_id) != document.currency_id
            for currency_id in (document.currency_id, ids[document.lead_id])
        }
        rates = self._oplus_money_read_rates(foreign)
        for document in booked:
            if document.lead_id in own:
                amounts = _convert(document, own[document.lead_id], rates)
                sums[document.lead_id, document.kind].add(*amounts)
        for document in documents:
            sums[document.lead_id, document.kind].number += document.number
        return sums

    def _oplus_money_has_one_currency(self):
        companies = every_company(self.env)
        return len(companies._read_group([], ["currency_id"])) == 1

    def _oplus_money_read_rates(self, needs):
        """Return exchange rates by currency id, company id and date.

        :param needs: a set of (currency id, company id, date)
        """
        if not needs:
            return {}
        self._oplus_money_flush("res.currency.rate")
        companies = every_company(self.env)  # rates belong to the root company
        rows = [
            (currency, company, companies.browse(company).root_id.id, date)
            for currency, company, date in needs
        ]
        # raw SQL: the ORM would query once for each date
        columns = map(list, zip(*rows, strict=True))
        rows = self.env.execute_query(SQL(RATES, *columns))
        return {tuple(row[:3]): row[3] for row in rows}


def _convert(document, own, rates):
    if document.currency_id == own.id:
        return document.amounts
    company_id, date = document.company_id, document.date
    rate = rates[own.id, company_id, date]
    rate /= rates[document.currency_id, company_id, date]
    return tuple(own.round(amount * rate) for amount in document.amounts)
