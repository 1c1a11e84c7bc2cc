# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.limits import check_days


class ResCompany(models.Model):
    """From how many days without contact on an opportunity is called silent."""

    _inherit = "res.company"

    opportunity_silence_days = fields.Integer(
        "Silent Opportunities",
        default=14,
        help="An open opportunity without a contact for this number of days is marked"
        " as silent; 0 to mark none.",
        prefetch="opportunity_plus",
    )

    @api.constrains("opportunity_silence_days")
    def _check_opportunity_silence_days(self):
        check_days(self, "opportunity_silence_days")

    @api.model
    def _oplus_policy_fields(self):
        return super()._oplus_policy_fields() | {"opportunity_silence_days"}
