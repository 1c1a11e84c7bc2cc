# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingHttp(OpportunityPlusCommon, HttpCase):
    """The link *Lost* in an e-mail."""

    def _follow(self, lead, user, token=None):
        params = {"res_id": lead.id}
        path = "/lead/case_mark_lost"
        token = token or self.env["mail.thread"].sudo()._encode_link(
            path, {name: str(value) for name, value in params.items()}
        )
        self.authenticate(user.login, user.login)
        query = "&".join(f"{name}={value}" for name, value in params.items())
        return self.url_open(f"{path}?{query}&token={token}", allow_redirects=False)

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

    def test_without_the_policy_the_link_closes(self):
        self.env.company.sudo().opportunity_lost_reason_required = False
        lead = self._lead()
        self._end_transaction()
        self._follow(lead, self.agent)
        self.assertEqual(lead.won_status, "lost")

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
