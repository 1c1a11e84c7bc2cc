# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    revision_ids = fields.One2many(
        "crm.lead.revision",
        "lead_id",
        readonly=True,
        copy=False,
        export_string_translation=False,
    )
    stage_history_ids = fields.One2many(
        "crm.lead.stage.history",
        "lead_id",
        readonly=True,
        copy=False,
    )

    def oplus_action_view_stage_history(self):
        """Open the timeline of this opportunity as list, pivot or graph."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_stage_history_action"
        )
        return action | {
            "domain": [("lead_id", "=", self.id)],
            "context": {"opportunity_plus_one_lead": True},
        }
