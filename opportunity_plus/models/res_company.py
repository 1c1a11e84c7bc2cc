# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    opportunity_lost_reason_required = fields.Boolean(
        "Lost Reason Required",
        default=True,
        help="Nobody loses an opportunity without saying why.",
    )
    opportunity_closed_locked = fields.Boolean(
        "Closed Opportunities Locked",
        default=True,
        help="Only sales administrators reopen won and lost opportunities.",
    )
