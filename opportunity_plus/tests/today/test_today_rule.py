# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter
from datetime import datetime, timedelta
from random import Random

from odoo.tests import tagged

from .today_common import NOW, TODAY, TodayCommon

CLASSES = (
    *("1_overdue", "2_today", "3_late", "4_soon", "5_stalled", "6_silent"),
    *("7_no_step", False),
)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTodayRule(TodayCommon):
    """Cards, filters, groups and order follow one rule."""

    def _random_deals(self, count=60):
        random, leads = Random(20), self.env["crm.lead"]
        for _number in range(count):
            make = random.choice((self._deal, self._stalled))
            days = random.choice((1, 3, 9, 20))
            lead = make(days, closing=random.choice((-4, 0, 3, 60)))
            self._random_steps(lead, random)
            leads |= lead
        leads[0].action_set_won()
        leads[1].action_set_lost(lost_reason_id=self.too_expensive.id)
        leads[2].sudo().type = "lead"
        leads[3].sudo().date_deadline = False
        return leads

    def _random_steps(self, lead, random):
        for days in random.sample((-2, 0, 4, 9), random.choice((0, 0, 1, 2))):
            self._step(lead, days)
        if random.random() < 0.3:
            hours = random.choice((-20, 3, 80))
            moment = datetime.fromisoformat(NOW) + timedelta(hours=hours)
            self._meet(lead, moment.isoformat(" "))
        if lead.stage_id == self.talk and random.random() < 0.3:
            with self._at(NOW):
                lead.action_snooze("2026-03-22", "Holiday")

    def _expected(self, lead):
        """The rule again, in plain Python."""
        now = datetime.fromisoformat(NOW)
        if not lead.active or lead.won_status != "pending" or lead.type == "lead":
            return False
        starts = lead.sudo().calendar_event_ids.mapped("start")
        days = [activity.date_deadline for activity in lead.activity_ids]
        days += [start.date() for start in starts if start > now]
        if days and min(days) <= TODAY:
            return "1_overdue" if min(days) < TODAY else "2_today"
        if lead.date_deadline and lead.date_deadline < TODAY + timedelta(7):
            return "3_late" if lead.date_deadline < TODAY else "4_soon"
        is_snoozed = lead.snooze_until and lead.snooze_until >= TODAY
        if lead.stage_deadline and lead.stage_deadline < now and not is_snoozed:
            return "5_stalled"
        if lead.silence_days >= 14:
            return "6_silent"
        return False if days else "7_no_step"

    def test_all_doors_agree_over_random_opportunities(self):
        leads = self._random_deals()
        domain = [("id", "in", leads.ids)]
        self.env.flush_all()
        with self._at(NOW):
            self.env.invalidate_all()
            leads = leads.with_context(active_test=False, oplus_today=True)
            expected = {lead: self._expected(lead) for lead in leads}
            self.assertEqual(set(expected.values()), set(CLASSES))
            self.assertEqual({lead: lead.oplus_attention for lead in leads}, expected)
            for name in CLASSES:
                found = leads.search([*domain, ("oplus_attention", "=", name)])
                others = leads.search([*domain, ("oplus_attention", "!=", name)])
                wanted = leads.filtered(lambda lead, name=name: expected[lead] == name)
                self.assertEqual(set(found), set(wanted))
                self.assertEqual(set(others), set(leads - wanted))
            groups = leads._read_group(domain, ["oplus_attention"], ["__count"])
            self.assertEqual(dict(groups), dict(Counter(expected.values())))
            ordered = leads.search(domain, order="oplus_attention, id")
            ranks = [CLASSES.index(expected[lead]) for lead in ordered]
            self.assertEqual(ranks, sorted(ranks))
            for lead in leads:
                self.assertEqual(
                    bool(lead.oplus_attention_reason), bool(expected[lead])
                )

    def test_groups_are_in_the_order_of_the_rule_and_named(self):
        self._stalled()
        self._deal(closing=-1)
        self._step(self._deal(), -1)
        with self._at(NOW):
            found = self.env["crm.lead"].web_read_group(
                [("user_id", "=", self.agent.id)], ["oplus_attention"], ["__count"]
            )
        names = [group["oplus_attention"] for group in found["groups"]]
        self.assertEqual(names, ["1_overdue", "3_late", "5_stalled"])

    def test_other_boards_do_not_ask(self):
        leads = self._leads(5)
        self.env.flush_all()
        self.env.invalidate_all()
        leads.mapped("name")
        with self.assertQueryCount(0):
            self.assertFalse(any(leads.mapped("oplus_attention_reason")))

    def test_a_page_costs_the_same_number_of_queries_for_any_number(self):
        for lead in self._leads(40, date_deadline=TODAY + timedelta(60)):
            self._step(lead, -1)
        self._stalled()
        self._deal(days=20)
        self.env.flush_all()
        with self._at(NOW):
            few, many = (self._queries(limit) for limit in (10, 42))
        self.assertEqual(few, many)

    def _queries(self, limit):
        leads = self.env["crm.lead"].with_context(oplus_today=True)
        specification = {"name": {}, "oplus_attention_reason": {}}
        for _round in range(2):  # the first one fills caches
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.web_search_read(
                [("oplus_attention", "!=", False), ("user_id", "=", self.agent.id)],
                specification,
                limit=limit,
                order="oplus_attention desc, id",
            )
        return self.env.cr.sql_log_count - before

    def test_nobody_learns_of_others(self):
        lead = self._deal(closing=-1)
        with self._at(NOW):
            found = self.env["crm.lead"].with_user(self.colleague)
            self.assertNotIn(lead, found.search([("oplus_attention", "!=", False)]))
