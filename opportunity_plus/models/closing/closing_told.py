# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_list

from ...answering import numbers
from ..foundation.naming import some_names
from ..recording.closed import UNDO_WITHIN

# the screen asks at once; longer than any transaction that people wait for
MOST_SECONDS = 60

RECENT = """
    SELECT id, lead_id, outcome, date
      FROM crm_lead_closing
     WHERE user_id = %(user)s AND id > %(after)s AND id <> ALL(%(told)s)
       AND date >= %(now)s - %(seconds)s * INTERVAL '1 second'
  ORDER BY id
"""


class CrmLead(models.Model):
    """What a win or loss brings, for the message on the screen of whoever closed."""

    _inherit = "crm.lead"

    @api.model
    def oplus_recent_closings(self, seconds, after=0, told=()):
        """Return what the user has closed just now.

        :param seconds: how far to look back, a minute at most
        :param after: only closings with a higher number
        :param told: numbers of closings that were told; a closing with a lower number
            may come to light later
        :return: a dict for each outcome of each transaction, ready to be shown:
            ``numbers`` (of the closings in it), ``number`` (the last one of all),
            ``outcome``, ``ids``, ``undo_ids`` (may be undone), ``undo_seconds`` (for
            how long still), ``title``, ``facts`` (lines) and ``buttons`` (name and
            method)
        """
        seconds, after = numbers(self.env, [seconds, after])
        rows = self._oplus_closing_recent(seconds, after, numbers(self.env, told))
        # closings of one transaction have one date, to the microsecond
        closings = {lead_id: closing for _id, lead_id, *closing in rows}
        leads = self.browse(closings)
        shown = leads._filtered_access("read").filtered(
            lambda lead: lead.won_status == closings[lead.id][0]
        )
        groups = shown.grouped(lambda lead: tuple(closings[lead.id]))
        return [
            closed._oplus_closing_told()
            | {
                "number": rows[-1][0],
                "numbers": [row[0] for row in rows if row[1] in closed._ids],
                "undo_seconds": self._oplus_undo_seconds(date),
            }
            for (_outcome, date), closed in groups.items()
        ]

    def _oplus_undo_seconds(self, date):
        """Return for how long a closing may still be undone."""
        left = date + UNDO_WITHIN - self.env.cr.now()
        return max(0, left.total_seconds())

    def _oplus_closing_recent(self, seconds, after, told):
        """Return number, opportunity, outcome and date of the user's closings."""
        values = {
            "user": self.env.uid,
            "after": after,
            "told": [int(number) for number in told],
            "now": self.env.cr.now(),
            "seconds": max(0, min(seconds, MOST_SECONDS)),
        }
        # raw SQL: users may not read the rows themselves
        self.env.cr.execute(RECENT, values)
        return self.env.cr.fetchall()

    def _oplus_closing_told(self):
        """Return what to show of opportunities that were closed together."""
        outcome = self[0].won_status
        return {
            "outcome": outcome,
            "ids": self.ids,
            "undo_ids": list(self._oplus_undo_allowed()),
            "title": self._oplus_closing_title(outcome),
            "facts": self._oplus_closing_facts(outcome),
            "buttons": self._oplus_closing_next() if outcome == "won" else [],
        }

    def _oplus_closing_title(self, outcome):
        names = some_names(self, 3)
        if outcome == "won":
            return self.env._("Won: %(names)s", names=names)
        return self.env._("Lost: %(names)s", names=names)

    def _oplus_closing_facts(self, outcome):
        """Return value, days and reason, as far as there are any."""
        facts = [self._oplus_closing_value()]
        if len(self) == 1 and outcome == "won":
            facts.append(self._oplus_closing_days())
        if outcome == "lost":
            reasons = self.lost_reason_id.mapped("display_name")
            facts = [", ".join(reasons)]
        return list(filter(None, facts))

    def _oplus_closing_value(self):
        """Return the sum, or one for each currency."""
        sums = [
            format_amount(self.env, sum(leads.mapped("expected_revenue")), currency)
            for currency, leads in self.grouped("company_currency").items()
        ]
        return format_list(self.env, sums)

    def _oplus_closing_days(self):
        days = int(self.day_close)
        if not days:
            return self.env._("Opened and won on the same day")
        if days == 1:
            return self.env._("1 day from opening to win")
        return self.env._("%(count)s days from opening to win", count=days)

    def _oplus_closing_next(self):
        """Return the buttons for what comes after a win, as far as the user may."""
        if len(self) != 1 or not self.env["sale.order"].has_access("create"):
            return []
        buttons = []
        if self._oplus_orders_to_invoice():
            buttons.append(
                ("oplus_action_create_invoice", self.env._("Create Invoice"))
            )
        if self.sale_order_count:
            buttons.append(("action_view_sale_order", self.env._("Open Order")))
        elif self.quotation_count:
            buttons.append(("action_view_sale_quotation", self.env._("Open Quotation")))
        else:
            buttons.append(("action_sale_quotations_new", self.env._("New Quotation")))
        return [{"method": method, "name": name} for method, name in buttons]

    def _oplus_orders_to_invoice(self):
        orders = self.env["sale.order"]
        if not self.env["sale.advance.payment.inv"].has_access("create"):
            return orders
        return orders.search(
            [("opportunity_id", "in", self.ids), ("invoice_status", "=", "to invoice")]
        )

    def oplus_action_create_invoice(self):
        """Open Odoo's dialog that invoices the confirmed orders.

        :raise UserError: there is nothing to invoice
        """
        orders = self._oplus_orders_to_invoice()
        if not orders:
            raise UserError(self.env._("There is no order that can be invoiced now."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sale.action_view_sale_advance_payment_inv"
        )
        return action | {
            "context": {
                "active_model": "sale.order",
                "active_id": orders[0].id,
                "active_ids": orders.ids,
            }
        }
