# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import models, tools

from ..crm_lead_deciding_mixin import CHANGED


class Facts(NamedTuple):
    """What decides on who sees what, and hardly ever changes."""

    # the companies whose agents see unassigned opportunities
    generous: frozenset[int]
    # the users who have, or once had, a share; None for whoever may have one
    receivers: frozenset[int] | None


class CrmLead(models.Model):
    """Keeps between transactions what few searches would have to ask for."""

    _inherit = "crm.lead"

    def _visibility_facts(self, quarter):
        """The :class:`Facts` at hand.

        A transaction that changes them asks for what it has itself, and keeps nothing
        for others: it may be undone.

        :param quarter: the present quarter of an hour. What was read just before
            another transaction ended is not kept for longer
        """
        if CHANGED in self.env.cr.postcommit.data:
            return Facts(self._visibility_generous(), None)
        return self._visibility_facts_kept(quarter)

    @tools.ormcache("quarter")
    def _visibility_facts_kept(self, quarter):
        # sudo: shares decide on what a rule of theirs would ask again
        groups = self.env["crm.lead.share"].sudo()._read_group([], ["user_id"])
        receivers = frozenset(user.id for (user,) in groups)
        return Facts(self._visibility_generous(), receivers)

    def _visibility_generous(self):
        # sudo: a setting, which holds for whoever looks for opportunities
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        domain = [("opportunity_agents_see_unassigned", "=", True)]
        return frozenset(companies._search(domain).get_result_ids())

    def _visibility_facts_clear(self):
        """Have the facts read anew: at once, and when others can read them."""
        registry = self.env.registry
        registry.clear_cache()

        @self.env.cr.postcommit.add
        def clear():
            registry.clear_cache()
            registry.signal_changes()
