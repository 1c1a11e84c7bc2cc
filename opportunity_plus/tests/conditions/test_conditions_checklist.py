# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .. import doors
from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsChecklist(ConditionsCommon):
    """Offer asks for the checklists of the stage that is left, and of Talk, which is
    just before it; of what belongs to South, Talk is none."""

    def setUp(self):
        super().setUp()
        self._ask(self.offer, condition_checklist=True)
        self.budget = self._point(self.talk, "Budget known")
        self.call = self._point(self.new, "First call")
        self._point(self.talk, "Nice to have", is_required=False)
        self._point(self.talk, "Only South", team_id=self.south.id)

    def _south(self, **vals):
        return self._lead(team_id=self.south.id, **vals)

    def test_the_checklists_of_both_stages_must_be_done(self):
        lead = self._lead(name="Mango")
        both = "Mango: checklist (First call, Budget known)"
        message = self.assertRefused(lead, self.offer, both)
        self.assertNotIn("Nice", message)
        self.assertNotIn("South", message)
        lead.action_tick(self.call.id)
        self.assertRefused(lead, self.offer, "checklist (Budget known)")
        lead.action_tick(self.budget.id)
        self.assertEnters(lead, self.offer)

    def test_the_checklist_of_one_stage_is_asked_once(self):
        lead = self._lead(stage_id=self.talk.id)
        self.assertRefused(lead, self.offer, "checklist (Budget known)")
        lead.action_tick(self.budget.id)
        self.assertEnters(lead, self.offer)

    def test_a_step_back_is_no_way_round_a_refusal(self):
        lead = self._lead(stage_id=self.talk.id)
        self.assertRefused(lead, self.offer, "Budget known")
        lead.stage_id = self.new  # back: nothing is asked
        lead.action_tick(self.call.id)
        self.assertRefused(lead, self.offer, "checklist (Budget known)")

    def test_the_stage_before_is_one_that_the_team_can_use(self):
        lead = self._south()
        self.assertRefused(lead, self.offer, "checklist (First call)")
        lead.action_tick(self.call.id)
        self.assertEnters(lead, self.offer)

    def test_the_stage_before_is_enabled(self):
        self.talk.sudo().active = False
        lead = self._lead()
        lead.action_tick(self.call.id)
        self.assertEnters(lead, self.offer)

    def test_won_asks_for_the_last_open_stage(self):
        self._ask(self.won, condition_checklist=True)
        self._point(self.offer, "Terms agreed")
        lead = self._lead()
        self.assertRefused(lead, self.won, "checklist (First call, Terms agreed)")
        with self.assertRaisesRegex(ValidationError, "Terms agreed"):
            lead.action_set_won()

    def test_a_skipped_stage_asks_for_what_is_before_itself(self):
        self._ask(self.offer, condition_checklist=False)
        self._ask(self.talk, condition_checklist=True, condition_when_skipped=True)
        lead = self._lead()
        self.assertRefused(lead, self.offer, "checklist (First call)")
        lead.action_tick(self.call.id)
        self.assertEnters(lead, self.offer)

    def test_a_new_one_needs_the_checklist_of_the_stage_before(self):
        for create, told in ((self._lead, "Budget known"), (self._south, "First call")):
            with (
                self.assertRaisesRegex(ValidationError, rf"\({told}\)"),
                self.env.cr.savepoint(),
            ):
                create(stage_id=self.offer.id)

    def test_moving_back_losing_and_reopening_ask_nothing(self):
        self._ask(self.talk, condition_checklist=True)
        lead = self._lead().with_user(self.admin)
        lead.write(
            {"stage_id": self.offer.id, "stage_change_override": "The board wants it"}
        )
        self._wait()
        self.assertEnters(lead, self.talk)
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._wait()
        lead.action_restore()
        self.assertEqual((lead.stage_id, lead.won_status), (self.offer, "pending"))

    def test_every_door_asks_for_both(self):
        values = {"stage_id": self.offer.id}
        imported = self.env["crm.lead"].with_context(default_type="opportunity")
        for name, move in {
            "form": lambda lead: doors.form(lead, values),
            "list": lambda lead: doors.mass_edit(lead, values),
            "program": lambda lead: lead.write(values),
            "import": lambda lead: doors.load_again(
                imported.browse(lead.ids), {"stage_id": "Offer"}
            ),
        }.items():
            lead = self._lead()
            with (
                self.subTest(name),
                self.assertRaisesRegex(ValidationError, "First call, Budget known"),
                self.env.cr.savepoint(),
            ):
                move(lead)
            self._wait()
            self.assertEqual(lead.stage_id, self.new)

    def test_the_dialog_offers_both_and_ticks_them(self):
        mango = self._lead(name="Mango")
        durian = self._lead(name="Durian", stage_id=self.talk.id)
        leads = durian | mango
        asks = leads.oplus_stage_move_asks(self.offer.id)
        both = self.call | self.budget
        told = [(point["id"], point["name"]) for point in asks["points"]]
        self.assertEqual(told, [(point.id, point.name) for point in both])
        self.assertEqual(
            [one["points"] for one in asks["lacks"]], [self.budget.ids, both.ids]
        )
        leads.oplus_stage_move(self.offer.id, {}, both.ids)
        self._wait()
        self.assertEqual(leads.stage_id, self.offer)
        # each where it was asked for
        self.assertEqual(mango.oplus_tick_ids.checkpoint_id, both)
        self.assertEqual(durian.oplus_tick_ids.checkpoint_id, self.budget)
