# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.actions import telling
from ..foundation.naming import names

# in the context of the button in the list
FROM_LIST = "opportunity_plus_from_list"


class CrmStage(models.Model):
    """Enabling stages that were disabled."""

    _inherit = "crm.stage"

    def action_unarchive(self):
        """Enable stages; return the action that says so, on a list of all stages."""
        going = self.filtered(lambda stage: not stage.active)
        super().action_unarchive()
        return going._oplus_enabled_notice() if going else False

    def _oplus_enabled_notice(self):
        following = {"type": "ir.actions.act_window_close"}
        if self.env.context.get(FROM_LIST):
            stages = self.env["ir.actions.act_window"]
            following = stages._for_xml_id("crm.crm_stage_action") | {"target": "main"}
        message = self.env._(
            "Enabled: %(names)s. Opportunities can enter again.", names=names(self)
        )
        return telling(message, following)

    def _oplus_enabling_agreed(self, vals):
        """Return values that make an enabled stage stand for itself again."""
        is_enabling = vals.get("active") and "replaced_by_id" not in vals
        if is_enabling and any(not stage.active for stage in self):
            vals = {**vals, "replaced_by_id": False}
        return vals
