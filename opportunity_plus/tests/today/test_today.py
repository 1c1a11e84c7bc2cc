# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .today_common import NOW, TodayCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestToday(TodayCommon):
    """What wants attention today, and why, in words."""

    def test_the_next_step_comes_first(self):
        lead = self._stalled(closing=-3)
        self._step(lead, -2)
        self._step(lead, 0)
        self.assertEqual(self._told(lead), ("1_overdue", "Call was due 2 days ago"))
        lead.activity_ids[0].date_deadline = "2026-03-19"
        self.assertEqual(self._told(lead), ("1_overdue", "Call was due yesterday"))
        lead.activity_ids[0].action_feedback()
        self.assertEqual(self._told(lead), ("2_today", "Call is due today"))

    def test_the_step_of_anybody_counts(self):
        lead = self._deal()
        self._step(lead, 0, self.supervisor)
        self.assertEqual(self._told(lead), ("2_today", "Call is due today"))

    def test_a_meeting_is_a_step_until_it_begins(self):
        lead = self._deal()
        self._meet(lead, "2026-03-20 14:00:00")
        self.assertEqual(self._told(lead), ("2_today", "Meeting today"))
        told = self._told(lead, "2026-03-20 14:30:00")
        self.assertEqual(told, ("7_no_step", "No next step"))
        self._meet(lead, "2026-03-22 14:00:00")
        self.assertEqual(self._told(lead, "2026-03-20 14:30:00"), (False, False))

    def test_a_meeting_that_lasts_all_day_is_a_step_all_day(self):
        lead = self._deal()
        meeting = self._meet(lead, "2026-03-20 08:00:00")
        meeting.write({"allday": True, "start": "2026-03-20", "stop": "2026-03-20"})
        for moment in (NOW, "2026-03-20 23:59:00"):
            self.assertEqual(self._told(lead, moment), ("2_today", "Meeting today"))
        self.assertEqual(self._told(lead, "2026-03-21 00:01:00")[0], "7_no_step")
        bangkok = lead.with_context(tz="Asia/Bangkok")
        told = self._told(bangkok, "2026-03-20 16:59:00")
        self.assertEqual(told, ("2_today", "Meeting today"))
        told = self._told(bangkok, "2026-03-20 17:01:00")
        self.assertEqual(told, ("7_no_step", "No next step"))

    def test_searching_for_anything_at_all(self):
        lead = self._deal()
        with self._at(NOW):
            for value in (0, 1, 1.5, "\0", "abc", True):
                for operator in ("=", "!="):
                    term = ("oplus_attention", operator, value)
                    lead.search_count([term, ("id", "=", lead.id)])
            term = ("oplus_attention", "in", ["7_no_step", 7, "\0"])
            self.assertEqual(lead.search([term, ("id", "=", lead.id)]), lead)

    def test_the_closing_date(self):
        told = {
            days: self._told(self._deal(closing=days)) for days in (-3, -1, 0, 1, 6, 7)
        }
        expected = {
            -3: ("3_late", "Expected closing passed 3 days ago"),
            -1: ("3_late", "Expected closing passed yesterday"),
            0: ("4_soon", "Closes today"),
            1: ("4_soon", "Closes tomorrow"),
            6: ("4_soon", "Closes in 6 days"),
            7: ("7_no_step", "No next step"),
        }
        self.assertEqual(told, expected)

    def test_when_a_closing_is_near_is_said_by_its_company(self):
        other = self.company.create(
            {"name": "Other", "opportunity_closing_near_days": 3}
        )
        self.agent.sudo().company_ids |= other
        lead = self._deal(closing=4)
        self.assertEqual(self._told(lead)[0], "4_soon")
        lead.sudo().write({"team_id": False, "company_id": other.id})
        self.assertEqual(self._told(lead)[0], "7_no_step")

    def test_stalled_until_it_is_snoozed(self):
        lead = self._stalled()
        expected = ("5_stalled", "Stalled in Talk for 4 days")
        self.assertEqual(self._told(lead), expected)
        # as on the card: the target was missed on 16 March at 9:00
        for moment, told in (
            ("2026-03-16 12:00:00", "for less than a day"),
            ("2026-03-17 08:00:00", "for less than a day"),
            ("2026-03-17 20:00:00", "for a day"),
            ("2026-03-17 22:00:00", "for 2 days"),
        ):
            with self.subTest(moment):
                reason = self._told(lead, moment)[1]
                self.assertEqual(reason, f"Stalled in Talk {told}")
        with self._at(NOW):
            lead.action_snooze("2026-03-25", "They are on holiday")
        self.assertEqual(self._told(lead), ("7_no_step", "No next step"))
        self.assertEqual(self._told(lead, "2026-03-26 09:00:00")[0], "5_stalled")

    def test_silent(self):
        lead = self._deal(days=16)
        self._step(lead, 3)
        self.assertEqual(self._told(lead), ("6_silent", "Silent for 16 days"))
        self.company.opportunity_silence_days = 20
        self.assertEqual(self._told(lead), (False, False))

    def test_what_is_planned_wants_nothing(self):
        lead = self._deal()
        self._step(lead, 1)
        self.assertEqual(self._told(lead), (False, False))

    def test_what_is_closed_or_a_lead_wants_nothing(self):
        won, lost, lead = (self._deal(closing=-3) for _each in range(3))
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        lead.sudo().type = "lead"
        for closed in (won, lost, lead):
            self.assertEqual(self._told(closed), (False, False))

    def test_today_is_that_of_the_reader(self):
        lead = self._deal()
        self._step(lead, 0)
        evening = "2026-03-20 20:00:00"  # in Bangkok it is the 21st
        self.assertEqual(self._told(lead, evening), ("2_today", "Call is due today"))
        lead = lead.with_context(tz="Asia/Bangkok")
        expected = ("1_overdue", "Call was due yesterday")
        self.assertEqual(self._told(lead, evening), expected)

    def test_the_page_orders_by_class_then_weighted_value(self):
        late = self._deal(closing=-3, expected_revenue=10, probability=50)
        stalled = self._stalled(expected_revenue=9000, probability=90)
        small, large = (
            self._deal(expected_revenue=revenue, probability=50) for revenue in (5, 50)
        )
        planned, other = self._deal(), self._deal()
        self._step(planned, 3)
        other.sudo().user_id = self.colleague
        with self._at(NOW):
            self.assertEqual(self._page(), late + stalled + large + small)
            self.assertEqual(
                self._page(self.colleague), other.with_user(self.colleague)
            )

    def test_the_filter_orders_a_list_that_nobody_has_sorted(self):
        small, large = (
            self._deal(expected_revenue=revenue, probability=50) for revenue in (5, 50)
        )
        late = self._deal(closing=-3, expected_revenue=10, probability=50)
        leads = small | late | large

        def listed(**kwargs):
            with self._at(NOW):
                today = leads.with_context(oplus_today=True)
                found = today.web_search_read([("id", "in", leads.ids)], {}, **kwargs)
            return leads.browse(record["id"] for record in found["records"])

        self.assertEqual(listed(), late + large + small)
        self.assertEqual(listed(order="expected_revenue"), small + late + large)

    def _page(self, user=None):
        """Return what the page shows to a user."""
        env = self.env(user=user or self.agent)
        action = env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_action_today"
        )
        domain = safe_eval(action["domain"], {"uid": env.uid})
        views = env["crm.lead"].get_views(
            [(id_, kind) for id_, kind in action["views"] if kind == "kanban"]
        )
        arch = views["views"]["kanban"]["arch"]
        order = arch.split('default_order="')[1].split('"')[0]
        return env["crm.lead"].search(domain, order=order)

    def test_the_reason_is_told_in_the_language_of_the_reader(self):
        self.env["res.lang"].sudo()._activate_lang("th_TH")
        lead = self._deal()
        self._step(lead, 0)
        self.call.with_context(lang="th_TH").sudo().name = "โทร"
        self.assertIn("โทร", self._told(lead.with_context(lang="th_TH"))[1])
