# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .. import doors
from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosing(OpportunityPlusCommon):
    """Nobody loses an opportunity without saying why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delicate = cls.too_expensive.sudo().copy(
            {"name": "Delicate", "note_required": True}
        )

    # the doors to a loss; each takes two opportunities and what is said of them

    def _door_action(self, leads, vals):
        leads.action_set_lost(**vals)

    def _door_wizard(self, leads, vals):
        reason = self.too_expensive.browse(vals.get("lost_reason_id", ()))
        doors.lose(leads, reason, lost_feedback=vals.get("lost_note"))

    def _door_write(self, leads, vals):
        leads.write({"active": False, "probability": 0, **vals})

    def _door_two_writes(self, leads, vals):
        leads.write({"probability": 0, "is_automated_probability": False})
        leads.write({"active": False, **vals})

    def _door_mass_edit(self, leads, vals):
        doors.mass_edit(leads, {"active": False, "probability": 0, **vals})

    def _door_archive(self, leads, vals):
        leads.write({"probability": 0, **vals})
        leads.action_archive()

    def _door_import(self, leads, vals):
        row = {"active": "0", "probability": "0"}
        for name, value in vals.items():
            row["lost_reason_id/.id" if name == "lost_reason_id" else name] = str(value)
        doors.load_again(leads, row)

    def _door_create(self, leads, vals):
        leads.create([{"name": lead.name, "active": False, **vals} for lead in leads])

    def _each_door(self, check, **vals):
        """Go through each door with two opportunities, undone afterwards."""
        for name in sorted(name for name in dir(self) if name.startswith("_door_")):
            leads = self._lead(name="Mango") | self._lead(name="Durian")
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                check(
                    leads,
                    lambda name=name, leads=leads: getattr(self, name)(leads, vals),
                )
                savepoint.rollback()
            self.env.invalidate_all()

    def _lost(self, leads):
        """What a door made of two opportunities, also the one that creates them."""
        lost = leads.with_context(active_test=False).search(
            [("name", "in", leads.mapped("name")), ("won_status", "=", "lost")]
        )
        self.assertEqual(len(lost), 2)
        return lost

    def assertRefused(self, leads, lose, message):
        with self.assertRaises(ValidationError) as raised:
            lose()
        for text in (message, *leads.mapped("name")):
            self.assertIn(text, str(raised.exception))
        self.env.invalidate_all()
        self.assertEqual(leads.mapped("won_status"), ["pending", "pending"])

    def test_a_reason_is_asked_at_each_door_and_all_are_named(self):
        self._each_door(
            lambda leads, lose: self.assertRefused(leads, lose, "Choose a lost reason")
        )

    def test_with_a_reason_each_door_opens(self):
        def check(leads, lose):
            lose()
            self.assertEqual(self._lost(leads).lost_reason_id, self.too_expensive)

        self._each_door(check, lost_reason_id=self.too_expensive.id)

    def test_a_reason_may_ask_for_a_note_at_each_door(self):
        for note in ("", "  ", "<p><br></p>", "\u200b", "<p>&nbsp;&#8203;</p>"):
            self._each_door(
                lambda leads, lose: self.assertRefused(leads, lose, "closing note"),
                lost_reason_id=self.delicate.id,
                lost_note=note,
            )

    def test_the_note_is_kept_where_it_can_be_reported(self):
        def check(leads, lose):
            lose()
            lost = self._lost(leads)
            self.assertEqual(lost.mapped("lost_note"), ["Board said no"] * 2)
            self._end_transaction()
            reasons = [self._timeline(lead)[-1].reason for lead in lost]
            self.assertEqual(reasons, ["Board said no"] * 2)

        self._each_door(
            check, lost_reason_id=self.delicate.id, lost_note="Board said no"
        )

    def test_an_archived_reason_is_refused_at_each_door(self):
        self.too_expensive.sudo().active = False
        self._each_door(
            lambda leads, lose: self.assertRefused(leads, lose, "is archived"),
            lost_reason_id=self.too_expensive.id,
        )

    def test_a_loss_keeps_a_reason_that_is_archived_later(self):
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.too_expensive.sudo().active = False
        lead.with_user(self.admin).write({"lost_note": "They may come back"})
        lead.write({"lost_reason_id": self.too_expensive.id})
        self.assertEqual(lead.won_status, "lost")

    def test_the_note_is_in_the_chatter(self):
        lead = self._lead()
        self._end_transaction()
        vals = {"lost_reason_id": self.delicate.id, "lost_note": "Board said no"}
        self._door_wizard(lead, vals)
        self._end_transaction()
        self.assertIn("Board said no", "".join(lead.message_ids.mapped("body")))

    def test_reason_and_note_of_a_lost_opportunity_cannot_be_cleared(self):
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.delicate.id, lost_note="No budget")
        for vals in ({"lost_reason_id": False}, {"lost_note": " "}):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                lead.write(vals)
        lead.with_user(self.admin).write(
            {"lost_reason_id": self.too_expensive.id, "lost_note": False}
        )

    def test_a_loss_of_former_days_can_be_edited(self):
        lead = self._lead()
        lead.sudo().action_set_lost()
        lead.write({"priority": "1"})
        self.assertEqual(lead.won_status, "lost")

    def test_the_policy_belongs_to_the_company_of_the_opportunity(self):
        self.env.company.sudo().opportunity_lost_reason_required = False
        lead = self._lead()
        lead.action_set_lost()
        self.assertEqual(lead.won_status, "lost")
        company = self.env["res.company"].sudo().create({"name": "Strict"})
        self.agent.sudo().company_ids += company
        strict = self._lead(company_id=company.id)
        with self.assertRaises(ValidationError):
            strict.action_set_lost()

    def test_technical_code_and_leads_are_exempt(self):
        opportunity, lead = self._lead(), self._lead(type="lead")
        opportunity.sudo().action_set_lost()
        lead.action_set_lost()
        self.assertEqual(opportunity.won_status, "lost")
        self.assertEqual(lead.won_status, "lost")

    def test_a_won_opportunity_is_not_lost(self):
        lead = self._lead(stage_id=self.won.id)
        with self.assertRaises(UserError):
            lead.action_set_lost(lost_reason_id=self.too_expensive.id)

    def test_the_wizard_asks_in_the_form(self):
        wizard = self.env["crm.lead.lost"].create({"lead_ids": self._lead().ids})
        self.assertTrue(wizard.oplus_is_reason_required)
        self.assertFalse(wizard.oplus_is_note_required)
        wizard.lost_reason_id = self.delicate
        self.assertTrue(wizard.oplus_is_note_required)

    def test_a_reason_in_use_is_archived_not_deleted(self):
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        reasons = (self.too_expensive | self.delicate).with_user(self.admin)
        with self.assertRaisesRegex(UserError, "Archive them instead: Too costly"):
            reasons.unlink()
        lead.with_user(self.admin).action_restore()  # only the history knows it now
        self._end_transaction()
        with self.assertRaisesRegex(UserError, "Too costly"):
            self.too_expensive.with_user(self.admin).unlink()
        self.delicate.with_user(self.admin).unlink()
        self.too_expensive.with_user(self.admin).action_archive()
