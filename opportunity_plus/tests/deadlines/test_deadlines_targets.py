# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlinesTargets(DeadlinesCommon):
    """A changed target changes running stays at once."""

    def test_a_changed_target_changes_running_stays(self):
        leads = self._many_entered(3, "2026-03-02 10:30")
        other = self._entered("2026-03-02 10:30", stage_id=self.offer.id)
        self.talk.with_user(self.admin).rotting_threshold_days = 2
        self.assertDeadline(leads, "2026-03-04 10:30:00")
        self.assertDeadline(other, "2026-03-12 10:30:00")
        self.talk.with_user(self.admin).rotting_threshold_days = 0
        self.assertDeadline(leads, False)

    def test_it_is_one_statement_for_any_number(self):
        def count(number):
            self._many_entered(number, "2026-03-02 10:30")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.talk.sudo().rotting_threshold_days += 1
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(1), count(10))

    def test_a_team_has_its_own_target(self):
        lead = self._entered("2026-03-02 10:30", stage_id=self.offer.id)
        target = (
            self.env["crm.stage.target"]
            .with_user(self.admin)
            .create({"stage_id": self.offer.id, "team_id": self.north.id, "days": 3})
        )
        self.assertDeadline(lead, "2026-03-05 10:30:00")
        target.team_id = self.south
        self.assertDeadline(lead, "2026-03-12 10:30:00")
        target.write({"team_id": self.north.id, "days": 0})
        self.assertDeadline(lead, False)
        target.unlink()
        self.assertDeadline(lead, "2026-03-12 10:30:00")

    def test_the_list_of_stages_shows_the_targets_of_teams(self):
        targets = self.env["crm.stage.target"].with_user(self.admin)
        vals = {"stage_id": self.offer.id, "team_id": self.north.id, "days": 3}
        target = targets.create(vals)
        self.assertEqual(target.display_name, f"{self.north.name}: 3")
        view = self.env.ref("crm.crm_stage_tree")
        arch = self.offer.with_user(self.admin).get_view(view.id, "list")["arch"]
        [column] = etree.fromstring(arch).xpath("//field[@name='oplus_target_ids']")
        self.assertEqual(column.get("optional"), "show")

    def test_a_target_is_not_moved_to_a_team_of_another_company(self):
        system = self.env(user=SUPERUSER_ID)
        company = system["res.company"].create({"name": "Elsewhere"})
        west = system["crm.team"].create({"name": "West", "company_id": company.id})
        targets = self.env["crm.stage.target"].with_user(self.admin)
        vals = {"stage_id": self.offer.id, "days": 3}
        target = targets.create({**vals, "team_id": self.north.id})
        command = Command.update(target.id, {"team_id": west.id})
        for attempt in (
            lambda: target.write({"team_id": west.id}),
            lambda: target.web_save({"team_id": west.id}, {}),
            lambda: targets.create({**vals, "team_id": west.id}),
            lambda: self.offer.with_user(self.admin).write(
                {"oplus_target_ids": [command]}
            ),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        self.admin.sudo().company_ids += company
        both = self.admin.company_ids.ids
        target.with_context(allowed_company_ids=both).team_id = west
        self.assertEqual(target.sudo().team_id, west)

    def test_another_team_or_none(self):
        lead = self._entered("2026-03-02 10:30", stage_id=self.offer.id)
        self.offer.sudo().oplus_target_ids = [
            Command.create({"team_id": self.south.id, "days": 1})
        ]
        with self._at("2026-03-03 10:00"):
            lead.sudo().team_id = self.south
        self.assertDeadline(lead, "2026-03-03 10:30:00")
        with self._at("2026-03-03 12:00"):
            self.south.sudo().unlink()
        self.assertDeadline(lead, "2026-03-12 10:30:00")

    def test_targets_that_are_refused(self):
        stage = self.talk.with_user(self.admin)
        for days in (-1, 3651, 2**31 - 1):
            with self.assertRaisesRegex(ValidationError, "from 0 .* to 3650 .*Talk"):
                stage.rotting_threshold_days = days
            with self.assertRaisesRegex(ValidationError, "from 0 .* to 3650 .*Talk"):
                stage.escalation_days = days
            refused = self.assertRaisesRegex(ValidationError, "from 0 .* 3650 .*North")
            with refused, self.env.cr.savepoint():
                stage.oplus_target_ids = [
                    Command.create({"team_id": self.north.id, "days": days})
                ]

    def test_only_admins_set_targets(self):
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                self.talk.with_user(user).rotting_threshold_days = 1
            with self.assertRaises(AccessError):
                self.env["crm.stage.target"].with_user(user).create(
                    {"stage_id": self.talk.id, "team_id": self.north.id, "days": 1}
                )
