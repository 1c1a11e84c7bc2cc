# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields

from ..common import OpportunityPlusCommon

BEGIN = "2026-03-02 09:00"
NOW = "2026-03-12 10:00"


class ContactsCommon(OpportunityPlusCommon):
    """Opportunities that the agent opens on 2 March 2026 for a customer with an
    address; the company calls silent what had no contact for 14 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.sudo().email = "buyer@siam.example.com"
        cls.env.company.sudo().opportunity_silence_days = 14
        cls.env.flush_all()

    def _opened(self, moment=BEGIN, **vals):
        with self._at(moment):
            return self._lead(**vals)

    # ways to be in contact

    def _mail(self, record, **values):
        with self.mock_mail_gateway():
            return record.message_post(
                **{
                    "body": "Hello",
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                    "partner_ids": self.customer.ids,
                    **values,
                }
            )

    def _receive(self, record, **values):
        values = {"message_type": "email", "author_id": self.customer.id, **values}
        return self._mail(record, partner_ids=[], **values)

    def _plan(self, record, kind="mail.mail_activity_data_call", **vals):
        return record.activity_schedule(kind, user_id=self.env.uid, **vals)

    def _done(self, record, kind="mail.mail_activity_data_call"):
        activity = self._plan(record, kind)
        activity.action_feedback(feedback="Talked about prices")
        return activity

    def _meeting(self, start, lead=None, **vals):
        start = fields.Datetime.to_datetime(f"{start}:00")
        return self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": start,
                "stop": fields.Datetime.add(start, hours=1),
                "opportunity_id": lead and lead.id,
                **vals,
            }
        )

    # what came of it

    def _silence(self, lead, moment="2026-03-22 09:00"):
        with self._at(moment):
            self.env.invalidate_all()
            return lead.silence_days

    def _last(self, lead, moment="2026-03-22 09:00"):
        """The last contact as a reader sees it, proved to be what is stored."""
        with self._at(moment):
            self.env.invalidate_all()
            last = lead.last_contact_date
            found = lead.search(
                [("last_contact_date", "=", last), ("id", "=", lead.id)]
            )
            self.assertEqual(found, lead)
            self.assertSettled()
        return last and last.isoformat(" ", "minutes")

    def _states(self):
        self.env.invalidate_all()
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        found = leads.search([("last_contact_date", "!=", False)])
        return {lead.id: lead.last_contact_date for lead in found}

    def assertSettled(self):
        """What was kept step by step is what a new installation would find."""
        self._end_transaction()
        before = self._states()
        self.env["crm.lead.contact.state"].sudo()._state_fill()
        self.assertEqual(self._states(), before)

    def _contacts(self, **terms):
        self._end_transaction()
        self.env.invalidate_all()
        domain = [(name, "=", value) for name, value in terms.items()]
        return self.env["crm.lead.contact"].search(domain)


class ContactsLogCommon(ContactsCommon):
    """Contacts that are logged on 12 March, about one opportunity of the agent."""

    def setUp(self):
        super().setUp()
        self.lead = self._opened(name="Cold store")
        self.call = self.env.ref("mail.mail_activity_data_call")
        self.visit = self.env.ref("mail.mail_activity_data_meeting")

    def _log(self, *args, user=None, lead=None, **options):
        with self._at(NOW):
            lead = (lead or self.lead).with_user(user or self.agent)
            made = lead.action_log_contact(*args, **options)
        return made | {
            "activity": self.env["mail.activity"].browse(made["activity_id"]).sudo(),
            "message": self.env["mail.message"].browse(made["message_id"]).sudo(),
            "next": self.env["mail.activity"].browse(made["next_activity_id"] or ()),
        }


class ContactsDoorsCommon(ContactsCommon):
    """Methods of a class are doors by their names: each is given an opportunity on 12
    March."""

    def _quotation(self, lead):
        return self.env["sale.order"].create(
            {"partner_id": self.customer.id, "opportunity_id": lead.id}
        )

    def assertDoors(self, prefix, last, days):
        for name in sorted(name for name in dir(self) if name.startswith(prefix)):
            with self.subTest(name):
                lead = self._opened(name=name)
                with self._at(NOW):
                    getattr(self, name)(lead)
                self.assertEqual(self._last(lead), last)
                self.assertEqual(self._silence(lead), days)
