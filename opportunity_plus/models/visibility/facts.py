# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import fields, models, tools

from ..foundation.caching import clear_caches
from ..foundation.main_company import every_company
from ..foundation.transaction import has_flag, set_flag
from .crm_lead_deciding_mixin import CHANGED
from .grant import Days, memory


class Facts(NamedTuple):
    """Data that decides on visibility and rarely changes."""

    # ids of companies whose agents see unassigned opportunities
    generous: frozenset[int]
    # ids of users who have or had a share; None: any user may have one
    receivers: frozenset[int] | None
    # today by company, for the end of shares; in every time zone of the world, a day
    # begins at a quarter of an hour
    days: Days


class CrmLead(models.Model):
    """Caches the facts that decide on visibility between transactions."""

    _inherit = "crm.lead"

    def _oplus_visibility_facts(self, quarter):
        """Return the current :class:`Facts`.

        A transaction that changes them reads them itself and caches nothing for other
        transactions, since it may be rolled back.

        :param quarter: number of the current quarter of an hour. It limits how long
            facts stay cached that were read just before another transaction committed
        """
        if not has_flag(self.env, CHANGED):
            return self._oplus_visibility_facts_kept(quarter)
        known, key = memory(self.env), (Facts, quarter)
        if key not in known:
            known[key] = Facts(
                self._oplus_visibility_generous(), None, self._oplus_days()
            )
        return known[key]

    @tools.ormcache("quarter")
    def _oplus_visibility_facts_kept(self, quarter):
        # sudo: the record rule of shares itself depends on these facts
        groups = self.env["crm.lead.share"].sudo()._read_group([], ["user_id"])
        receivers = frozenset(user.id for (user,) in groups)
        return Facts(self._oplus_visibility_generous(), receivers, self._oplus_days())

    def _oplus_visibility_generous(self):
        companies = every_company(self.env).with_context(active_test=False)
        domain = [("opportunity_agents_see_unassigned", "=", True)]
        return frozenset(companies._search(domain).get_result_ids())

    def _oplus_days(self):
        companies = every_company(self.env)
        every = companies.search([("active", "in", (True, False))])
        days = every.grouped(lambda company: company._oplus_today())
        main = companies._get_main_company()._oplus_today()
        others = ((day, there._ids) for day, there in days.items() if day != main)
        return Days(main, tuple(others))

    def _oplus_today(self):
        """Return today's date where its company is, else its team's, else the main."""
        facts = self._oplus_visibility_facts(self._oplus_quarter())
        return facts.days.of(self._oplus_company())

    def _oplus_quarter(self):
        """Return the number of the current quarter of an hour since 1970."""
        return int(fields.Datetime.now().timestamp() // 900)

    def _oplus_days_changed(self):
        """Clear cached grants and facts after a company's time zone changed."""
        set_flag(self.env, CHANGED)
        self._oplus_visibility_forget()
        clear_caches(self.env)
