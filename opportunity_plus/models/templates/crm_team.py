# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmTeam(models.Model):
    """The boards whose help Odoo writes itself offer templates as well."""

    _inherit = "crm.team"

    @api.model
    def _action_update_to_pipeline(self, action):
        action = super()._action_update_to_pipeline(action)
        action["help"] = self.env["crm.lead"]._oplus_template_offered(
            action.get("help")
        )
        return action

    def action_open_leads(self):
        action = super().action_open_leads()
        action["help"] = self.env["crm.lead"]._oplus_template_offered(
            action.get("help")
        )
        return action
