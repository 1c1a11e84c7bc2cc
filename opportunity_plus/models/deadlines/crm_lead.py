# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    stage_deadline = fields.Datetime("Stage Deadline", readonly=True, copy=False)
    snooze_until = fields.Date(readonly=True, copy=False)
    snooze_reason = fields.Char(readonly=True, copy=False)
