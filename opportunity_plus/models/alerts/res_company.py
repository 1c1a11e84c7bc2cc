# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def cache_invalidation_fields(self):
        """Add the currency, on which the cached policy of big-deal rules depends."""
        return super().cache_invalidation_fields() | {"currency_id"}
