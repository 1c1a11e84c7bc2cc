# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._visibility_forget()
        return teams

    def write(self, vals):
        result = super().write(vals)
        self._visibility_forget()
        return result

    def unlink(self):
        result = super().unlink()
        self._visibility_forget()
        return result

    def _visibility_forget(self):
        """Who leads whom decides on what is visible in this transaction, too."""
        leads = self.env["crm.lead"]
        operations = ("read", "write", "role", "documents")
        leads.invalidate_model([f"is_granted_{name}" for name in operations], False)
        self.env["res.users"].invalidate_model(
            ["opportunity_team_ids", "opportunity_member_ids"], False
        )


class CrmTeamMember(models.Model):
    _inherit = "crm.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members.crm_team_id._visibility_forget()
        return members

    def write(self, vals):
        result = super().write(vals)
        self.crm_team_id._visibility_forget()
        return result

    def unlink(self):
        teams = self.crm_team_id
        result = super().unlink()
        teams._visibility_forget()
        return result
