# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..foundation.currency import currency_of


class CrmLeadProductLine(models.Model):
    """Fields of the opportunity on its product lines, for the report by product.

    They are not stored but read from the opportunity in each query, so users who may
    not read the opportunity do not find its lines.
    """

    _inherit = "crm.lead.product.line"

    type = fields.Selection(related="lead_id.type")
    product_category_id = fields.Many2one(
        related="product_id.product_tmpl_id.categ_id", string="Product Category"
    )
    partner_id = fields.Many2one(related="lead_id.partner_id", string="Customer")
    stage_id = fields.Many2one(related="lead_id.stage_id")
    user_id = fields.Many2one(related="lead_id.user_id", string="Salesperson")
    team_id = fields.Many2one(related="lead_id.team_id", string="Sales Team")
    won_status = fields.Selection(related="lead_id.won_status", string="Outcome")
    probability = fields.Float(
        related="lead_id.probability", string="Closing Rate", aggregator="avg"
    )
    date_deadline = fields.Date(
        related="lead_id.date_deadline", string="Expected Closing"
    )
    date_closed = fields.Datetime(related="lead_id.date_closed", string="Closed Date")
    weighted_subtotal = fields.Monetary(
        compute="_compute_weighted_subtotal",
        aggregator="sum",
        help="The subtotal times the closing rate of the opportunity.",
    )

    @api.depends("price_subtotal", "lead_id.probability")
    def _compute_weighted_subtotal(self):
        for line in self:
            weighted = line.price_subtotal * line.lead_id.probability / 100
            line.weighted_subtotal = line.currency_id.round(weighted)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let PostgreSQL aggregate amounts in lists, pivots and graphs."""
        if field_expr == "currency_id":
            return currency_of(
                self.env,
                self._field_to_sql(alias, "company_id", query),
                self._field_to_sql(alias, "team_id", query),
            )
        if field_expr == "weighted_subtotal":
            return SQL(
                "(%s * %s / 100)",
                self._field_to_sql(alias, "price_subtotal", query),
                SQL("%s::numeric", self._field_to_sql(alias, "probability", query)),
            )
        return super()._field_to_sql(alias, field_expr, query)

    def action_view_lead(self):
        """Open the opportunity of a line."""
        self.ensure_one()
        return self.lead_id._oplus_document_action_opportunities()
