# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmTeamMember(models.Model):
    _inherit = "crm.team.member"

    def _get_assignment_quota(self, force_quota=False):
        """Let Odoo's assignment give nothing to archived users, who stay members."""
        # sudo: only reads whether the member is archived
        if not self.sudo().user_id.active:
            return 0
        return super()._get_assignment_quota(force_quota)
