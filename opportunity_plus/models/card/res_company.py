# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    """When the clock of an opportunity turns yellow."""

    _inherit = "res.company"

    opportunity_closing_near_days = fields.Integer(
        "Closing Is Near",
        default=7,
        help="The clock of an opportunity is yellow when its expected closing is fewer"
        " than this many days away. A quotation that was sent is about to expire when"
        " it is valid for at most this many more days.",
        prefetch="opportunity_plus",
    )
    _opportunity_closing_near_days_check = models.Constraint(
        "CHECK(opportunity_closing_near_days BETWEEN 0 AND 3650)",
        "The number of days before the expected closing must be between 0 and 3650.",
    )
