# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .sharing_common import SharingCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSharing(SharingCommon):
    """Opening single opportunities to single people."""

    def _sees(self, user, operation="read"):
        self.env.invalidate_all()
        found = self.lead.with_user(user).search([("id", "=", self.lead.id)])
        readable = self.lead.with_user(user).has_access("read")
        self.assertEqual(bool(found), readable)
        return self.lead.with_user(user).has_access(operation)

    def test_those_responsible_share_and_withdraw(self):
        for user in (self.agent, self.supervisor, self.manager, self.admin):
            with self.subTest(user.login):
                share = self.env["crm.lead.share"].with_user(user)
                share = share.create(
                    {"lead_id": self.lead.id, "user_id": self.colleague.id}
                )
                self.assertTrue(self._sees(self.colleague))
                self.assertFalse(self._sees(self.colleague, "write"))
                share.unlink()
                self.assertFalse(self._sees(self.colleague))

    def test_a_share_ends_with_its_last_day_where_its_company_is(self):
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        self.colleague.sudo().tz = "Pacific/Pago_Pago"
        with self._at("2026-03-02 09:00"):
            self._share(date_end="2026-03-10")
        for moment, sees in (
            ("2026-03-10 16:59", True),  # 23:59 in Bangkok
            ("2026-03-10 17:01", False),
        ):
            with self.subTest(moment), self._at(moment):
                self.assertEqual(self._sees(self.colleague), sees)
                lead = self.lead.with_user(self.colleague)
                lead = lead.with_context(tz="Pacific/Pago_Pago")
                self.assertEqual(bool(lead.search([("id", "=", lead.id)])), sees)

    def test_a_share_for_editing_edits_and_neither_shares_nor_deletes(self):
        self._share(access="write")
        theirs = self.lead.with_user(self.colleague)
        theirs.write({"expected_revenue": 5, "stage_id": self.offer.id})
        for attempt in (
            theirs.unlink,
            lambda: theirs.write(
                {"oplus_share_ids": [Command.create({"user_id": self.manager.id})]}
            ),
            lambda: theirs.oplus_share_ids.write({"include_documents": True}),
            lambda: theirs.oplus_share_ids.unlink(),
            lambda: (
                theirs
                | self._lead(user_id=self.colleague.id).sudo().with_user(self.colleague)
            ).merge_opportunity(),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        self.assertFalse(theirs.oplus_can_share)

    def test_a_reader_logs_notes_and_does_nothing_else(self):
        self._share()
        theirs = self.lead.with_user(self.colleague)
        note = theirs.message_post(body="Seen", subtype_xmlid="mail.mt_note")
        self.assertIn(note, self.lead.message_ids)
        theirs.message_post(body="Dear all", partner_ids=self.agent.partner_id.ids)
        for attempt in (
            lambda: theirs.message_post(body="Hi", subtype_xmlid="mail.mt_comment"),
            lambda: theirs.message_post(body="Hi", partner_ids=self.customer.ids),
            lambda: theirs.message_post(body="Hi", outgoing_email_to="a@example.com"),
            lambda: theirs.message_post(body="Hi", author_id=self.agent.partner_id.id),
            lambda: theirs.activity_schedule("mail.mail_activity_data_call"),
            lambda: theirs.write({"priority": "3"}),
            lambda: theirs.action_set_won(),
            lambda: theirs.action_archive(),
            lambda: note.with_user(self.outsider).read(["body"]),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        theirs.message_subscribe(partner_ids=self.colleague.partner_id.ids)
        with self.assertRaises(AccessError):
            theirs.message_post(body="As follower", subtype_xmlid="mail.mt_comment")

    def test_bad_input_is_refused_in_words(self):
        portal = self._user("portal", "base.group_portal")
        archived = self._user("gone", "sales_team.group_sale_salesman")
        archived.active = False
        for user, terms, words in (
            (portal, {}, "not an active employee"),
            (archived, {}, "not an active employee"),
            (self.outsider, {}, "no access to the CRM"),
            (self.colleague, {"date_end": "2020-01-01"}, "in the past"),
            (portal, {"date_end": "2020-01-01"}, "(?s)in the past.*not an active"),
        ):
            with (
                self.subTest(words),
                self.assertRaisesRegex(ValidationError, words),
                self.env.cr.savepoint(),
            ):
                self._share(user, **terms)
        share = self.env["crm.lead.share"].with_user(self.supervisor)
        for user, words in (
            (self.supervisor, "yourself"),
            (self.agent, "salesperson of"),
        ):
            with self.assertRaisesRegex(ValidationError, words):
                share.create({"lead_id": self.lead.id, "user_id": user.id})

    def test_twice_is_refused_and_a_company_must_be_accessible(self):
        self._share()
        with self.assertRaisesRegex(ValidationError, "Already shared with: Colleague"):
            self._share()
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.agent.sudo().company_ids += company
        lead = self._lead(company_id=company.id, team_id=False)
        with self.assertRaisesRegex(ValidationError, "Elsewhere"):
            self._share(lead=lead)

    def test_many_are_shared_from_the_list_and_known_ones_get_the_new_terms(self):
        leads = self.lead | self._leads(2)
        self._share()
        context = {"active_model": "crm.lead", "active_ids": leads.ids}
        form = Form(self.env["crm.lead.sharing"].with_context(**context))
        form.user_ids.add(self.colleague)
        form.access = "write"
        told = form.save().action_share()["params"]
        self.assertEqual(told["message"], "Shared with Colleague.")
        self.assertEqual(leads.oplus_share_ids.mapped("access"), ["write"] * 3)
        self.assertEqual(leads.oplus_share_ids.user_id, self.colleague)

    def test_grant_change_and_withdrawal_are_logged(self):
        share = self._share(include_documents=True, date_end="2030-05-06")
        share.access = "write"
        share.access = "write"
        share.unlink()
        notes = self.lead.message_ids.filtered(
            lambda m: "Colleague" in (m.body or "")
        ).sorted("id")
        self.assertEqual(len(notes), 3)
        self.assertIn("with documents", notes[0].body)
        self.assertIn("05/06/2030", notes[0].body)
        self.assertIn("Edit, with documents", notes[1].body)
        self.assertIn("No longer shared", notes[2].body)
        self.assertFalse(notes.notified_partner_ids)

    def test_the_person_is_told_once_whatever_the_number(self):
        leads = self.lead | self._leads(4)
        partner = self.colleague.partner_id
        with self.mock_mail_gateway():
            self.env["crm.lead.share"].create(
                [{"lead_id": lead.id, "user_id": self.colleague.id} for lead in leads]
            )
        told = (
            self.env["mail.message"].sudo().search([("partner_ids", "in", partner.ids)])
        )
        self.assertEqual(len(told), 1)
        self.assertIn("Cold store", told.body)
        self.assertIn("5 opportunities", told.subject)

    def test_what_is_shared_with_me_is_found(self):
        self._share()
        leads = self.env["crm.lead"].with_user(self.colleague)
        leads = leads.search([("oplus_is_shared_with_me", "=", True)])
        self.assertEqual(leads, self.lead)
        self.assertTrue(leads.oplus_is_shared_with_me)

    def test_the_form_offers_a_reader_nothing_that_is_refused(self):
        self._share()
        with Form(self.lead.with_user(self.colleague)) as form:
            self.assertEqual(form.name, "Cold store")
            with self.assertRaisesRegex(AssertionError, "readonly"):
                form.name = "Mine now"
        arch = self.env["crm.lead"].get_view(view_type="form")["arch"]
        for button in etree.fromstring(arch).xpath("//header/button"):
            self.assertIn("not oplus_can_write", button.get("invisible"))
        with Form(self.lead) as form:
            form.name = "Cold store for fish"

    def test_a_share_moves_neither_to_another_opportunity_nor_person(self):
        share = self._share()
        stranger = self._lead(name="Theirs")
        stranger.sudo().user_id = self.manager
        for vals in ({"lead_id": stranger.id}, {"user_id": self.manager.id}):
            for door in (share, share.sudo()):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    door.write(vals)
