# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRefusals(OpportunityPlusCommon):
    """A message about a refusal names the rule that refused."""

    def test_another_rule_that_refuses_is_not_taken_for_the_share(self):
        self.env["ir.rule"].sudo().create(
            {
                "name": "No papayas",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": "[('name', '!=', 'Papaya')]",
                **dict.fromkeys(("perm_read", "perm_create", "perm_unlink"), False),
            }
        )
        other = self._lead(name="Papaya")
        # a rule that forbids writing forbids the others to share, too
        shares = self.env["crm.lead.share"].with_user(SUPERUSER_ID)
        for access in ("read", "write"):
            vals = {"lead_id": other.id, "user_id": self.colleague.id}
            share = shares.create({**vals, "access": access})
            for attempt in self._attempts(other.with_user(self.colleague)):
                with self.assertRaises(AccessError) as refusal:
                    attempt()
                message = str(refusal.exception)
                self.assertEqual("may only read" in message, access == "read", message)
            share.unlink()

    def test_an_archived_one_is_not_taken_for_one_of_another_company(self):
        lost = self._lead(company_id=self.env.company.id)
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self.assertRaises(AccessError) as refusal:
            lost.with_user(self.colleague).web_read({"name": {}})
        # the web client would switch to this company, and load again
        told = getattr(refusal.exception, "context", None) or {}
        self.assertNotIn("suggested_company", told)

    def test_a_customer_of_another_company_is_not_named(self):
        portal = self._user("buyer", "base.group_portal").sudo()
        companies = self.env["res.company"].with_user(SUPERUSER_ID)
        company = companies.create({"name": "Elsewhere"})
        portal.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        share = {"lead_id": self._lead().id, "user_id": portal.id}
        with self.assertRaises(AccessError) as refusal:
            self.env["crm.lead.share"].create(share)
        self.assertNotIn("Buyer", str(refusal.exception))

    def _attempts(self, lead):
        note = lead.message_post(body="x", subtype_xmlid="mail.mt_note")
        comment = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        return (
            lambda: lead.write({"description": "x"}),
            lambda: note.write({"date": "2026-03-02"}),
            lambda: lead.message_post(body="x", **comment),
            lambda: lead.activity_schedule("mail.mail_activity_data_call"),
        )
