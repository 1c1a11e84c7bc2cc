# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageNoticeSavepoints(OpportunityPlusCommon):
    """Who is told of a stage is decided by the end of the transaction."""

    def setUp(self):
        super().setUp()
        told = {
            "opportunity_notify_user_ids": [Command.set(self.colleague.ids)],
            "oplus_share": True,
            "oplus_share_days": 7,
        }
        (self.talk | self.offer | self.new).sudo().write(told)
        self.first, self.second = self._leads(2)
        self._end_transaction()

    def _told(self):
        self._end_transaction()
        notices = self.env["mail.notification"].sudo()
        notices = notices.search(
            [
                ("res_partner_id", "=", self.colleague.partner_id.id),
                ("mail_message_id.subject", "like", "moved to"),
            ],
            order="id",
        )
        return notices.mail_message_id.mapped("subject")

    def _shares(self):
        shares = self.env["crm.lead.share"].sudo()
        shares = shares.search([("user_id", "=", self.colleague.id)])
        return shares.lead_id

    def _savepoint(self):
        with self.env.cr.savepoint():
            pass

    def test_back_again(self):
        for kind in ("inbox", "email"):
            self.colleague.sudo().notification_type = kind
            self.first.stage_id = self.offer
            self._savepoint()
            self.assertEqual(self._shares(), self.first)
            self.first.stage_id = self.new
            self.assertEqual(self._told(), [])
            self.assertFalse(self._shares())

    def test_further_on(self):
        self.first.stage_id = self.talk
        self._savepoint()
        self.first.stage_id = self.offer
        self.assertEqual(self._told(), ["Opportunity 0 moved to Offer"])
        self.assertEqual(self._shares(), self.first)
        told = self.env["mail.message"].sudo()
        body = told.search([("subject", "like", "moved to Offer")], limit=1).body
        self.assertIn("New", body)
        self.assertNotIn("Talk", body)

    def test_what_was_told_together(self):
        leads = self.first | self.second
        leads.write({"stage_id": self.offer.id})
        self._savepoint()
        self.first.stage_id = self.new
        self.assertEqual(self._told(), ["Opportunity 1 moved to Offer"])
        self.assertEqual(self._shares(), self.second)

    def test_a_savepoint_that_is_rolled_back(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.first.stage_id = self.offer
            self._savepoint()
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.first.stage_id = self.talk
        self.assertEqual(self._told(), ["Opportunity 0 moved to Talk"])
        self.assertEqual(self._shares(), self.first)

    def test_a_share_that_was_prolonged_ends_when_it_did(self):
        share = self.env["crm.lead.share"].create(
            {
                "lead_id": self.first.id,
                "user_id": self.colleague.id,
                "date_end": self.first._oplus_today(),
            }
        )
        self._end_transaction()
        ends = share.date_end
        self.first.stage_id = self.offer
        self._savepoint()
        self.assertGreater(share.date_end, ends)
        self.first.stage_id = self.new
        self._end_transaction()
        self.assertEqual(share.date_end, ends)

    def test_a_share_that_was_over_is_over_again(self):
        with self._at("2026-02-01 09:00:00"):
            share = self.env["crm.lead.share"].create(
                {
                    "lead_id": self.first.id,
                    "user_id": self.colleague.id,
                    "date_end": "2026-02-03",
                }
            )
        self.first.stage_id = self.offer
        self._savepoint()
        self.assertFalse(share.is_expired)
        self.first.stage_id = self.new
        self.assertEqual(self._told(), [])
        self.assertEqual(str(share.date_end), "2026-02-03")

    def test_what_was_created_at_once_is_no_move(self):
        lead = self._lead()
        self._savepoint()
        lead.stage_id = self.offer
        self.assertEqual(self._told(), [])

    def test_the_next_transaction_starts_anew(self):
        self.first.stage_id = self.offer
        self._end_transaction()
        self.first.stage_id = self.new
        self.assertEqual(
            self._told(), ["Opportunity 0 moved to Offer", "Opportunity 0 moved to New"]
        )
