# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmPipelineTemplateActivity(models.Model):
    """An activity of the plan of a stage of a pipeline template."""

    _name = "crm.pipeline.template.activity"
    _description = "Activity of a Pipeline Template"
    _order = "sequence, id"
    _rec_name = "summary"

    line_id = fields.Many2one(
        "crm.pipeline.template.line", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        required=True,
        ondelete="cascade",
        domain=[("res_model", "in", [False, "crm.lead"])],
    )
    summary = fields.Char(required=True, translate=True)
    delay_days = fields.Integer("Due after (Days)")

    def _template_vals(self):
        """Return the values of the activity in an activity plan."""
        return {
            "activity_type_id": self.activity_type_id.id,
            "summary": self.summary,
            "sequence": self.sequence,
            "delay_count": self.delay_days,
            "delay_from": "after_plan_date",
            # whoever launches the plan says for whom
            "responsible_type": "on_demand",
        }
