# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

# the one definition of how an order stands as a quotation
STATE = """
    CASE WHEN %(state)s = 'cancel' THEN 'none'
         WHEN %(state)s = 'sale' OR %(signed_on)s IS NOT NULL THEN 'signed'
         WHEN %(state)s = 'draft' THEN 'draft'
         WHEN %(validity_date)s < %(today)s THEN 'expired'
         ELSE 'sent' END
"""
# the latest order of each opportunity: by the date of the quotation, which is that of
# the confirmation once it is confirmed, then by id, as in Odoo's list of quotations
LATEST = """
    DISTINCT ON (%(opportunity_id)s)
           %(opportunity_id)s AS lead_id, %(id)s AS id, %(name)s AS name,
           %(standing)s AS state, %(validity_date)s AS valid_until,
           %(oplus_quotation_sent_on)s AS sent_on, %(today)s AS today,
           COALESCE(%(validity_date)s - %(today)s <= %(near_days)s, FALSE) AS is_near
"""
ORDER = (
    "%(opportunity_id)s, COALESCE(%(date_order)s, %(create_date)s) DESC, %(id)s DESC"
)
COLUMNS = (
    *("id", "name", "opportunity_id", "date_order", "create_date", "validity_date"),
    "oplus_quotation_sent_on",
)


class SaleOrder(models.Model):
    """How an order stands as a quotation, in SQL."""

    _inherit = "sale.order"

    def _oplus_quotation_is_valid(self):
        """Return the domain of quotations that were sent and are still valid, whether
        or not the customer has signed them."""

        def to_sql(orders, alias, query):
            until = orders._field_to_sql(alias, "validity_date", query)
            today = orders._oplus_quotation_today(alias, query)
            return SQL("COALESCE(%s >= %s, TRUE)", until, today)

        return Domain("state", "=", "sent") & Domain.custom(to_sql=to_sql)

    def _oplus_quotation_standing(self, alias, query):
        names = ("state", "signed_on", "validity_date")
        columns = {name: self._field_to_sql(alias, name, query) for name in names}
        today = self._oplus_quotation_today(alias, query)
        return SQL(STATE, **columns, today=today)

    def _oplus_quotation_today(self, alias, query):
        """Return the SQL of today's date in the time zone of the order's company."""
        leads = self.env["crm.lead"]
        days = leads._oplus_visibility_facts(leads._oplus_quarter()).days
        if not days.others:
            return SQL("%s::date", days.main)
        company = self._field_to_sql(alias, "company_id", query)
        cases = (
            SQL("WHEN %s = ANY(%s) THEN %s::date", company, [*ids], day)
            for day, ids in days.others
        )
        return SQL("CASE %s ELSE %s::date END", SQL(" ").join(cases), days.main)

    def _oplus_quotation_latest(self, domain):
        """Return the SQL of the latest order of each opportunity that the reader may
        open, without cancelled ones. None without access to orders.

        :param domain: the orders to look at
        """
        if not self.has_access("read"):
            return None
        domain = Domain("state", "in", ("draft", "sent", "sale")) & domain
        query = self._search(domain)
        # sudo: users have no access to the column of the day on which it was sent
        orders = self.sudo()
        columns = {
            name: orders._field_to_sql(self._table, name, query) for name in COLUMNS
        }
        company = query.left_join(
            self._table, "company_id", "res_company", "id", "company_id"
        )
        columns["near_days"] = orders.company_id._field_to_sql(
            company, "opportunity_closing_near_days", query
        )
        columns["standing"] = orders._oplus_quotation_standing(self._table, query)
        columns["today"] = orders._oplus_quotation_today(self._table, query)
        query.order = SQL(ORDER, **columns)
        # raw SQL: one row for each opportunity, and no more columns than needed
        return query.select(SQL(LATEST, **columns))
