# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    opportunity_weekly_digest = fields.Boolean(
        "Weekly Digest of the Pipeline",
        help="On Monday morning, team leaders get a mail on the past week of their"
        " teams; users who see all documents, and administrators, on that of all"
        " teams.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Switch the digest on for new companies; those from before an upgrade have to
        ask for it, hence no default of the field."""
        for vals in vals_list:
            vals.setdefault("opportunity_weekly_digest", True)
        return super().create(vals_list)
