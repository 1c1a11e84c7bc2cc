# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo.fields import Command
from odoo.tests import tagged

from .guidance_common import GuidanceCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestChecklist(GuidanceCommon):
    """Ticking points, what counts of them, and what is kept."""

    def test_ticks_count_for_the_current_stage_and_the_team(self):
        north, south = self._lead(), self._lead(team_id=self.south.id)
        none = self._lead(team_id=False)
        self.assertEqual(
            [*map(self._progress, (north, south, none))], [(0, 3), (0, 3), (0, 2)]
        )
        north.action_tick(self.called.id)
        north.action_tick(self.visit.id)
        self.assertEqual(self._progress(north), (2, 3))
        self.assertEqual(self._progress(south), (0, 3))

    def test_a_point_of_another_team_no_longer_counts(self):
        lead = self._lead()
        lead.action_tick(self.visit.id)
        self.assertEqual(self._progress(lead), (1, 3))
        lead.sudo().team_id = self.south
        self.assertEqual(self._progress(lead), (0, 3))
        self.assertEqual(len(lead.oplus_tick_ids), 1)

    def test_who_ticked_and_unticked_when_is_kept(self):
        lead = self._lead()
        with self._at("2026-03-02 09:00"):
            lead.action_tick(self.called.id)
        with self._at("2026-03-03 10:00"):
            lead.with_user(self.supervisor).action_tick(self.called.id, done=False)
        with self._at("2026-03-04 11:00"):
            lead.action_tick(self.called.id)
        self.assertEqual(
            self._history(lead),
            [
                ("Called", True, self.agent),
                ("Called", False, self.supervisor),
                ("Called", True, self.agent),
            ],
        )
        self.assertEqual(
            lead.oplus_tick_ids.sorted("id").mapped("date"),
            [
                datetime(2026, 3, 2, 9),
                datetime(2026, 3, 3, 10),
                datetime(2026, 3, 4, 11),
            ],
        )
        self.assertEqual(
            lead.oplus_tick_ids.sorted("id").mapped("is_current"), [False, False, True]
        )

    def test_what_is_true_already_writes_nothing(self):
        lead = self._lead()
        lead.action_tick(self.called.id, done=False)
        self.assertFalse(lead.oplus_tick_ids)
        lead.action_tick(self.called.id)
        lead.with_user(self.supervisor).action_tick(self.called.id)
        self.assertEqual(self._history(lead), [("Called", True, self.agent)])
        lead.action_tick(self.called.id, done=False)
        lead.action_tick(self.called.id, done=False)
        self.assertEqual(len(lead.oplus_tick_ids), 2)

    def test_many_are_ticked_at_once(self):
        leads = self._leads(3)
        leads[0].action_tick(self.called.id)
        leads.action_tick(self.called.id)
        self.assertEqual([*map(self._progress, leads)], [(1, 3)] * 3)
        self.assertEqual(len(leads.oplus_tick_ids), 3)
        leads.action_tick(self.called.id, done=False)
        self.assertEqual([*map(self._progress, leads)], [(0, 3)] * 3)
        self.env["crm.lead"].action_tick(self.called.id)

    def test_moving_back_finds_the_ticks_again(self):
        lead = self._lead()
        lead.action_tick(self.called.id)
        lead.stage_id = self.offer
        self.assertEqual(self._progress(lead), (0, 0))
        lead.stage_id = self.new
        self.assertEqual(self._progress(lead), (1, 3))

    def test_points_of_other_stages_can_be_ticked(self):
        signed = self._point("Signed", stage=self.offer)
        lead = self._lead()
        lead.action_tick(signed.id)
        self.assertEqual(self._progress(lead), (0, 3))
        lead.stage_id = self.offer
        self.assertEqual(self._progress(lead), (1, 1))

    def test_a_deleted_point_keeps_its_ticks(self):
        lead = self._lead()
        lead.action_tick(self.called.id)
        self.called.with_user(self.admin).name = "Phoned"
        lead.action_tick(self.called.id, done=False)
        self.called.with_user(self.admin).unlink()
        self.assertEqual(
            self._history(lead),
            [("Called", True, self.agent), ("Phoned", False, self.agent)],
        )
        self.assertEqual(self._progress(lead), (0, 2))

    def test_points_go_with_their_stage_and_team(self):
        extra = (
            self.env["crm.stage"].sudo().create({"name": "Extra", "team_ids": False})
        )
        point = self._point("Extra point", stage=extra)
        team = self.env["crm.team"].sudo().create({"name": "East"})
        visit = self._point("East visit", team_id=team.id)
        lead = self._lead(team_id=team.id)
        lead.action_tick(point.id)
        lead.action_tick(visit.id)
        self.assertEqual(self._progress(lead), (1, 3))
        extra.unlink()
        self.assertFalse(point.exists())
        lead.sudo().team_id = False
        team.unlink()
        self.assertFalse(visit.exists())
        self.assertEqual(
            {name for name, *_rest in self._history(lead)},
            {"Extra point", "East visit"},
        )
        self.assertEqual(self._progress(lead), (0, 2))

    def test_names_are_kept_in_all_languages(self):
        self.env["res.lang"].sudo()._activate_lang("th_TH")
        self.called.with_user(self.admin).with_context(lang="th_TH").name = "โทรแล้ว"
        lead = self._lead()
        lead.action_tick(self.called.id)
        self.called.with_user(self.admin).unlink()
        tick = lead.oplus_tick_ids
        self.assertEqual(
            (tick.name, tick.with_context(lang="th_TH").name), ("Called", "โทรแล้ว")
        )

    def test_leads_have_no_checklist(self):
        lead = self._lead(type="lead")
        self.assertEqual(self._progress(lead), (0, 0))
        self.assertFalse(lead.oplus_guidance)
        found = self.env["crm.lead"].search([("checklist_total", ">", 0)])
        self.assertNotIn(lead, found)

    def test_a_copied_stage_has_the_same_checklist(self):
        copy = self.new.with_user(self.admin).copy()
        self.assertEqual(
            copy.checkpoint_ids.mapped("name"),
            ["Called", "Budget", "Site visit", "Stock"],
        )

    def test_the_checklist_is_edited_on_the_stage(self):
        stage = self.offer.with_user(self.admin)
        stage.checkpoint_ids = [
            Command.create({"name": "Second", "sequence": 2}),
            Command.create({"name": "First", "sequence": 1, "is_required": True}),
        ]
        self.assertEqual(stage.checkpoint_ids.mapped("name"), ["First", "Second"])
        lead = self._lead(stage_id=stage.id)
        self.assertEqual(self._progress(lead), (0, 2))
        third = self._point("Third", stage=stage)
        self.assertEqual(self._progress(lead), (0, 3))
        self.assertEqual(lead.oplus_guidance["points"][2]["name"], "Third")
        third.with_user(self.admin).name = "Last"
        self.assertEqual(lead.oplus_guidance["points"][2]["name"], "Last")
        third.with_user(self.admin).unlink()
        self.assertEqual(self._progress(lead), (0, 2))
        lead.action_tick(stage.checkpoint_ids[0].id)
        stage.checkpoint_ids[0].team_id = self.south
        self.assertEqual(self._progress(lead), (0, 1))
