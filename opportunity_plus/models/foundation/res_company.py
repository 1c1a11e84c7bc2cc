# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models, tools

from .caching import clear_caches
from .main_company import every_company


class ResCompany(models.Model):
    """Policies: company settings that are read with each opportunity, so cached."""

    _inherit = "res.company"

    @api.model
    def _oplus_policy_fields(self):
        """Return the names of the policy fields. Extend it to add policies."""
        return frozenset()

    @tools.ormcache("self.id")
    def _oplus_policy(self):
        """Return the policies of the company by field name."""
        # sudo: policies apply to users without access to the company
        company = self.sudo()
        names = self._oplus_policy_fields()
        return tools.frozendict({name: company[name] for name in names})

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        clear_caches(self.env)  # Odoo clears before
        return companies

    def write(self, vals):
        result = super().write(vals)
        if not self.cache_invalidation_fields().isdisjoint(vals):
            clear_caches(self.env)
        return result

    @api.model
    @tools.ormcache()
    def _oplus_only_id(self):
        """Return the id of the company if the database has a single one, else False.

        Then boards need not look at the company of each card.
        """
        companies = every_company(self.env).with_context(active_test=False)
        companies = companies.search([], limit=2)
        return companies.id if len(companies) == 1 else False

    def cache_invalidation_fields(self):
        """Add the fields that something cached depends on; rooms add theirs.

        Odoo clears when they are written; :meth:`write` clears after the commit, too.
        """
        return super().cache_invalidation_fields() | self._oplus_policy_fields()
