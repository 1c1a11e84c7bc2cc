# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingHttp(OpportunityPlusCommon, HttpCase):
    """The links *Won* and *Lost* in an e-mail."""

    def _follow(self, lead, user, verdict="lost"):
        path = f"/lead/case_mark_{verdict}"
        params = {"res_id": str(lead.id)}
        token = self.env["mail.thread"].sudo()._encode_link(path, params)
        self.authenticate(user.login, user.login)
        return self.url_open(
            f"{path}?res_id={lead.id}&token={token}", allow_redirects=False
        )

    def test_the_link_opens_the_dialog(self):
        lead = self._lead()
        self._end_transaction()
        answer = self._follow(lead, self.agent)
        self.assertTrue(
            answer.headers["Location"].endswith(
                f"/odoo/crm.lead/{lead.id}/action-crm.crm_lead_lost_action"
            )
        )
        self.assertEqual(lead.won_status, "pending")

    def test_a_lead_is_closed_by_the_link_as_ever(self):
        lead = self._lead(type="lead")
        self._end_transaction()
        self._follow(lead, self.agent)
        self.assertEqual(lead.won_status, "lost")

    def test_the_links_leave_what_is_closed(self):
        lost, won = self._lead(), self._lead()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        won.action_set_won()
        self._end_transaction()
        for verdict in ("won", "lost"):
            for lead in (lost, won):
                answer = self._follow(lead, self.agent, verdict)
                self.assertNotIn("crm_lead_lost_action", answer.headers["Location"])
        self.assertEqual((lost.won_status, won.won_status), ("lost", "won"))

    def test_the_link_won_asks_where_the_stage_asks(self):
        self.won.sudo().change_reason = "always"
        lead = self._lead()
        self._end_transaction()
        answer = self._follow(lead, self.agent, "won")
        self.assertIn("crm_lead_reason_action_won", answer.headers["Location"])
        self.assertEqual(lead.won_status, "pending")

    def test_the_link_won_wins(self):
        lead = self._lead()
        self._end_transaction()
        self._follow(lead, self.agent, "won")
        self.assertEqual(lead.won_status, "won")

    def test_the_link_won_says_so_where_no_stage_is_a_won_one(self):
        self.won.sudo().is_won = False
        self.env["crm.stage"].sudo().search([("is_won", "=", True)]).is_won = False
        lead = self._lead()
        self._end_transaction()
        answer = self._follow(lead, self.agent, "won")
        self.assertIn("crm_lead_action_no_won_stage", answer.headers["Location"])
        told = lead.with_context(active_ids=lead.ids, active_model="crm.lead")
        action = self.env.ref("opportunity_plus.crm_lead_action_no_won_stage")
        params = action.with_env(told.env).run()["params"]
        self.assertIn("won stage", params["message"])
        self.assertEqual(params["next"]["res_id"], lead.id)
        self.assertEqual((lead.won_status, lead.stage_id), ("pending", self.new))

    def test_the_link_of_another_is_no_way_in(self):
        lead = self._lead()
        self._end_transaction()
        answer = self._follow(lead, self.colleague)
        self.assertNotIn("crm_lead_lost_action", answer.headers["Location"])
        self.assertEqual(lead.won_status, "pending")

    def test_the_dialog_loses_the_opportunity_of_the_link(self):
        lead = self._lead()
        self._end_transaction()
        self.browser_js(
            f"/odoo/crm.lead/{lead.id}/action-crm.crm_lead_lost_action",
            """
            const button = document.querySelector(
                ".modal button[name=action_lost_reason_apply]");
            const reason = [...document.querySelectorAll(".modal .o_selection_badge")]
                .find((badge) => badge.textContent.trim() === "Too costly");
            reason.click();
            setTimeout(() => button.click(), 300);
            const closed = setInterval(() => {
                if (!document.querySelector(".modal")) {
                    clearInterval(closed);
                    console.log("test successful");
                }
            }, 100);
            """,
            ready="!!document.querySelector('.modal .o_selection_badge')",
            login=self.agent.login,
        )
        self.assertEqual(lead.won_status, "lost")
        self.assertEqual(lead.lost_reason_id, self.too_expensive)
