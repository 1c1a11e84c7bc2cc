# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

UNASSIGNED = ("unassigned", "unassigned_leads")


class CrmLead(models.Model):
    """What somebody is offered to look for."""

    _inherit = "crm.lead"

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        if view_type == "search":
            key += (self._search_oplus_finds_unassigned(),)
        return key

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Offer no filter that finds nothing; what opens with it still may."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "search" and not self._search_oplus_finds_unassigned():
            for node in arch.iter("filter"):
                if node.get("name") in UNASSIGNED:
                    node.set("invisible", "True")
        return arch, view

    def _search_oplus_finds_unassigned(self):
        """Whether the user may see opportunities without a salesperson, other than a
        single one that is shared."""
        grant = self._oplus_visibility_grant("read")
        return bool(grant.everything or grant.finance or grant.teams or grant.companies)
