# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStalled(DeadlinesCommon):
    """One predicate: open, past the deadline and not snoozed."""

    def _found(self, name="is_stalled", user=None):
        leads = self.env["crm.lead"].with_user(user or self.agent)
        return leads.search([(name, "=", True)])

    def assertStalled(self, leads, others=()):
        """Check marks, filters and groups against each other."""
        for name in ("is_stalled", "is_rotting"):
            found = self._found(name)
            for lead in leads:
                self.assertTrue(lead[name])
                self.assertIn(lead, found)
            for lead in others:
                self.assertFalse(lead[name])
                self.assertNotIn(lead, found)
        domain = [("id", "in", [lead.id for lead in (*leads, *others)])]
        groups = self.env["crm.lead"]._read_group(domain, ["is_stalled"], ["__count"])
        expected = {True: len(leads), False: len(others)}
        self.assertEqual(
            {bool(key): count for key, count in groups},
            {key: count for key, count in expected.items() if count},
        )

    def test_past_the_deadline(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-07 10:30"):
            self.assertStalled([], [lead])
        with self._at("2026-03-07 10:31"):
            self.env.invalidate_all()
            self.assertStalled([lead])

    def test_rotting_is_not_cut_at_12_months(self):
        lead = self._entered("2022-03-02 10:30")
        with self._at("2026-03-07 10:31"):
            self.assertStalled([lead])
            self.assertEqual(lead.rotting_days, 1466)

    def test_rotting_is_not_asked_of_the_last_stage_update(self):
        lead = self._entered("2026-03-02 10:30")
        lead.sudo().date_last_stage_update = "2026-03-19 00:00:00"
        with self._at("2026-03-20 12:00"):
            self.assertStalled([lead])
            self.assertEqual(lead.rotting_days, 18)

    def test_days_over_count_from_the_running_stay(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-10 10:00"):
            lead.stage_id = self.offer
        with self._at("2026-03-10 12:00"):
            lead.stage_id = self.talk
        with self._at("2026-03-20 13:00"):
            self.env.invalidate_all()
            self.assertEqual(lead.rotting_days, 10)

    def test_closed_archived_and_moved_ones_are_not(self):
        won, lost, archived, moved, stays = leads = self._many_entered(
            5, "2026-03-02 10:30"
        )
        with self._at("2026-03-10 10:00"):
            self.assertStalled(leads)
            won.action_set_won()
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
            archived.action_archive()
            moved.stage_id = self.offer
            self.assertEqual(self._found() & leads, stays)
        self.env.invalidate_all()
        with self._at("2026-03-10 12:00"):
            self.assertStalled([stays], [won, moved])
            self.assertFalse((lost | archived).filtered("is_stalled"))

    def test_a_changed_target_counts_at_once(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-10 10:00"):
            self.assertStalled([lead])
            self.talk.sudo().rotting_threshold_days = 30
            self.assertStalled([], [lead])

    def test_snoozed_ones_are_not(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-10 10:00"):
            lead.action_snooze("2026-03-12", "Waits for the budget")
            self.assertStalled([], [lead])
            self.assertIn(lead, self._found("oplus_is_snoozed"))
            self.assertTrue(lead.oplus_is_snoozed)
        with self._at("2026-03-12 23:00"):
            self.env.invalidate_all()
            self.assertStalled([], [lead])
        with self._at("2026-03-13 00:30"):
            self.env.invalidate_all()
            self.assertStalled([lead])
            self.assertFalse(lead.oplus_is_snoozed)
            self.assertNotIn(lead, self._found("oplus_is_snoozed"))

    def test_the_day_is_that_of_the_company(self):
        branch = self.env["res.company"].sudo().create({"name": "Branch"})
        branch.partner_id.tz = "Asia/Bangkok"
        self.agent.sudo().company_ids += branch
        here = self._entered("2026-03-02 10:30")
        there = self._entered("2026-03-02 10:30", company_id=branch.id, team_id=False)
        with self._at("2026-03-10 10:00"):
            (here | there).action_snooze("2026-03-12", "Waits")
        with self._at("2026-03-12 20:00"):  # the 13th in Bangkok
            self.env["crm.lead"]._oplus_days_changed()
            self.env.invalidate_all()
            self.assertStalled([there], [here])

    def test_it_sorts_and_groups_by_the_deadline(self):
        late = self._entered("2026-03-02 10:30")
        early = self._entered("2026-03-01 10:30")
        leads = self.env["crm.lead"].search(
            [("id", "in", [late.id, early.id])], order="stage_deadline"
        )
        self.assertEqual([*leads], [early, late])
        described = self.env["crm.lead"].fields_get(
            ["stage_deadline", "is_stalled"], ["sortable", "groupable"]
        )
        self.assertTrue(described["stage_deadline"]["sortable"])
        self.assertTrue(described["stage_deadline"]["groupable"])
        self.assertTrue(described["is_stalled"]["groupable"])
        self.assertTrue(described["is_stalled"]["sortable"])
        with self._at("2026-03-06 12:00"):  # the early one is late
            found = leads.search([("id", "in", leads.ids)], order="is_stalled DESC")
            self.assertEqual([*found], [early, late])
            found = leads.search([("id", "in", leads.ids)], order="is_stalled, id")
            self.assertEqual([*found], [late, early])

    def test_the_badge_of_a_column_counts_what_the_filter_finds(self):
        stalled = self._many_entered(3, "2026-03-02 10:30")
        snoozed, other = self._many_entered(2, "2026-03-02 10:30")
        bar = {"field": "activity_state", "colors": {"planned": "success"}}
        columns = self.env["crm.lead"].search([]).stage_id | self.talk
        with self._at("2026-03-08 10:31"):
            other.user_id = self.colleague  # the agent sees it no more
            snoozed.action_snooze("2026-03-20", "They are on holiday")
        with self._at("2026-03-08 10:32"):
            domain = [("stage_id", "in", columns.ids)]
            found = self.env["crm.lead"].read_progress_bar(domain, "stage_id", bar)
            self.assertEqual(found["oplus_stalled"], {str(self.talk.id): 3})
            self.assertEqual(len(self._found()), len(stalled))
            domain = [("stage_id", "=", self.offer.id)]
            found = self.env["crm.lead"].read_progress_bar(domain, "stage_id", bar)
            self.assertNotIn("oplus_stalled", found)

    def test_a_board_costs_the_same_for_any_number(self):
        leads = self._many_entered(20, "2026-03-02 10:30")
        names = ["stage_deadline", "is_stalled", "oplus_is_snoozed", "rotting_days"]
        specification = {name: {} for name in [*names, "is_rotting"]}

        def count(some):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.web_read(specification)
            return self.env.cr.sql_log_count - before

        with self._at("2026-03-20 10:00"):
            count(leads)
            self.assertEqual(count(leads[0]), count(leads))
