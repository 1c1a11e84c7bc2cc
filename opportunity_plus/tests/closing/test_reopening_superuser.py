# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.mail.tests.common import mail_new_test_user

from ...models.foundation import calls
from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReopeningSuperuser(OpportunityPlusCommon):
    """Superuser code that answers a request of somebody reopens only what they may."""

    def setUp(self):
        super().setUp()
        # as if a controller or a call had come in
        self.patch(calls, "request", object())
        self.lost, self.won_deal = self._lead(name="Lost deal"), self._lead(name="Won")
        self.lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.won_deal.action_set_won()
        self._end_transaction()
        self.closed = self.lost | self.won_deal
        self.partner = mail_new_test_user(
            self.env(su=True, user=1), login="op_partner", groups="base.group_portal"
        )

    def _doors(self, user):
        """What a page for partners, or another add-on, does for a user."""
        lost = self.lost.with_user(user).sudo()
        won = self.won_deal.with_user(user).sudo()
        return {
            "stage of the page": lambda: won.write({"stage_id": self.new.id}),
            "form of the page": lambda: lost.write(
                {"expected_revenue": 7, "probability": 40}
            ),
            "restore": lost.action_restore,
            "archive": won.action_archive,
            "lost to won": lambda: lost.write({"stage_id": self.won.id}),
            "outcome": lambda: lost.write({"won_status": "pending"}),
            "note": lambda: lost.write({"lost_note": "Forged"}),
            "merge": (won | self._lead().with_user(user).sudo()).merge_opportunity,
        }

    def _outcomes(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.closed.exists().sudo().mapped("won_status")

    def test_it_reopens_nothing_for_others(self):
        for user in (self.agent, self.manager, self.partner):
            for name, door in self._doors(user).items():
                with self.subTest(user=user.login, door=name):
                    with (
                        self.assertRaisesRegex(AccessError, "sales administrator"),
                        self.env.cr.savepoint(),
                    ):
                        door()
                    self.assertEqual(self._outcomes(), ["lost", "won"])

    def test_it_reopens_for_an_administrator(self):
        for name, door in self._doors(self.admin).items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                door()
                savepoint.rollback()

    def test_it_changes_what_is_no_part_of_the_closing(self):
        self.closed.with_user(self.partner).sudo().write(
            {"expected_revenue": 7, "user_id": self.colleague.id}
        )
        self.assertEqual(self.closed.sudo().user_id, self.colleague)

    def test_it_moves_and_closes_what_is_open(self):
        lead = self._lead().with_user(self.partner).sudo()
        lead.stage_id = self.offer
        lead.action_set_lost()
        self.assertEqual(lead.won_status, "lost")

    def test_it_reopens_without_a_request(self):
        """As a job or another program does, which nobody steers."""
        self.patch(calls, "request", None)
        self.won_deal.sudo().stage_id = self.new
        self.assertEqual(self._outcomes(), ["lost", "pending"])

    def test_the_system_reopens(self):
        self.lost.with_user(1).action_restore()
        self.won_deal.with_user(1).stage_id = self.new
        self.assertEqual(self._outcomes(), ["pending", "pending"])

    def _action(self, **vals):
        """An action of an administrator, which the agent sets off on what is won."""
        model = self.env["ir.model"].sudo()._get("crm.lead")
        actions = self.env["ir.actions.server"].with_user(1)
        action = actions.create({"name": "Back", "model_id": model.id, **vals})
        record = {"active_model": "crm.lead", "active_id": self.won_deal.id}
        return action.with_user(self.agent).with_context(**record)

    def _code(self):
        code = f"record.write({{'stage_id': {self.new.id}}})"
        return self._action(state="code", code=code)

    def test_what_an_administrator_has_automated_reopens(self):
        update = self._action(
            state="object_write",
            update_path="stage_id",
            resource_ref=f"crm.stage,{self.new.id}",
        )
        # automation rules run their actions as superuser code
        for name, action in {"update": update, "rule": self._code().sudo()}.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                action.run()
                self.assertEqual(self._outcomes(), ["lost", "pending"])
                savepoint.rollback()

    def test_code_of_an_action_that_an_agent_runs_by_hand_does_not(self):
        with self.assertRaisesRegex(AccessError, "sales administrator"):
            self._code().run()

    def test_no_interface_can_say_that_it_is_exempt(self):
        forged = {"opportunity_plus_unlocked": True}
        with self.assertRaises(AccessError):
            self.won_deal.with_context(**forged).sudo().stage_id = self.new
