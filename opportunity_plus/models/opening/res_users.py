# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .res_partner import NO_OPENING


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        """Create users; their contacts are not new customers."""
        quiet = self.with_context(**{NO_OPENING: True})
        return super(ResUsers, quiet).create(vals_list).with_env(self.env)
