# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models, tools


class ResCompany(models.Model):
    """Policies: settings of a company that are asked for with each opportunity."""

    _inherit = "res.company"

    @api.model
    def _oplus_policy_fields(self):
        """Names of the settings that are policies; each room adds its own."""
        return frozenset()

    @tools.ormcache("self.id")
    def _oplus_policy(self):
        """The policies of the company, by name of the field."""
        # sudo: they hold for whoever works with opportunities
        company = self.sudo()
        names = self._oplus_policy_fields()
        return tools.frozendict({name: company[name] for name in names})

    def cache_invalidation_fields(self):
        return super().cache_invalidation_fields() | self._oplus_policy_fields()
