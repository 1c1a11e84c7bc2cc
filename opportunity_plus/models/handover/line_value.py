# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import fields, models
from odoo.tools import format_amount

# states of lines whose record the successor has, or is to get
HANDED = ("planned", "moved", "kept")


class CrmLeadHandoverLine(models.Model):
    """The value of the opportunities that are handed over."""

    _inherit = "crm.lead.handover.line"

    expected_revenue = fields.Monetary(
        readonly=True,
        help="Expected revenue of the opportunity when the preview was made.",
    )
    currency_id = fields.Many2one("res.currency", readonly=True)


class CrmLeadHandover(models.Model):
    _inherit = "crm.lead.handover"

    def _handover_prepare_vals(self, mover, record, document):
        vals = super()._handover_prepare_vals(mover, record, document)
        if mover.kind == "opportunity":
            vals["expected_revenue"] = record.expected_revenue
            vals["currency_id"] = record.company_currency.id
        return vals

    def _handover_holder(self, successor, state):
        """Return the successor of lines in that state; empty if they stay."""
        return successor if state in HANDED else successor.browse()

    def _handover_values(self):
        """Return the value of the opportunities by successor, as text in the currency
        of the active company; empty if they have none."""
        groups = self.line_ids._read_group(
            [("handover_id", "in", self.ids), ("expected_revenue", ">", 0)],
            ["successor_id", "state", "currency_id"],
            ["expected_revenue:sum"],
        )
        company, today = self.env.company, fields.Date.context_today(self)
        values = Counter()
        for successor, state, currency, amount in groups:
            values[self._handover_holder(successor, state)] += currency._convert(
                amount, company.currency_id, company, today
            )
        return {
            user: format_amount(self.env, value, company.currency_id)
            for user, value in values.items()
        }
