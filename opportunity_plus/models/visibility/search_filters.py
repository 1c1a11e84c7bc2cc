# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

UNASSIGNED = ("unassigned", "unassigned_leads")


class CrmLead(models.Model):
    """Search filters that fit the access of the user."""

    _inherit = "crm.lead"

    def _oplus_search_offer(self, arch):
        """Hide filters that find nothing; actions can still open with them."""
        if not self._search_oplus_finds_unassigned():
            for node in arch.iter("filter"):
                if node.get("name") in UNASSIGNED:
                    node.set("invisible", "True")

    def _search_oplus_finds_unassigned(self):
        """Tell whether the user may see unassigned opportunities, shares aside."""
        grant = self._oplus_visibility_grant("read")
        return bool(grant.everything or grant.finance or grant.teams or grant.companies)
