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

    def _open(self, action, user, records):
        """Open the address of a server action, as the web client does."""
        context = {
            "active_model": records._name,
            "active_id": records.id,
            "active_ids": records.ids,
        }
        self.authenticate(user.login, user.login)
        params = {"action_id": action.id, "context": context}
        answer = self.opener.post(
            f"{self.base_url()}/web/action/run",
            json={"jsonrpc": "2.0", "id": 0, "method": "call", "params": params},
        )
        self.env.invalidate_all()
        return answer.json()["result"]

    def _tell(self, user=None):
        action = self.env.ref("opportunity_plus.crm_lead_action_convert")
        return self._open(action, user or self.agent, self.lead)

    def test_what_its_stage_refuses_stays_a_lead_and_the_form_says_why(self):
        target = self._follow(self.agent)
        self.assertIn("crm_lead_action_convert", target)
        self.assertEqual((self.lead.type, self.lead.date_conversion), ("lead", False))
        told = self._tell()["params"]
        self.assertRegex(told["message"], "Phone.*Bangna|Bangna.*Phone")
        self.assertEqual(told["next"]["res_id"], self.lead.id)
        self.assertEqual(self.lead.type, "lead")

    # what a link in a message of anybody can open

    def test_an_address_without_token_converts_nothing(self):
        self.lead.phone = "+66 2 123 4567"
        self._end_transaction()
        told = self._tell()
        self.assertEqual(
            (told["res_model"], told["res_id"]), ("crm.lead", self.lead.id)
        )
        self.assertEqual((self.lead.type, self.lead.date_conversion), ("lead", False))

    def test_nobody_is_told_of_a_conversion_that_an_address_tries(self):
        self.customer.sudo().user_id = self.supervisor
        self.lead.write({"phone": "1", "partner_id": self.customer.id})
        self.lead.sudo().user_id = False
        self._end_transaction()
        with self.mock_mail_gateway():
            before = self._traces()
            self._tell(self.manager)
            self.assertEqual(self._traces(), before)
        self.assertFalse(self.lead.sudo().user_id)

    def _traces(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM crm_lead ORDER BY id")
        counted = ("mail.message", "mail.mail", "mail.activity", "crm.lead.revision")
        counts = [self.env[model].sudo().search_count([]) for model in counted]
        return self.env.cr.fetchall(), counts

    def test_no_address_of_an_action_changes_anything(self):
        self.lead.phone = "+66 2 123 4567"
        self.lead.partner_id = self.customer
        deal = self._lead(phone="1", opportunity_type_id=False)
        self._end_transaction()
        actions = self.env["ir.actions.server"].sudo()
        # the others are scheduled jobs
        actions = actions.search([("usage", "=", "ir_actions_server")])
        names = actions.get_external_id()
        ours = actions.filtered(
            lambda one: names[one.id].startswith("opportunity_plus")
        )
        self.assertGreater(len(ours), 5)
        records = {"crm.lead": self.lead | deal, "res.partner": self.customer}
        for action in ours:
            for record in records.get(action.model_name, self.lead):
                with self.subTest(action.name), self.mock_mail_gateway():
                    before = self._traces()
                    self._open(action, self.admin, record)
                    self.assertEqual(self._traces(), before)

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
