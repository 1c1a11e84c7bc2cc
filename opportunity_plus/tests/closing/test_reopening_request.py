# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReopeningRequest(OpportunityPlusCommon):
    """Who may not reopen an opportunity asks those who may."""

    def _lost(self):
        lead = self._lead(name="Lost deal")
        lead.action_set_lost(lost_reason_id=self.too_expensive.id, lost_note="Slow")
        self._end_transaction()
        return lead

    def _apply(self, action, user, reason, **vals):
        wizard = self.env["crm.lead.reason"].with_user(user)
        return (
            wizard.with_context(**action["context"])
            .create({"reason": reason, **vals})
            .action_apply()
        )

    def _ask(self, lead, reason="They called back"):
        self._apply(lead.oplus_action_reopening_request(), self.agent, reason)
        self._end_transaction()

    def _answers(self, user):
        """What a user was told in the chatter, the newest first."""
        return (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("partner_ids", "in", user.partner_id.ids),
                    ("model", "=", "crm.lead"),
                ],
                order="id DESC",
            )
        )

    def _activities(self, lead):
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening")
        return lead.sudo().activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )

    def test_the_administrators_of_the_company_get_an_activity(self):
        lead = self._lost()
        stranger = self._user_of_another_company()
        self._ask(lead)
        users = self._activities(lead).user_id
        self.assertIn(self.admin, users)
        self.assertFalse(users & (self.agent | self.supervisor | stranger))
        self.assertEqual(lead.oplus_reopening_requester_id, self.agent)
        self.assertEqual(lead.oplus_reopening_request, "They called back")

    def _user_of_another_company(self):
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        user = self.admin.sudo().copy({"login": "elsewhere"})
        user.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        return user

    def test_a_leader_who_is_an_administrator_decides_alone(self):
        self.north.sudo().user_id = self.admin
        lead = self._lost()
        self._ask(lead)
        self.assertEqual(self._activities(lead).user_id, self.admin)

    def test_approving_reopens_with_the_reason_and_tells_who_asked(self):
        lead = self._lost()
        self._ask(lead)
        told = lead.with_user(self.admin).oplus_action_reopening_approve()
        self.assertIn(lead.name, told["params"]["message"])
        self._end_transaction()
        self.assertEqual((lead.won_status, lead.active), ("pending", True))
        self.assertEqual(
            self._timeline(lead)[-1].reason, "Requested by Agent: They called back"
        )
        self.assertFalse(self._activities(lead))
        answer = self._answers(self.agent)[0]
        self.assertIn("Reopening granted", answer.body)
        self.assertEqual(answer.author_id, self.admin.partner_id)

    def test_refusing_answers_and_leaves_it_closed(self):
        lead = self._lost()
        self._ask(lead)
        action = lead.with_user(self.admin).oplus_action_reopening_refuse()
        self._apply(action, self.admin, "Start a new one")
        self._end_transaction()
        self.assertEqual(lead.won_status, "lost")
        self.assertFalse(self._activities(lead))
        body = self._answers(self.agent)[0].body
        for text in ("Reopening refused", "Start a new one", "They called back"):
            self.assertIn(text, body)
        self._ask(lead, "Once more")

    def test_reopening_at_any_door_answers_the_request(self):
        lead = self._lost()
        self._ask(lead)
        lead.with_user(self.admin).action_unarchive()
        self._end_transaction()
        self.assertFalse(self._activities(lead))
        self.assertIn("Reopening granted", self._answers(self.agent)[0].body)

    def test_one_request_at_a_time(self):
        lead = self._lost()
        self._ask(lead)
        action = lead.oplus_action_reopening_request()
        with self.assertRaisesRegex(UserError, "Agent has already asked"):
            self._apply(action, self.agent, "And again")

    def test_a_request_needs_a_reason_and_a_closed_opportunity(self):
        lead = self._lost()
        action = lead.oplus_action_reopening_request()
        for reason in (False, " ", "<p><br></p>"):
            with self.assertRaises(UserError):
                self._apply(action, self.agent, reason)
        lead.with_user(self.admin).action_restore()
        with self.assertRaisesRegex(UserError, "Open already"):
            self._apply(action, self.agent, "They called")
        with self.assertRaisesRegex(UserError, "Open already"):
            lead.oplus_action_reopening_request()
        self.assertFalse(self._activities(lead))

    def test_only_those_who_may_reopen_decide(self):
        lead = self._lost()
        self._ask(lead)
        wizard = self.env["crm.lead.reason"].with_user(self.supervisor)
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                lead.with_user(user).oplus_action_reopening_approve()
            with self.assertRaises(AccessError):
                lead.with_user(user).oplus_action_reopening_refuse()
        for purpose in ("reopen", "refuse"):
            forged = wizard.create(
                {"purpose": purpose, "lead_ids": lead.ids, "reason": "Mine"}
            )
            with self.assertRaises(AccessError):
                forged.action_apply()
            self.env.invalidate_all()
        self.assertEqual(lead.won_status, "lost")
        self.assertTrue(self._activities(lead))

    def test_what_is_typed_into_the_dialog_is_for_its_author(self):
        wizard = self.env["crm.lead.reason"].create(
            {"purpose": "request", "lead_ids": self._lost().ids, "reason": "Mine"}
        )
        with self.assertRaises(AccessError):
            wizard.with_user(self.colleague).read(["reason"])

    def test_a_stranger_cannot_ask(self):
        lead = self._lost()
        wizard = self.env["crm.lead.reason"].with_user(self.colleague)
        with self.assertRaises(AccessError):
            wizard.create(
                {"purpose": "request", "lead_ids": lead.ids, "reason": "Mine"}
            ).action_apply()

    def test_deciding_about_what_nobody_asks_is_refused(self):
        lead = self._lost().with_user(self.admin)
        for decide in (
            lead.oplus_action_reopening_approve,
            lead.oplus_action_reopening_refuse,
        ):
            with self.assertRaisesRegex(UserError, "answered or withdrawn"):
                decide()

    def test_nobody_else_answers_or_changes_a_request(self):
        lead = self._lost()
        self._ask(lead)
        request = self._activities(lead)[0].sudo(False).with_user(self.supervisor)
        for meddle in (
            lambda: request.action_feedback("No"),
            lambda: request.write({"note": "Forged"}),
            request.unlink,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                meddle()
        self.assertEqual(lead.oplus_reopening_request, "They called back")

    def test_who_asked_may_think_better_of_it(self):
        lead = self._lost()
        self._ask(lead)
        self._activities(lead).sudo(False).with_user(self.agent).unlink()
        self.env.invalidate_all()
        self.assertFalse(lead.oplus_reopening_requester_id)
        self._ask(lead, "Once more")

    def test_a_merge_answers_the_request(self):
        lead = self._lost()
        self._ask(lead)
        pair = lead | self._lead(name="Head", probability=90)
        head = pair.with_user(self.admin).merge_opportunity()
        self._end_transaction()
        self.assertFalse(self._activities(head))
        self.assertIn("merged into", self._answers(self.agent)[0].body)

    def test_one_request_for_several_at_once(self):
        self.south.sudo().user_id = self.admin
        leads = self._lost() | self._lost()
        leads[1].sudo().team_id = self.south
        self._end_transaction()
        self._ask(leads, "They called back")
        for lead in leads:
            self.assertEqual(lead.oplus_reopening_requester_id, self.agent)
            self.assertEqual(lead.oplus_reopening_request, "They called back")
        self.assertEqual(self._activities(leads[1]).user_id, self.admin)
        another = self._lost()
        action = (leads | another).oplus_action_reopening_request()
        with self.assertRaisesRegex(UserError, "(?s)already asked.*already asked"):
            self._apply(action, self.agent, "And again")
        self.assertFalse(self._activities(another))
