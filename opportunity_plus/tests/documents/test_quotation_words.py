# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.tests import tagged

from .quotation_common import OpportunityPlusQuotationCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestQuotationWords(OpportunityPlusQuotationCommon):
    """What card and form say, and since when a quotation is with the customer."""

    def _words(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.lead.oplus_quotation_brief, self.lead.oplus_quotation_summary

    def _sent(self, moment="2026-03-02 10:00", until="2026-03-14"):
        with self._at(moment):
            order = self._quotation(state="draft", name="S1")
            order.validity_date = until
            order.action_quotation_sent()
        return order

    def test_words_of_a_quotation_that_was_sent(self):
        self._sent()
        for moment, brief in (
            ("2026-03-02 23:00", "Sent today, valid 12 more days"),
            ("2026-03-03 01:00", "Sent 1 day ago, valid 11 more days"),
            ("2026-03-05 10:00", "Sent 3 days ago, valid 9 more days"),
            ("2026-03-13 10:00", "Sent 11 days ago, valid 1 more day"),
            ("2026-03-14 10:00", "Sent 12 days ago, valid until today"),
            ("2026-03-15 10:00", "Quotation expired 1 day ago"),
            ("2026-03-20 10:00", "Quotation expired 6 days ago"),
        ):
            with self._at(moment), self.subTest(moment):
                long = brief.replace("Sent", "Quotation S1 sent")
                long = long.replace("Quotation expired", "Quotation S1 expired")
                self.assertEqual(self._words(), (brief, long))

    def test_words_of_the_others(self):
        self.assertEqual(self._words(), (False, False))
        order = self._quotation(name="S1", valid=5)
        self.assertEqual(
            self._words(), ("Quotation in draft", "Quotation S1 is a draft")
        )
        order.state = "sent"
        order.validity_date = False
        self.assertEqual(self._words(), ("Sent today", "Quotation S1 sent today"))
        order.state = "sale"
        self.assertEqual(self._words(), ("Quotation signed", "Quotation S1 is signed"))

    def test_the_day_of_sending(self):
        order = self._sent()
        self.assertEqual(order.oplus_quotation_sent_on, date(2026, 3, 2))
        with self._at("2026-03-04 10:00"):  # a change is no sending
            order.write({"state": "sent", "client_order_ref": "X"})
        self.assertEqual(order.oplus_quotation_sent_on, date(2026, 3, 2))
        with self._at("2026-03-05 10:00"):  # a note is none, either
            order.message_post(body="Called")
        self.assertEqual(order.oplus_quotation_sent_on, date(2026, 3, 2))
        with self._at("2026-03-06 10:00"):
            mine = order.with_user(self.agent).with_context(mark_so_as_sent=True)
            mine.message_post(body="Once more")
        self.assertEqual(order.oplus_quotation_sent_on, date(2026, 3, 6))
        with self._at("2026-03-07 10:00"):
            order.action_confirm()
        self.assertEqual(order.oplus_quotation_sent_on, date(2026, 3, 6))
        order._action_cancel()
        order.action_draft()
        self.assertFalse(order.oplus_quotation_sent_on)
        self.assertFalse(order.copy().oplus_quotation_sent_on)
        with self._at("2026-03-08 10:00"):
            order.with_context(mark_so_as_sent=True).message_post(body="Again")
        self.assertEqual(order.oplus_quotation_sent_on, date(2026, 3, 8))

    def test_the_day_is_that_of_the_company(self):
        self.env.company.sudo().partner_id.tz = "Pacific/Kiritimati"
        order = self._sent("2026-03-02 10:00")
        self.assertEqual(order.oplus_quotation_sent_on, date(2026, 3, 3))

    def test_quotations_from_before_are_filled_by_the_chatter(self):
        by_button = self._sent("2026-03-02 10:00")
        by_button.message_post(body="Hello")
        with self._at("2026-03-03 10:00"):
            by_mail = self._quotation(state="draft", name="S2")
            mailing = by_mail.with_context(mark_so_as_sent=True)
            self._mail(mailing)
        by_import = self._quotation(
            state="sent", date_order="2026-03-04 10:00:00", name="S3"
        )
        self.env["mail.message"].sudo().search(
            [("model", "=", "sale.order"), ("res_id", "=", by_import.id)]
        ).unlink()
        draft = self._quotation()
        orders = by_button | by_mail | by_import | draft
        self.env.flush_all()
        self.env.cr.execute("UPDATE sale_order SET oplus_quotation_sent_on = NULL")
        orders._oplus_quotation_fill_sent_on()
        self.env.invalidate_all(flush=False)
        self.assertEqual(
            orders.mapped("oplus_quotation_sent_on"),
            [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4), False],
        )

    def _mail(self, order, body="Here it is", **kwargs):
        partners, subtype = order.partner_id.ids, "mail.mt_comment"
        return order.message_post(
            body=body,
            message_type="comment",
            partner_ids=partners,
            subtype_xmlid=subtype,
            **kwargs,
        )

    def _filled(self, order):
        self.env.flush_all()
        self.env.cr.execute("UPDATE sale_order SET oplus_quotation_sent_on = NULL")
        order._oplus_quotation_fill_sent_on()
        self.env.invalidate_all(flush=False)
        return order.oplus_quotation_sent_on

    def test_what_is_no_sending_from_before(self):
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        with self._at("2026-03-01 10:00"):
            order = self._quotation(date_order="2026-03-01 20:00:00")
            order.message_post(body="For us", message_type="comment")
            order.state = "sent"
            self._end_transaction()
            # as where the chatter does not tell it
            self.env.cr.execute("DELETE FROM mail_tracking_value")
        self.assertEqual(self._filled(order), date(2026, 3, 2))  # in Bangkok
        with self._at("2026-03-03 10:00"):
            self._mail(order)
        with self._at("2026-03-04 10:00"):
            self._mail(order, "Any questions?")
        self.assertEqual(self._filled(order), date(2026, 3, 3))
        with self._at("2026-03-05 10:00"):
            self._mail(order, "Once more", attachments=[("offer.pdf", b"1")])
        self.assertEqual(self._filled(order), date(2026, 3, 5))
        with self._at("2026-03-06 10:00"):
            for state in ("cancel", "draft"):
                order.state = state
                self._end_transaction()
        with self._at("2026-03-07 17:00"):
            mailing = order.with_context(mark_so_as_sent=True)
            self._mail(mailing)
        self.assertEqual(self._filled(order), date(2026, 3, 8))  # in Bangkok

    def test_a_quotation_without_a_day_of_sending(self):
        order = self._quotation(name="S1", state="sent", valid=1)
        order.oplus_quotation_sent_on = False
        self.assertEqual(self._words()[0], "Quotation sent, valid 1 more day")
        order.oplus_quotation_sent_on = self.today + timedelta(1)
        self.assertEqual(self._words()[0], "Sent today, valid 1 more day")
