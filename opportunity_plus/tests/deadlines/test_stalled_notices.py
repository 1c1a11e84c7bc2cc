# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo.tests import tagged

from .deadlines_common import StalledCommon

SALESMAN = "sales_team.group_sale_salesman"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStalledNotices(StalledCommon):
    """Salespeople hear of what is stalled, and leaders later."""

    def test_the_salesperson_hears_once_of_all(self):
        leads = self._many_entered(60, "2026-03-02 10:30")
        with self._notices() as sent:
            self._run("2026-03-08 06:00")
            self._run("2026-03-09 06:00")
        [(subject, readers, message)] = sent
        self.assertEqual(subject, "60 opportunities are stalled")
        self.assertEqual(readers, self.agent)
        self.assertEqual(message.body.count("/odoo/crm.lead/"), 50)
        self.assertIn("And 10 more.", message.body)
        self.assertIn("Talk", message.body)
        self.assertTrue(leads)

    def test_in_the_language_and_by_the_preference_of_the_reader(self):
        self.agent.sudo().notification_type = "inbox"
        self._entered("2026-03-02 10:30")
        with self._notices() as sent:
            self._run("2026-03-08 06:00")
        [(_subject, _readers, message)] = sent
        self.assertEqual(message.notification_ids.notification_type, "inbox")

    def test_the_leader_hears_later(self):
        lead = self._entered("2026-03-02 10:30")
        with self._notices() as sent:
            self._run("2026-03-08 06:00")
            self._run("2026-03-10 06:00")
        self.assertEqual([readers for _s, readers, _m in sent], [self.agent])
        with self._notices() as sent:
            self._run("2026-03-11 06:00")
            self._run("2026-03-12 06:00")
        [(subject, readers, message)] = sent
        self.assertEqual(subject, f"Still stalled: {lead.name}")
        self.assertEqual(readers, self.supervisor)
        self.assertEqual(message.res_id, lead.id)

    def test_an_admin_hears_where_no_other_leader_does(self):
        own = self._entered("2026-03-02 10:30", user_id=self.agent.id)
        own.sudo().user_id = self.supervisor
        no_leader = self._entered("2026-03-02 10:30")
        no_leader.sudo().team_id = self.south
        self._end_transaction()
        self._run("2026-03-08 06:00")
        with self._notices() as sent:
            self._run("2026-03-11 06:00")
        readers = self.env["res.users"].union(*[readers for _s, readers, _m in sent])
        self.assertIn(self.admin, readers)
        self.assertNotIn(self.supervisor, readers)
        self.assertNotIn(self.agent, readers)

    def test_an_admin_hears_where_the_leader_has_left(self):
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        self.supervisor.sudo().active = False
        self._end_transaction()
        with self._notices() as sent:
            self._run("2026-03-11 06:00")
            self._run("2026-03-12 06:00")
        [(subject, readers, _m)] = [one for one in sent if self.admin in one[1]]
        self.assertEqual(subject, f"Still stalled: {lead.name}")
        self.assertFalse(readers & (self.supervisor | self.agent))

    def test_time_over_is_rounded_as_on_the_card(self):
        lead = self._entered("2026-03-02 10:30")
        for moment, text in (
            ("2026-03-08 10:29", "less than a day over the target"),
            ("2026-03-08 10:30", "1 day over the target"),
            ("2026-03-08 22:29", "1 day over the target"),
            ("2026-03-08 22:30", "2 days over the target"),
            ("2026-03-17 10:29", "10 days over the target"),
        ):
            with self.mock_datetime_and_now(datetime.fromisoformat(moment)):
                self.assertEqual(lead._oplus_days_over(), text)

    def test_an_admin_hears_once_of_all_that_nobody_else_may_read(self):
        readers = [self._user(f"rep_{n}", SALESMAN) for n in range(3)]
        leads = self._many_entered(3, "2026-03-02 10:30")
        for lead, reader in zip(leads, readers, strict=True):
            lead.sudo().write({"user_id": reader.id, "team_id": self.south.id})
        self._end_transaction()
        for reader in readers:
            reader.sudo().group_ids = self.env.ref("base.group_user")
        with self._notices() as sent:
            self._run("2026-03-08 06:00")
            self._run("2026-03-09 06:00")
        [message] = [m for _s, told, m in sent if self.admin in told]
        self.assertEqual(message.subject, "3 opportunities are stalled")
        for lead, reader in zip(leads, readers, strict=True):
            self.assertIn(f"/odoo/crm.lead/{lead.id}", message.body)
            self.assertIn(reader.name, message.body)
        self.assertFalse([told for _s, told, _m in sent if told & self.agent])

    def test_a_leader_who_may_not_read_is_not_told(self):
        self.south.sudo().user_id = self.outsider
        lead = self._entered("2026-03-02 10:30")
        lead.sudo().team_id = self.south
        self._end_transaction()
        self._run("2026-03-08 06:00")
        with self._notices() as sent:
            self._run("2026-03-11 06:00")
        readers = self.env["res.users"].union(*[readers for _s, readers, _m in sent])
        self.assertIn(self.admin, readers)
        self.assertNotIn(self.outsider, readers)

    def test_nobody_hears_of_what_moved_in_time(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-06 10:00"):
            lead.stage_id = self.offer
        with self._notices() as sent:
            self._run("2026-03-08 06:00")
        self.assertFalse(sent)

    def test_a_snooze_silences_all_and_then_it_begins(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-07 12:00"):
            lead.action_snooze("2026-03-10", "Waits")
        with self._notices() as sent:
            self._run("2026-03-08 06:00")
            self._run("2026-03-10 06:00")
        self.assertFalse(sent)
        self.assertFalse(self._activities(lead))
        with self._notices() as sent:
            self._run("2026-03-11 06:00")
        self.assertEqual([readers for _s, readers, _m in sent], [self.agent])
        self.assertEqual(len(self._activities(lead)), 1)

    def test_after_a_snooze_the_salesperson_hears_again(self):
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        with self._at("2026-03-08 12:00"):
            lead.action_snooze("2026-03-20", "Waits")
        with self._notices() as sent:
            self._run("2026-03-19 06:00")
        self.assertFalse(sent)
        with self._notices() as sent:
            self._run("2026-03-21 06:00")
            self._run("2026-03-23 06:00")
        self.assertEqual([readers for _s, readers, _m in sent], [self.agent])
        self.assertEqual(len(self._activities(lead)), 1)
