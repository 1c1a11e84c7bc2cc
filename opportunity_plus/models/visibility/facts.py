# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import fields, models, tools

from ..foundation.crm_lead_deciding_mixin import CHANGED
from .grant import Days, memory


class Facts(NamedTuple):
    """What decides on who sees what, and hardly ever changes."""

    # the companies whose agents see unassigned opportunities
    generous: frozenset[int]
    # the users who have, or once had, a share; None for whoever may have one
    receivers: frozenset[int] | None
    # on which shares end; days begin at a quarter of an hour, wherever a company is
    days: Days


class CrmLead(models.Model):
    """Keeps between transactions what few searches would have to ask for."""

    _inherit = "crm.lead"

    def _oplus_visibility_facts(self, quarter):
        """The :class:`Facts` at hand.

        A transaction that changes them asks for what it has itself, and keeps nothing
        for others: it may be undone.

        :param quarter: the present quarter of an hour. What was read just before
            another transaction ended is not kept for longer
        """
        if CHANGED not in self.env.cr.postcommit.data:
            return self._oplus_visibility_facts_kept(quarter)
        known, key = memory(self.env), (Facts, quarter)
        if key not in known:
            known[key] = Facts(
                self._oplus_visibility_generous(), None, self._oplus_days()
            )
        return known[key]

    @tools.ormcache("quarter")
    def _oplus_visibility_facts_kept(self, quarter):
        # sudo: shares decide on what a rule of theirs would ask again
        groups = self.env["crm.lead.share"].sudo()._read_group([], ["user_id"])
        receivers = frozenset(user.id for (user,) in groups)
        return Facts(self._oplus_visibility_generous(), receivers, self._oplus_days())

    def _oplus_visibility_generous(self):
        # sudo: a setting, which holds for whoever looks for opportunities
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        domain = [("opportunity_agents_see_unassigned", "=", True)]
        return frozenset(companies._search(domain).get_result_ids())

    def _oplus_days(self):
        # sudo: the calendar of each company, whoever looks for opportunities
        companies = self.env["res.company"].sudo()
        every = companies.search([("active", "in", (True, False))])
        days = every.grouped(lambda company: company._oplus_today())
        main = companies._get_main_company()._oplus_today()
        others = ((day, there._ids) for day, there in days.items() if day != main)
        return Days(main, tuple(others))

    def _oplus_today(self):
        """Today where the opportunity is: in its company, else in that of its team,
        else in the main company."""
        # sudo: which company that is
        lead = self.sudo()
        return self._oplus_visibility_facts(self._oplus_quarter()).days.of(
            lead.company_id or lead.team_id.company_id
        )

    def _oplus_quarter(self):
        return int(fields.Datetime.now().timestamp() // 900)

    def _oplus_days_changed(self):
        """For whatever changes the time zone of a company."""
        self.env.cr.postcommit.data[CHANGED] = True
        self._oplus_visibility_forget()
        self._oplus_visibility_facts_clear()

    def _oplus_visibility_facts_clear(self):
        """Have the facts read anew: at once, and when others can read them."""
        registry = self.env.registry
        registry.clear_cache()

        @self.env.cr.postcommit.add
        def clear():
            registry.clear_cache()
            registry.signal_changes()
