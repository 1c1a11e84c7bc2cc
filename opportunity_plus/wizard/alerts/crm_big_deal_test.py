# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmBigDealTest(models.TransientModel):
    """The alerts that a big-deal rule would have raised in the past."""

    _name = "crm.big.deal.test"
    _description = "Test of a Big-Deal Rule"

    times = fields.Integer("Alerts", readonly=True)
    lead_count = fields.Integer("Opportunities", readonly=True)
    line_ids = fields.One2many(
        "crm.big.deal.test.line",
        "test_id",
        readonly=True,
        export_string_translation=False,
    )
    is_cut = fields.Boolean(compute="_compute_is_cut", export_string_translation=False)

    summary = fields.Char(compute="_compute_summary")

    @api.depends("times", "lead_count")
    def _compute_summary(self):
        for test in self:
            test.summary = self.env._(
                "In the last 90 days this rule would have raised %(times)s alerts on"
                " %(leads)s opportunities.",
                times=test.times,
                leads=test.lead_count,
            )

    @api.depends("times", "line_ids")
    def _compute_is_cut(self):
        for test in self:
            test.is_cut = test.times > len(test.line_ids)

    @api.model
    def _test_prepare(self, rule, rows):
        *_first, times, leads = rows[0] if rows else (0, 0)
        columns = ("lead_id", "date", "amount", "probability")
        currency = {"currency_id": rule.currency_id.id}
        lines = [
            fields.Command.create(currency | dict(zip(columns, row, strict=False)))
            for row in rows
        ]
        return self.create({"times": times, "lead_count": leads, "line_ids": lines})


class CrmBigDealTestLine(models.TransientModel):
    _name = "crm.big.deal.test.line"
    _description = "Alert in a Test of a Big-Deal Rule"

    test_id = fields.Many2one(
        "crm.big.deal.test",
        required=True,
        ondelete="cascade",
        index=True,
        export_string_translation=False,
    )
    lead_id = fields.Many2one("crm.lead", "Opportunity", ondelete="cascade")
    user_id = fields.Many2one(related="lead_id.user_id", related_sudo=False)
    date = fields.Datetime()
    currency_id = fields.Many2one("res.currency")
    amount = fields.Monetary()
    probability = fields.Float("Closing Rate (%)")
