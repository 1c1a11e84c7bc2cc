# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

UNASSIGNED = ("unassigned", "unassigned_leads")


class CrmLead(models.Model):
    """What somebody is offered to look for."""

    _inherit = "crm.lead"

    def _oplus_search_offer(self, arch):
        """Offer no filter that finds nothing; what opens with it still may."""
        if not self._search_oplus_finds_unassigned():
            for node in arch.iter("filter"):
                if node.get("name") in UNASSIGNED:
                    node.set("invisible", "True")

    def _search_oplus_finds_unassigned(self):
        """Whether the user may see opportunities without a salesperson, other than a
        single one that is shared."""
        grant = self._oplus_visibility_grant("read")
        return bool(grant.everything or grant.finance or grant.teams or grant.companies)
