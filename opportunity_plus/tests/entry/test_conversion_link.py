# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversionLink(OpportunityPlusCommon, HttpCase):
    """The link *Convert* in the e-mail about a lead."""

    def setUp(self):
        super().setUp()
        phone = self.env["ir.model.fields"].sudo()._get("crm.lead", "phone")
        self.new.sudo().condition_field_ids = [Command.set(phone.ids)]
        self.lead = self._lead(type="lead", name="Bangna", partner_id=False)
        self._end_transaction()

    def _follow(self, user):
        params = {"res_id": str(self.lead.id)}
        token = self.env["mail.thread"].sudo()._encode_link("/lead/convert", params)
        self.authenticate(user.login, user.login)
        answer = self.url_open(
            f"/lead/convert?res_id={self.lead.id}&token={token}", allow_redirects=False
        )
        self.env.invalidate_all()
        return answer.headers["Location"]

    def _tell(self):
        lead = self.lead.with_context(active_ids=self.lead.ids, active_model="crm.lead")
        action = self.env.ref("opportunity_plus.crm_lead_action_convert")
        return action.with_env(lead.env).run()

    def test_what_its_stage_refuses_stays_a_lead_and_the_form_says_why(self):
        target = self._follow(self.agent)
        self.assertIn("crm_lead_action_convert", target)
        self.assertEqual((self.lead.type, self.lead.date_conversion), ("lead", False))
        told = self._tell()["params"]
        self.assertRegex(told["message"], "Phone.*Bangna|Bangna.*Phone")
        self.assertEqual(told["next"]["res_id"], self.lead.id)
        self.assertEqual(self.lead.type, "lead")

    def test_the_form_converts_once_nothing_is_missing(self):
        self.lead.phone = "+66 2 123 4567"
        self.assertEqual(self._tell()["res_id"], self.lead.id)
        self.assertEqual(self.lead.type, "opportunity")

    def test_what_lacks_nothing_is_converted(self):
        self.lead.phone = "+66 2 123 4567"
        self._end_transaction()
        target = self._follow(self.agent)
        self.assertNotIn("crm_lead_action_convert", target)
        self.assertIn(str(self.lead.id), target)
        self.assertEqual(self.lead.type, "opportunity")

    def test_the_link_of_another_is_no_way_in(self):
        self.lead.phone = "+66 2 123 4567"
        self._end_transaction()
        self._follow(self.colleague)
        self.assertEqual(self.lead.type, "lead")
