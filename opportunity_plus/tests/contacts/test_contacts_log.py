# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .contacts_common import NOW, ContactsLogCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsLog(ContactsLogCommon):
    """Logging a contact: one call, one done activity, the next step and stage."""

    def test_each_kind_is_a_done_activity_of_odoo(self):
        for kind, type_ in (
            ("call", self.call),
            ("visit", self.visit),
            ("message", self.env.ref("mail.mail_activity_data_email")),
        ):
            with self.subTest(kind):
                made = self._log(kind, True, "Asked for prices")
                activity = made["activity"]
                self.assertEqual(activity.activity_type_id, type_)
                self.assertFalse(activity.active)
                self.assertEqual(activity.user_id, self.agent)
                self.assertEqual(str(activity.date_done), "2026-03-12")
                self.assertIn("Asked for prices", made["message"].body)
                report = self.env["crm.activity.report"].search(
                    [("id", "=", made["message_id"])]
                )
                self.assertEqual(report.mail_activity_type_id, type_)
                self.assertEqual(report.lead_id, self.lead)
                self.assertFalse(made["next_activity_id"])
                self.assertFalse(made["is_repeated"])
                contact = self._contacts(message_id=made["message_id"])
                self.assertEqual(contact.kind, kind)
                self.assertEqual(contact.summary, "Asked for prices")
        self.assertEqual(self._last(self.lead), NOW)

    def test_called_not_reached_again_tomorrow(self):
        made = self._log("call", False, False, next_date="2026-03-13")
        self.assertIn("Nobody was reached", made["message"].body)
        self.assertEqual(made["next"].activity_type_id, self.call)
        self.assertEqual(str(made["next"].date_deadline), "2026-03-13")
        self.assertEqual(made["next"].user_id, self.agent)
        self.assertEqual(made["next"].summary, self.call.summary)
        self.assertTrue(made["next"].active)
        self.assertFalse(self._last(self.lead))
        self.assertTrue(self.lead.has_next_step)
        contact = self._contacts(lead_id=self.lead.id)
        self.assertEqual(contact.result, "not_reached")
        self.assertEqual(contact.next_activity_id, made["next"])

    def test_the_next_step_can_be_anything_for_anybody(self):
        made = self._log(
            "call",
            True,
            "Wants a visit",
            next_type_id=self.visit.id,
            next_summary="Bring the sample",
            next_user_id=self.supervisor.id,
        )
        self.assertEqual(made["next"].activity_type_id, self.visit)
        self.assertEqual(made["next"].summary, "Bring the sample")
        self.assertEqual(made["next"].user_id, self.supervisor)
        self.assertEqual(str(made["next"].date_deadline), "2026-03-12")

    def test_an_earlier_contact_keeps_its_time(self):
        self.agent.sudo().tz = "Asia/Bangkok"
        lead = self.lead.with_context(tz="Asia/Bangkok")
        made = self._log(
            "visit", True, "Looked around", "2026-03-10 20:30:00", lead=lead
        )
        self.assertEqual(str(made["message"].date), "2026-03-10 20:30:00")
        self.assertEqual(str(made["activity"].date_done), "2026-03-11")
        self.assertEqual(self._last(self.lead), "2026-03-10 20:30")

    def test_a_planned_activity_is_done_by_it(self):
        with self._at("2026-03-11 10:00"):
            planned = self._plan(self.lead, summary="First call")
        made = self._log("call", True, "Talked", activity_id=planned.id, token="a")
        self.assertEqual(made["activity"], planned.sudo())
        self.assertFalse(planned.active)
        self.assertEqual(len(self._contacts(lead_id=self.lead.id)), 1)
        again = self._log("call", True, "Talked", activity_id=planned.id, token="a")
        self.assertTrue(again["is_repeated"])

    def test_the_stage_moves_in_the_same_call(self):
        self.offer.sudo().change_reason = "always"
        with self.assertRaisesRegex(ValidationError, "reason"), self.env.cr.savepoint():
            self._log("call", True, "Wants an offer", stage_id=self.offer.id)
        self.assertFalse(self._contacts(lead_id=self.lead.id))
        self.assertEqual(self.lead.stage_id, self.new)
        made = self._log(
            "call",
            True,
            "Wants an offer",
            next_date="2026-03-20",
            stage_id=self.offer.id,
            reason="Qualified",
        )
        self.assertEqual(made["stage_id"], self.offer.id)
        self.assertEqual(self.lead.stage_id, self.offer)
        self.assertEqual(self._timeline(self.lead)[-1].reason, "Qualified")
        self.assertPath(self.lead, [(self.new, "open"), (self.offer, "open")])

    def test_what_a_stage_asks_for_comes_along(self):
        self.offer.sudo().condition_field_ids = self.env["ir.model.fields"]._get(
            "crm.lead", "referred"
        )
        self.lead.referred = False
        asked = {"stage_id": self.offer.id}
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._log("call", True, "Wants an offer", **asked)
        self._log("call", True, "Wants an offer", values={"referred": "Nok"}, **asked)
        self.assertEqual(self.lead.referred, "Nok")
        self.assertEqual(self.lead.stage_id, self.offer)

    def test_it_can_win(self):
        self._log("visit", True, "Signed", stage_id=self.won.id, token="w")
        self.assertEqual(self.lead.won_status, "won")
        again = self._log("visit", True, "Signed", stage_id=self.won.id, token="w")
        self.assertTrue(again["is_repeated"])

    def test_the_same_save_is_kept_once(self):
        options = {"next_date": "2026-03-13", "token": "0b1-2c3"}
        first = self._log("call", True, "Talked", **options)
        second = self._log("call", True, "Talked", **options)
        self.assertEqual(second | {"is_repeated": False}, first)
        self.assertTrue(second["is_repeated"])
        self.assertEqual(len(self._contacts(lead_id=self.lead.id)), 1)
        self.assertEqual(self.lead.activity_ids, first["next"])
        third = self._log("call", True, "Talked", token="another")
        self.assertNotEqual(third["activity_id"], first["activity_id"])
        other = self._log("call", True, "Hers", user=self.supervisor, **options)
        self.assertNotEqual(other["activity_id"], first["activity_id"])
        with self.assertRaisesRegex(UserError, "open it again"):
            self._log("call", True, "Talked", lead=self._opened(), **options)
