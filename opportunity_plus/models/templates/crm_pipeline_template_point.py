# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.blank import check_names


class CrmPipelineTemplatePoint(models.Model):
    """A checklist point of a stage of a pipeline template."""

    _name = "crm.pipeline.template.point"
    _description = "Checklist Point of a Pipeline Template"
    _order = "sequence, id"

    line_id = fields.Many2one(
        "crm.pipeline.template.line", required=True, ondelete="cascade", index=True
    )
    name = fields.Char("Point", required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean("Required")

    @api.constrains("name")
    def _check_name(self):
        check_names(self)

    def _template_vals(self):
        """Return the values of the checklist point of a stage."""
        return {
            "name": self.name,
            "sequence": self.sequence,
            "is_required": self.is_required,
        }
