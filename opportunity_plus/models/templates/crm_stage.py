# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    # by which a template finds a stage that was renamed since
    oplus_template_line_id = fields.Many2one(
        "crm.pipeline.template.line",
        "Made by Template",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        prefetch="opportunity_plus",
    )
