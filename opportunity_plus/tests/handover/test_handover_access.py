# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .handover_common import HandoverCommon

ACTIONS = ("action_prepare", "action_run", "action_resume", "action_undo")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverAccess(HandoverCommon):
    """Handovers are made by administrators, and receipts are written by nobody."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead()
        self.handover = self._handover()
        self.line = self.handover.line_ids

    def assertRefused(self, attempt, error=AccessError):
        with self.assertRaises(error), self.env.cr.savepoint():
            attempt()

    def test_only_administrators_see_and_make_handovers(self):
        vals = {"user_id": self.agent.id, "successor_ids": self.colleague.ids}
        for user in (self.agent, self.supervisor, self.colleague, self.outsider):
            handover = self.handover.with_user(user)
            attempts = [
                lambda handover=handover: handover.create(vals),
                lambda handover=handover: handover.search([]),
                lambda handover=handover: handover.read(["state"]),
                lambda handover=handover: handover.line_ids.search([]),
                lambda user=user: self.line.with_user(user).action_open(),
                lambda handover=handover: (
                    handover.action_view_lines()
                    and handover.action_view_opportunities()
                ),
                *(getattr(handover, name) for name in ACTIONS),
            ]
            for number, attempt in enumerate(attempts):
                with self.subTest(user=user.login, attempt=number):
                    self.assertRefused(attempt)
        self.assertOwner(self.lead, self.agent)

    def test_a_handover_is_not_born_with_a_past(self):
        vals = {"user_id": self.agent.id}
        for forged in (
            {"state": "done"},
            {"runner_id": self.supervisor.id},
            {"date_run": "2020-01-01"},
            {"error": "x"},
            {"company_ids": self.env.company.ids},
            {"line_ids": [Command.create({"name": "forged"})]},
            {"line_ids": [Command.link(self.line.id)]},
        ):
            with self.subTest(forged):
                self.assertRefused(lambda forged=forged: self._create(vals | forged))
                other = self._draft()
                self.assertRefused(
                    lambda forged=forged, other=other: other.write(forged)
                )

    def _create(self, vals, **context):
        return self.handover.with_context(**context).create(vals)

    def test_a_context_gives_no_past(self):
        handover = self._create(
            {"user_id": self.agent.id},
            default_state="done",
            default_runner_id=self.supervisor.id,
            default_date_run="2020-01-01",
        )
        self.assertEqual(handover.state, "draft")
        self.assertFalse(handover.runner_id or handover.date_run)

    def test_a_context_adds_nothing_to_a_receipt(self):
        draft = self._draft().with_context(
            default_state="moved", default_date="2020-01-01", default_new_team_id=1
        )
        draft.action_prepare()
        self.assertEqual(draft.line_ids.mapped("state"), ["planned"])
        self.assertFalse(draft.line_ids.date or draft.line_ids.new_team_id)

    def test_a_form_does_not_ask_for_other_documents(self):
        activity = self._activity(self.lead)
        secret = self._activity(self.lead, user=self.supervisor)
        self.handover.action_prepare()
        line = self._line(self.handover, activity)
        values = {
            "kind": "activity",
            "successor_id": self.colleague.id,
            "document_model": "crm.lead",
            "document_id": secret.res_id + 1000,
        }
        result = line.onchange(values, ["successor_id"], {"problem": {}})
        self.assertFalse(result["value"].get("problem"))

    def test_nobody_makes_changes_or_deletes_lines(self):
        vals = {"handover_id": self.handover.id, "res_model": "res.users", "res_id": 2}
        line = self.line
        for door in (line, line.sudo()):
            for attempt in (
                lambda door=door: door.create(vals),
                lambda door=door: door.write({"res_id": 2}),
                lambda door=door: door.write({"state": "moved"}),
                lambda door=door: door.write({"old_user_id": self.newcomer.id}),
                lambda door=door: door.write({"handover_id": self._draft().id}),
                lambda door=door: door.web_save({"name": "forged"}, {}),
                lambda door=door: door.unlink(),
                lambda door=door: door.copy(),
            ):
                self.assertRefused(attempt)
        for command in (
            Command.update(line.id, {"res_id": 2}),
            Command.delete(line.id),
            Command.unlink(line.id),
            Command.clear(),
            Command.set([]),
        ):
            with self.subTest(command):
                self.assertRefused(
                    lambda command=command: self.handover.write({"line_ids": [command]})
                )
        self.assertEqual(line.exists().res_id, self.lead.id)

    def test_lines_are_not_imported(self):
        result = self.line.load(
            ["handover_id/.id", "res_model", "res_id"],
            [[str(self.handover.id), "res.users", "2"]],
        )
        self.assertFalse(result["ids"])

    def test_a_receipt_stays_as_it_is(self):
        self.handover.action_run()
        for attempt, error in (
            (lambda: self.line.write({"successor_id": False}), UserError),
            (lambda: self.handover.write({"user_id": self.newcomer.id}), UserError),
            (lambda: self.handover.write({"successor_ids": []}), UserError),
            (lambda: self.handover.sudo().write({"state": "draft"}), AccessError),
            (self.handover.unlink, UserError),
            (self.handover.sudo().unlink, UserError),
        ):
            self.assertRefused(attempt, error)
        self.assertEqual(self.line.successor_id, self.colleague)

    def test_a_running_handover_is_not_rewritten(self):
        self.handover._system_write({"state": "running"})
        for vals in ({"successor_ids": []}, {"line_ids": [], "user_id": self.agent.id}):
            self.assertRefused(lambda vals=vals: self.handover.write(vals), UserError)
        command = Command.update(self.line.id, {"successor_id": False})
        self.assertRefused(
            lambda: self.handover.write({"line_ids": [command]}), UserError
        )

    def test_a_preview_can_be_thrown_away(self):
        self.handover.unlink()
        self.assertFalse(self.line.exists())

    def test_a_duplicate_starts_anew(self):
        self.handover.action_run()
        double = self.handover.copy()
        self.assertEqual(double.state, "draft")
        self.assertFalse(double.line_ids or double.runner_id or double.date_run)

    def test_a_line_goes_to_a_chosen_successor_only(self):
        for user in (self.newcomer, self.agent, self.outsider):
            self.assertRefused(
                lambda user=user: self.line.write({"successor_id": user.id}), UserError
            )

    def test_a_mail_makes_no_handover(self):
        mail = "From: a@example.com\nTo: b@example.com\nSubject: x\n\nBody"
        gateway = self.env["mail.thread"].with_user(self.outsider)
        for model in ("crm.lead.handover", "crm.lead.handover.line"):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                gateway.message_process(
                    model, mail, custom_values={"user_id": self.agent.id}
                )
