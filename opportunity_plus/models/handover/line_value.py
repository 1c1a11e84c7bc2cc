# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import fields, models
from odoo.tools import format_amount


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

    def _handover_values(self):
        """Return the value of the opportunities by successor, as text in the currency
        of the active company; empty if they have none."""
        groups = self.line_ids._read_group(
            [("handover_id", "in", self.ids), ("expected_revenue", ">", 0)],
            ["successor_id", "currency_id"],
            ["expected_revenue:sum"],
        )
        company, today = self.env.company, fields.Date.context_today(self)
        values = Counter()
        for successor, currency, amount in groups:
            values[successor] += currency._convert(
                amount, company.currency_id, company, today
            )
        return {
            user: format_amount(self.env, value, company.currency_id)
            for user, value in values.items()
        }
