# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .closed_common import ClosedCommon

FORM = "crm.crm_lead_view_form"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReopeningDialog(ClosedCommon):
    """An administrator tells why and where to an opportunity is reopened."""

    def _reopen(self, lead, reason, **vals):
        action = lead.with_user(self.admin).oplus_action_reopen()
        wizard = self.env["crm.lead.reason"].with_user(self.admin)
        wizard = wizard.with_context(**action["context"])
        wizard.create({"reason": reason, **vals}).action_apply()
        self._end_transaction()

    def test_the_dialog_reopens_where_it_was_last_open(self):
        lost, won = self._closed()
        won.with_user(self.admin).stage_id = self.offer
        self._end_transaction()
        won.action_set_won()
        self._end_transaction()
        for lead, stage in ((lost, self.new), (won, self.offer)):
            self._reopen(lead, "They called back")
            self.assertEqual((lead.stage_id, lead.won_status), (stage, "pending"))
            self.assertTrue(lead.active)
            self.assertRecordValues(
                self._timeline(lead)[-1],
                [{"user_id": self.admin.id, "reason": "They called back"}],
            )

    def test_the_dialog_offers_another_stage(self):
        for lead in self._closed():
            self._reopen(lead, "Again", stage_id=self.offer.id)
            self.assertEqual((lead.stage_id, lead.won_status), (self.offer, "pending"))
            self.assertEqual(self._timeline(lead)[-1].reason, "Again")

    def test_the_status_bar_of_a_lost_one_opens_it(self):
        lost, won = self._closed()
        for user, is_readonly in ((self.agent, True), (self.admin, False)):
            for lead in (lost, won):
                with self.subTest(user.login, lead=lead.name):
                    form = Form(lead.with_user(user), FORM)
                    is_refused = form._get_modifier("stage_id", "readonly")
                    self.assertEqual(bool(is_refused), is_readonly)
        self.env.company.sudo().opportunity_closed_locked = False
        form = Form(lost.with_user(self.admin), FORM)
        self.assertTrue(form._get_modifier("stage_id", "readonly"))

    def test_why_it_was_lost_is_read_only_where_it_is_locked(self):
        lost, _won = self._closed()
        for is_locked, user, is_readonly in (
            (True, self.agent, True),
            (True, self.admin, False),
            (False, self.agent, False),
        ):
            self.env.company.sudo().opportunity_closed_locked = is_locked
            form = Form(lost.with_user(user), FORM)
            for name in ("lost_reason_id", "lost_note"):
                with self.subTest(name, user=user.login, is_locked=is_locked):
                    is_refused = form._get_modifier(name, "readonly")
                    self.assertEqual(bool(is_refused), is_readonly)

    def test_lists_do_not_change_why_it_was_lost(self):
        view = self.env.ref("crm.crm_case_tree_view_oppor")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id, "list")["arch"])
        columns = arch.xpath("//field[@name='lost_reason_id']/@readonly")
        self.assertEqual(columns, ["not oplus_can_reopen"] * 2)

    def test_the_stage_that_was_clicked_is_proposed(self):
        lost, _won = self._closed()
        lost = lost.with_user(self.admin)
        disabled = self.offer.sudo().copy({"active": False})
        for clicked in (self.offer, self.won, disabled):
            stage = clicked if clicked == self.offer else self.new
            context = lost.oplus_action_reopen(clicked.id)["context"]
            dialogs = self.env["crm.lead.reason"].with_user(self.admin)
            form = Form(dialogs.with_context(**context))
            self.assertEqual(form.stage_id, stage)

    def test_a_stage_that_is_won_or_of_another_team_is_refused(self):
        lost, won = self._closed()
        foreign = self.offer.sudo().copy({"team_ids": self.south.ids})
        for lead in (lost, won):
            for stage in (self.won, foreign):
                with self.assertRaisesRegex(UserError, stage.name):
                    self._reopen(lead, "Again", stage_id=stage.id)
                self.env.invalidate_all()
        self.assertEqual((lost.won_status, won.won_status), ("lost", "won"))

    def test_the_dialog_needs_a_reason_and_a_closed_opportunity(self):
        lost, _won = self._closed()
        for reason in (False, " \n", "<p><br></p>"):
            with self.assertRaises(UserError):
                self._reopen(lost, reason)
        self.assertEqual(lost.won_status, "lost")
        with self.assertRaisesRegex(UserError, "Open already"):
            self._lead().with_user(self.admin).oplus_action_reopen()

    def test_another_door_without_a_reason_is_told_in_the_history(self):
        lost, won = self._closed()
        lost.with_user(self.admin).action_restore()
        won.with_user(self.admin).stage_id = self.offer
        self._end_transaction()
        for lead in (lost, won):
            stay = self._timeline(lead)[-1]
            self.assertFalse(stay.reason)
            self.assertEqual(stay.explanation, "Reopened without a reason")

    def test_the_statusbar_asks_administrators_who_take_back(self):
        _lost, won = self._closed()
        asked = won.with_user(self.admin).oplus_stages_asking_reason
        self.assertIn(self.offer.id, asked)
        self.assertNotIn(self.won.id, asked)
        self.assertFalse(won.oplus_stages_asking_reason)

    def test_nobody_plans_a_request_by_hand(self):
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening")
        lead, _won = self._closed()
        planned = lead.activity_schedule("mail.mail_activity_data_todo")
        for user in (self.agent, self.admin):
            theirs = lead.with_user(user)
            for attempt in (
                lambda lead=theirs: lead.activity_schedule(
                    activity_type_id=kind.id, user_id=self.admin.id, note="Please"
                ),
                lambda user=user: planned.with_user(user).write(
                    {"activity_type_id": kind.id}
                ),
            ):
                with (
                    self.assertRaisesRegex(UserError, "Request Reopening"),
                    self.env.cr.savepoint(),
                ):
                    attempt()
        self.assertFalse(lead.oplus_reopening_requester_id)

    def test_a_request_is_not_among_the_activities_to_choose_from(self):
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening")
        offered = self.env["mail.activity.type"].search(
            ["|", ("res_model", "=", False), ("res_model", "=", "crm.lead")]
        )
        self.assertTrue(offered)
        self.assertNotIn(kind, offered)
