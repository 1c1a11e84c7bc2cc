# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    """Policies for losing and reopening opportunities."""

    _inherit = "res.company"

    opportunity_lost_reason_required = fields.Boolean(
        "Lost Reason Required",
        default=True,
        help="A lost reason is required to mark an opportunity as lost.",
        prefetch="opportunity_plus",
    )
    opportunity_closed_locked = fields.Boolean(
        "Closed Opportunities Locked",
        default=True,
        help="Only sales administrators may reopen won and lost opportunities.",
        prefetch="opportunity_plus",
    )

    @api.model
    def _oplus_policy_fields(self):
        return super()._oplus_policy_fields() | {
            "opportunity_closed_locked",
            "opportunity_lost_reason_required",
        }
