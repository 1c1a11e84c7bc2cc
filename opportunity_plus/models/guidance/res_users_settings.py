# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    # the web client gets it with the session, so the panel opens as it was left, on
    # any machine, without a request
    oplus_guidance_folded = fields.Boolean(export_string_translation=False)
