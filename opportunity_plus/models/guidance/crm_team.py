# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_checkpoints(self):
        """Delete the team's own points before the database does, so that the cached
        checklists follow."""
        # sudo: whoever may delete a team may not have access to checklists
        points = self.env["crm.stage.checkpoint"].sudo()
        points.search([("team_id", "in", self.ids)]).unlink()
