# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from lxml import etree

from odoo.fields import Command, Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import OpportunityPlusCommon

PIPELINE = "crm.view_crm_case_opportunities_filter"
NOW = "2026-03-04 09:00"  # a Wednesday


@tagged("post_install", "-at_install", "opportunity_plus")
class TestExpectedClosingFilters(OpportunityPlusCommon):
    """Filters by the clock find what has that color, and a period what closes in it."""

    def _closing(self, *days, **vals):
        """Opportunities that close so many days from now."""
        leads = self._leads(len(days), **vals)
        for lead, number in zip(leads, days, strict=True):
            lead.date_deadline = date(2026, 3, 4) + timedelta(number)
        return leads

    def _search(self, urgency, leads):
        domain = Domain("oplus_closing_urgency", "=", urgency)
        return leads.search(domain & Domain("id", "in", leads.ids))

    def assertUrgency(self, leads, expected):
        """Check the field and each search."""
        leads.env.invalidate_all()
        self.assertEqual(leads.mapped("oplus_closing_urgency"), expected)
        for urgency in ("late", "near", "far", False):
            pairs = zip(leads, expected, strict=True)
            same = {lead for lead, said in pairs if said == urgency}
            self.assertEqual(set(self._search(urgency, leads)), same)

    def test_red_yellow_and_green(self):
        with self._at(NOW):
            leads = self._closing(-400, -1, 0, 6, 7, 400)
            expected = ["late", "late", "near", "near", "far", "far"]
            self.assertUrgency(leads, expected)

    def test_the_company_says_what_is_near(self):
        company = self.env.company.sudo()
        with self._at(NOW):
            leads = self._closing(0, 1, 3)
            for days, expected in (
                (0, ["far", "far", "far"]),
                (1, ["near", "far", "far"]),
                (4, ["near", "near", "near"]),
            ):
                company.opportunity_closing_near_days = days
                self.assertUrgency(leads, expected)

    def test_each_company_has_its_own(self):
        company = self.env.company.sudo()
        branch = (
            self.env["res.company"]
            .sudo()
            .create({"name": "Branch", "opportunity_closing_near_days": 30})
        )
        self.agent.sudo().company_ids = [Command.link(branch.id)]
        with self._at(NOW):
            leads = self._closing(20, 20, 20, team_id=False)
            leads[0].sudo().company_id = company
            leads[1].sudo().company_id = branch
            leads[2].sudo().company_id = False
            for active, nobodys in ((company, "far"), (branch, "near")):
                others = (company | branch) - active
                here = leads.with_context(allowed_company_ids=active.ids + others.ids)
                self.assertUrgency(here, ["far", "near", nobodys])

    def test_what_is_closed_or_has_no_date_is_none(self):
        with self._at(NOW):
            leads = self._closing(-1, -1, -1, -1)
            leads[0].action_set_won()
            leads[1].action_set_lost(lost_reason_id=self.too_expensive.id)
            leads[2].sudo().active = False
            leads[3].sudo().date_deadline = False
            leads = leads.with_context(active_test=False)
            self.assertUrgency(leads, [False] * 4)

    def test_the_day_is_that_of_the_user(self):
        with self._at("2026-03-03 20:00"):
            leads = self._closing(-1)
            for zone, expected in (("Asia/Bangkok", "late"), ("UTC", "near")):
                self.assertUrgency(leads.with_context(tz=zone), [expected])

    def test_several_at_once(self):
        with self._at(NOW):
            leads = self._closing(-1, 3, 30)
            among = Domain("id", "in", leads.ids)
            for operator, value, expected in (
                ("in", ["late", "near"], leads[:2]),
                ("not in", ["late"], leads[1:]),
                ("!=", "far", leads[:2]),
                ("!=", False, leads),
            ):
                domain = among & Domain("oplus_closing_urgency", operator, value)
                self.assertEqual(leads.search(domain, order="id"), leads & expected)

    # the search bar

    def _arch(self):
        leads = self.env["crm.lead"]
        arch = leads.get_view(self.env.ref(PIPELINE).id, "search")["arch"]
        return etree.fromstring(arch)

    def test_the_filters_stand_together_and_apart_from_others(self):
        [late] = self._arch().xpath("//filter[@name='oplus_closing_late']")
        soon = late.getnext()
        self.assertEqual(soon.get("name"), "oplus_closing_soon")
        # filters without a separator between them find what fits either
        self.assertEqual(late.getprevious().tag, "separator")
        self.assertEqual(soon.getnext().tag, "separator")
        period = soon.getnext().getnext()
        self.assertEqual(period.get("date"), "date_deadline")
        self.assertEqual(period.getnext().tag, "separator")
        self.assertGreater(int(period.get("end_month")), 0)

    def test_a_week_begins_where_it_does_in_the_users_language(self):
        options = self._arch().xpath("//filter[@date='date_deadline']/filter")
        weeks = {node.get("name"): node.get("domain") for node in options}
        language = self.env["res.lang"].sudo()._lang_get(self.env.user.lang)
        language.week_start = "1"  # Monday
        with self._at(NOW):
            leads = self._closing(-3, -2, 4, 5, 11, 12)
            for name, expected in (
                ("this_week", leads[1:3]),
                ("next_week", leads[3:5]),
            ):
                domain = Domain(safe_eval(weeks[name])) & Domain("id", "in", leads.ids)
                self.assertEqual(leads.search(domain, order="id"), expected)
