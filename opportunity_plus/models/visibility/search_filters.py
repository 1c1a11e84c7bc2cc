# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

UNASSIGNED = ("unassigned", "unassigned_leads")
MY_TEAM = "oplus_my_team"


class CrmLead(models.Model):
    """Search filters that fit the access of the user."""

    _inherit = "crm.lead"

    def _oplus_search_offer(self, arch):
        """Hide filters that find nothing; actions can still open with them."""
        useless = () if self._search_oplus_finds_unassigned() else UNASSIGNED
        if not self.env.user._oplus_led()[0]:
            useless += (MY_TEAM,)
        for node in arch.iter("filter"):
            if node.get("name") in useless:
                node.set("invisible", "True")

    def _search_oplus_offers(self):
        """Return what decides on the filters that are offered, for a cache."""
        leads_team = bool(self.env.user._oplus_led()[0])
        return self._search_oplus_finds_unassigned(), leads_team

    def _search_oplus_finds_unassigned(self):
        """Tell whether the user may see unassigned opportunities, shares aside."""
        grant = self._oplus_visibility_grant("read")
        return bool(grant.everything or grant.finance or grant.teams or grant.companies)
