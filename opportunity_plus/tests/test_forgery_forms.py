# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import OpportunityPlusCommon

NAME = {"fields": {"display_name": {}}}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestForgeryForms(OpportunityPlusCommon):
    """What forged forms, messages and changed rules do not open."""

    def setUp(self):
        super().setUp()
        leads = self.env["crm.lead"].with_user(self.admin)
        vals = {"user_id": self.colleague.id, "partner_id": self.customer.id}
        self.secret = leads.create({"name": "Secret", **vals})
        self.customer.sudo().email = "customer@example.com"

    def _share(self, **terms):
        share = {"lead_id": self.secret.id, "user_id": self.agent.id}
        self.env["crm.lead.share"].with_user(self.admin).create(share | terms)
        return self.secret.with_user(self.agent)

    def test_forms_tell_nothing_of_an_opportunity_that_is_named(self):
        values, asked = {"lead_id": self.secret.id}, {"partner_id": NAME}
        line = {"product_line_ids": [(0, "virtual_1", values)]}
        lines = {"product_line_ids": {"fields": asked}}
        for model, filled, spec in (
            ("crm.lead.product.line", values, asked),
            ("crm.lead.product.line", {"lead_id": {"id": self.secret.id}}, asked),
            ("crm.lead2opportunity.partner.mass", values, asked),
            ("crm.lead", line, lines),
        ):
            form = self.env[model].with_user(self.agent)
            with self.subTest(model), self.assertRaises(AccessError):
                form.onchange(filled, [*filled], spec)

    def test_nobody_mails_to_customers_of_hidden_or_read_opportunities(self):
        self._share()
        for user in (self.agent, self.outsider):
            vals = {"model": "crm.lead", "composition_mode": "mass_mail"}
            composer = self.env["mail.compose.message"].with_user(user)
            composer = composer.create(
                {**vals, "res_ids": self.secret.ids, "body": "b", "subject": "s"}
            )
            with self.subTest(user.name), self.assertRaises(AccessError):
                composer.action_send_mail()

    def test_a_reader_notifies_nobody_outside(self):
        lead, outside = self._share(), self.customer.ids
        with self.assertRaises(AccessError):
            lead.message_notify(partner_ids=outside, body="x", subject="s")
        thread = lead.env["mail.thread"]
        with self.assertRaises(AccessError):
            thread.message_notify(
                partner_ids=outside, model="crm.lead", res_id=lead.id, body="x"
            )

    def test_a_note_of_a_reader_stays_a_note(self):
        note = self._share().message_post(body="x", subtype_xmlid="mail.mt_note")
        note.write({"body": "better"})
        for vals in (
            {"partner_ids": [Command.link(self.customer.id)]},
            {"author_id": self.colleague.partner_id.id},
            {"subtype_id": self.env.ref("mail.mt_comment").id},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                note.write(vals)

    def test_a_mail_is_not_put_into_a_hidden_opportunity(self):
        mail = "From: a@example.com\nTo: b@example.com\nSubject: x\n\nBody"
        for user in (self.agent, self.outsider):
            thread = self.env["mail.thread"].with_user(user)
            with self.subTest(user.name), self.assertRaises(AccessError):
                thread.message_process("crm.lead", mail, thread_id=self.secret.id)

    def test_nobody_shares_with_himself_by_default(self):
        lead = self._lead()
        shares = self.env["crm.lead.share"].with_user(self.supervisor)
        shares = shares.with_context(default_user_id=self.supervisor.id)
        with self.assertRaises(ValidationError):
            shares.create({"lead_id": lead.id})

    def test_a_shared_writer_does_not_take_it_out_of_its_company(self):
        self.secret.company_id = self.env.company
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._share(access="write").company_id = False
        self.assertEqual(self.secret.company_id, self.env.company)

    def test_a_relaxed_rule_leaves_what_is_granted(self):
        rule = self.env.ref("opportunity_plus.crm_lead_rule_unassigned_read").sudo()
        salesmen = self.env.ref("sales_team.group_sale_salesman")
        names = ("domain_force", "perm_read", "perm_write", "active")
        made = {name: rule[name] for name in names}
        for vals in (
            {"domain_force": "[(1, '=', 1)]"},
            {"groups": [Command.link(salesmen.id)]},
            {"perm_read": False, "perm_write": True},
            {"active": False},
        ):
            with self.subTest(vals):
                rule.write({**made, "groups": [Command.clear()]})
                rule.write(vals)
                lead = self.secret.with_user(self.agent)
                self.assertFalse(lead.search([("id", "=", lead.id)]))
                self.assertFalse(lead.has_access("read"))

    def test_a_setting_that_was_rolled_back_opens_nothing(self):
        self.secret.sudo().user_id = False
        lead, company = self.secret.with_user(self.agent), self.env.company.sudo()
        with self.env.cr.savepoint() as savepoint:
            company.opportunity_agents_see_unassigned = True
            self.assertTrue(lead.has_access("read"))
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertFalse(lead.has_access("read"))
        self.assertFalse(lead.search([("id", "=", lead.id)]))
