# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmBigDealState(models.Model):
    """Whether an opportunity is a big deal under a rule.

    There is a row once the opportunity has been a big deal; without a row the rule is
    armed. If two workers see the same crossing, the unique index makes the second one
    fail to serialize, and Odoo retries it.
    """

    _name = "crm.big.deal.state"
    _inherit = ["crm.lead.log"]
    _description = "Big Deal"

    rule_id = fields.Many2one(
        "crm.big.deal.rule", required=True, ondelete="cascade", index=True
    )
    is_reached = fields.Boolean("Big Deal", required=True)
    is_armed = fields.Boolean("Armed", required=True)
    crossing = fields.Integer(
        required=True, help="How often the target was reached.", aggregator=None
    )
    date_deadline = fields.Date("Expected Closing")

    _pair_unique = models.UniqueIndex(
        "(lead_id, rule_id)", "An opportunity has one state for each rule."
    )
