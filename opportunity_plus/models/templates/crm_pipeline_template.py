# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmPipelineTemplate(models.Model):
    """A pipeline ready to be used."""

    _name = "crm.pipeline.template"
    _description = "Pipeline Template"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
