# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

DOORS = (
    *("composer", "comments", "composer_of_a_program", "posted_template"),
    *("activity_template", "template", "template_of_many", "template_of_a_customer"),
    *("message_of_a_mail", "scheduled"),
)
# doors that know a single opportunity
SINGLE = (
    *("posted_template", "template", "template_of_a_customer", "message_of_a_mail"),
    "scheduled",
)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReaderMails(OpportunityPlusCommon):
    """Readers write to no customer, whatever the door, and end no silence.

    The colleague reads two opportunities of the agent and has an own one.
    """

    def setUp(self):
        super().setUp()
        self.customer.sudo().email = "buyer@siam.example.com"
        with self._at("2026-03-02 09:00"):
            self.leads = self._lead(name="Cold store") | self._lead(name="Dry dock")
            self.own = self._lead(
                name="Own", user_id=self.agent.id, team_id=self.south.id
            )
            self.own.user_id = self.colleague
        shares = self.env["crm.lead.share"]
        for lead in self.leads:
            shares.create({"lead_id": lead.id, "user_id": self.colleague.id})
        self.template = self._template("crm.lead")
        self.of_customers = self._template("res.partner")
        self._end_transaction()

    def _template(self, model):
        # as any employee may
        templates = self.env["mail.template"].with_user(self.colleague)
        return templates.create(
            {
                "name": "News",
                "model_id": self.env["ir.model"]._get_id(model),
                "body_html": "News",
                "subject": "News",
                "partner_to": str(self.customer.id),
                "use_default_to": False,
                "auto_delete": False,
            }
        )

    # doors: each gets opportunities of a user

    def _composer(self, leads, mode, **values):
        return leads.env["mail.compose.message"].create(
            {
                "model": "crm.lead",
                "composition_mode": mode,
                "res_ids": str(leads.ids),
                "subject": "News",
                "body": "News",
                **values,
            }
        )

    def _door_composer(self, leads):
        self._composer(leads, "mass_mail").action_send_mail()

    def _door_comments(self, leads):
        comment = {"subtype_id": self.env.ref("mail.mt_comment").id}
        told = {"partner_ids": [Command.set(self.customer.ids)]}
        self._composer(leads, "comment", **comment, **told).action_send_mail()

    def _door_composer_of_a_program(self, leads):
        leads.message_mail_with_source(self._of(leads))

    def _door_posted_template(self, leads):
        leads.message_post_with_source(self._of(leads), subtype_xmlid="mail.mt_comment")

    def _door_activity_template(self, leads):
        leads.activity_send_mail(self.template.id)

    def _of(self, leads, template=None):
        return (template or self.template).with_env(leads.env)

    def _door_template(self, leads):
        self._of(leads).send_mail(leads.id)

    def _door_template_of_many(self, leads):
        self._of(leads).send_mail_batch(leads.ids)

    def _send_to_customer(self, leads, **values):
        template = self._of(leads, self.of_customers)
        template.send_mail(self.customer.id, email_values=values)

    def _door_template_of_a_customer(self, leads):
        self._send_to_customer(leads, model="crm.lead", res_id=leads.id)

    def _door_message_of_a_mail(self, leads):
        note = leads.message_post(body="Note")
        self._send_to_customer(
            leads, mail_message_id=note.id, message_type="email_outgoing"
        )

    def _door_scheduled(self, leads):
        leads.env["mail.scheduled.message"].create(
            {
                "model": "crm.lead",
                "res_id": leads.id,
                "author_id": leads.env.user.partner_id.id,
                "scheduled_date": "2099-01-01 09:00:00",
                "partner_ids": self.customer.ids,
                "body": "News",
            }
        )

    # what comes of it

    def _count(self):
        scheduled = self.env["mail.scheduled.message"].sudo().search_count([])
        return self.env["mail.mail"].sudo().search_count([]) + scheduled

    def _silences(self):
        self._end_transaction()
        self.env.invalidate_all()
        return (self.leads | self.own).sudo().mapped("last_contact_date")

    def assertRefused(self, door, leads, named):
        """Refused in words that name all that may only be read; nothing was sent."""
        before = self._count(), self.leads.sudo().message_ids, self._silences()
        with (
            self.mock_mail_gateway(),
            self.assertRaises(AccessError) as caught,
            self.env.cr.savepoint(),
        ):
            getattr(self, f"_door_{door}")(leads.with_user(self.colleague))
        text = str(caught.exception)
        self.assertIn("You may only read these opportunities", text)
        for lead in self.leads | self.own:
            self.assertEqual(lead.sudo().name in text, lead in named, text)
        after = self._count(), self.leads.sudo().message_ids, self._silences()
        self.assertEqual(after, before)

    def test_a_reader_writes_to_no_customer(self):
        for door in DOORS:
            with self.subTest(door):
                if door in SINGLE:
                    self.assertRefused(door, self.leads[0], self.leads[0])
                else:
                    self.assertRefused(door, self.leads | self.own, self.leads)

    def test_who_may_write_sends_as_ever(self):
        for door in DOORS:
            for user, lead in (
                (self.agent, self.leads[0]),
                (self.colleague, self.own),
            ):
                before = self._count()
                with self.subTest(door=door, user=user.name), self.mock_mail_gateway():
                    getattr(self, f"_door_{door}")(lead.with_user(user))
                    self.assertGreater(self._count(), before)
