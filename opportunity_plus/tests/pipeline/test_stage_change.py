# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

WHY = "The board met again"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageChange(OpportunityPlusCommon):
    """A stage may ask why an opportunity is moved to it."""

    # the doors; each moves two opportunities to Offer, and tells why or does not

    def _door_write(self, leads, told):
        leads.write({"stage_id": self.offer.id, **told})

    def _door_kanban_and_statusbar(self, leads, told):
        for lead in leads:
            lead.web_save({"stage_id": self.offer.id, **told}, {"stage_id": {}})

    def _door_mass_edit(self, leads, told):
        leads.web_save({"stage_id": self.offer.id, **told}, {})

    def _door_mass_edit_with_operations(self, leads, told):
        leads.web_save_multi([{"stage_id": self.offer.id, **told}] * 2, {})

    def _door_form_with_the_team(self, leads, told):
        for lead in leads:
            lead.write({"team_id": self.north.id, "stage_id": self.offer.id, **told})

    def _door_import(self, leads, told):
        names = [".id", "stage_id", *told]
        rows = [[str(lead.id), "Offer", *told.values()] for lead in leads]
        messages = leads.load(names, rows)["messages"]
        if messages:
            raise ValidationError(" ".join(m["message"] for m in messages))

    def _door_untracked(self, leads, told):
        self._door_write(leads.with_context(tracking_disable=True), told)

    def _doors(self):
        return sorted(name for name in dir(self) if name.startswith("_door_"))

    def _each_door(self, check, stage):
        for name in self._doors():
            leads = self._lead(name="Mango", stage_id=stage.id) | self._lead(
                name="Durian", stage_id=stage.id
            )
            self._end_transaction()
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                check(leads, getattr(self, name))
                savepoint.rollback()
            self.env.invalidate_all()

    def test_without_a_reason_each_door_is_shut_and_names_the_opportunities(self):
        self.offer.sudo().change_reason = "always"

        def check(leads, door):
            for told in (" ", "\u200b", "\u00a0\u2060", "<p>&nbsp;&zwnj;</p>", None):
                told = {"stage_change_reason": told} if told else {}
                with (
                    self.assertRaisesRegex(ValidationError, "move to Offer") as raised,
                    self.env.cr.savepoint(),
                ):
                    door(leads, told)
                self.assertIn("Mango", str(raised.exception))
            self.env.invalidate_all()
            self.assertEqual(leads.stage_id, self.new)

        self._each_door(check, self.new)

    def test_one_refusal_names_all_opportunities_of_a_batch(self):
        self.offer.sudo().change_reason = "always"
        leads = self._lead(name="Mango") | self._lead(name="Durian")
        for door in (self._door_write, self._door_mass_edit):
            with (
                self.assertRaisesRegex(ValidationError, "Mango, Durian"),
                self.env.cr.savepoint(),
            ):
                door(leads, {})
            self.env.invalidate_all()

    def test_with_a_reason_each_door_opens_and_keeps_it(self):
        self.offer.sudo().change_reason = "always"

        def check(leads, door):
            door(leads, {"stage_change_reason": WHY})
            self._end_transaction()
            self.assertEqual(leads.stage_id, self.offer)
            for lead in leads:
                self.assertEqual(self._timeline(lead)[-1].reason, WHY)
            self.assertFalse(leads[0].stage_change_reason)

        self._each_door(check, self.new)

    def test_backwards_asks_on_the_way_back_alone(self):
        self.offer.sudo().change_reason = "backwards"
        self._each_door(lambda leads, door: door(leads, {}), self.new)
        late = self._stage_as_admin("Late", 5)
        self._each_door(
            lambda leads, door: self.assertRaises(ValidationError, door, leads, {}),
            late,
        )

    def _stage_as_admin(self, name, sequence):
        return self.offer.sudo().copy(
            {"name": name, "sequence": sequence, "change_reason": "never"}
        )

    def test_naming_the_same_owner_is_no_way_around(self):
        self.new.sudo().change_reason = "always"
        lead = self._lead(stage_id=self.offer.id)
        for owner in ({"user_id": self.agent.id}, {"team_id": self.north.id}):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                lead.write({"stage_id": self.new.id, **owner})

    def test_a_reason_explains_one_move(self):
        self.offer.sudo().change_reason = "always"
        self.talk.sudo().change_reason = "always"
        lead = self._lead()
        rows = [[str(lead.id), "Offer", WHY], [str(lead.id), "Talk", ""]]
        messages = lead.load([".id", "stage_id", "stage_change_reason"], rows)
        self.assertIn("move to Talk", messages["messages"][0]["message"])

    def test_a_reason_without_a_move_is_not_told(self):
        lead = self._lead()
        self._end_transaction()
        lead.write({"stage_change_reason": WHY, "expected_revenue": 7})
        self._end_transaction()
        self.assertNotIn(WHY, "".join(lead.message_ids.mapped("body")))

    def test_what_the_database_cannot_store_is_left_out(self):
        lead = self._lead()
        self._end_transaction()
        lead.write({"stage_id": self.offer.id, "stage_change_reason": "a\0b\ud800c"})
        self._end_transaction()
        self.assertEqual(self._timeline(lead)[-1].reason, "abc")

    def test_html_without_text_is_no_reason(self):
        self.offer.sudo().change_reason = "always"
        with self.assertRaises(ValidationError):
            self._lead().write(
                {
                    "stage_id": self.offer.id,
                    "stage_change_reason": "<p><br></p>",
                }
            )

    def test_the_reason_is_in_the_chatter_as_text(self):
        lead = self._lead()
        self._end_transaction()
        lead.write({"stage_id": self.offer.id, "stage_change_reason": "<b>a</b> & b"})
        self._end_transaction()
        self.assertIn("&lt;b&gt;a&lt;/b&gt; &amp; b", lead.message_ids[0].body)

    def test_creation_technical_code_and_leads_are_exempt(self):
        self.offer.sudo().change_reason = "always"
        created = self._lead(stage_id=self.offer.id)
        by_system, lead = self._lead(), self._lead(type="lead")
        by_system.sudo().stage_id = self.offer
        lead.stage_id = self.offer
        self.assertEqual((created | by_system | lead).stage_id, self.offer)

    def test_a_stage_that_odoo_picks_asks_nothing(self):
        self.new.sudo().change_reason = "always"
        lead = self._lead(stage_id=self.talk.id)
        lead.with_user(self.admin).team_id = self.south
        self.assertEqual(lead.stage_id, self.new)

    def test_all_that_is_missing_is_said_at_once(self):
        self.offer.sudo().change_reason = "always"
        lead = self._lead()
        with self.assertRaises(ValidationError) as raised:
            lead.write({"stage_id": self.offer.id, "active": False, "probability": 0})
        self.assertIn("Choose a lost reason", str(raised.exception))
        self.assertIn("move to Offer", str(raised.exception))

    def test_winning_asks_in_a_dialog(self):
        self.won.sudo().change_reason = "always"
        lead = self._lead()
        action = lead.action_set_won_rainbowman()
        self.assertEqual(action["res_model"], "crm.lead.reason")
        wizard = self.env["crm.lead.reason"].with_context(**action["context"])
        with self.assertRaises(UserError):
            wizard.create({"reason": "  "}).action_apply()
        self.assertEqual(lead.won_status, "pending")
        effect = wizard.create({"reason": WHY}).action_apply()["effect"]
        self._end_transaction()
        self.assertEqual(effect["type"], "rainbow_man")
        self.assertEqual(self._timeline(lead)[-1].reason, WHY)

    def test_the_client_is_told_which_stages_ask(self):
        self.new.sudo().change_reason = "backwards"
        self.offer.sudo().change_reason = "always"
        talk = self._lead(stage_id=self.talk.id)
        offer = self._lead(stage_id=self.offer.id)
        both = [self.new.id, self.offer.id]
        self.assertCountEqual(talk.oplus_stages_asking_reason, both)
        self.assertEqual(offer.oplus_stages_asking_reason, [self.new.id])
        self.offer.sudo().change_reason = "never"
        self.env.invalidate_all()
        self.assertEqual(talk.oplus_stages_asking_reason, [self.new.id])

    def test_a_new_opportunity_is_not_asked(self):
        self.offer.sudo().change_reason = "always"
        new = self.env["crm.lead"].new({"type": "opportunity", "stage_id": self.new.id})
        self.assertFalse(new.oplus_stages_asking_reason)

    def test_telling_the_client_costs_no_query(self):
        leads = self._leads(20)
        self.offer.sudo().change_reason = "always"
        leads.mapped("oplus_stages_asking_reason")
        self.env.invalidate_all()
        leads.mapped("won_status")
        with self.assertQueryCount(0):
            leads.mapped("oplus_stages_asking_reason")
