# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageSharing(OpportunityPlusCommon):
    """A stage opens what enters it to those whom it tells, for some days."""

    def _tell(self, *users, days=7, **vals):
        self.offer.sudo().write(
            {
                "opportunity_notify_user_ids": [Command.set([u.id for u in users])],
                "oplus_share": bool(days),
                "oplus_share_days": days or 7,
                **vals,
            }
        )

    def _moved(self, lead=None, at="2026-03-02 09:00"):
        lead = lead or self._lead(name="Mango")
        self._end_transaction()
        with self._at(at):
            lead.with_context(tracking_disable=True).stage_id = self.offer
        self.env.invalidate_all()
        return lead

    def _shares(self, lead, user=None):
        shares = lead.sudo().oplus_share_ids
        return shares.filtered(lambda share: not user or share.user_id == user)

    def _told(self, user):
        domain = [
            ("res_partner_id", "=", user.partner_id.id),
            ("mail_message_id.subject", "like", "moved to Offer"),
        ]
        return self.env["mail.notification"].sudo().search(domain)

    def test_people_of_other_departments_hear_and_read(self):
        self._tell(self.colleague)
        lead = self._moved()
        share = self._shares(lead)
        self.assertRecordValues(
            share,
            [
                {
                    "user_id": self.colleague.id,
                    "access": "read",
                    "date_end": date(2026, 3, 9),
                    "include_documents": False,
                }
            ],
        )
        self.assertEqual(len(self._told(self.colleague)), 1)
        with self._at("2026-03-09 12:00"):
            self.assertEqual(lead.with_user(self.colleague).name, "Mango")
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                lead.with_user(self.colleague).name = "Other"
        with self._at("2026-03-10 12:00"), self.assertRaises(AccessError):
            self.env.invalidate_all()
            lead.with_user(self.colleague).read(["name"])

    def test_it_is_logged_as_shares_are_and_told_once(self):
        self._tell(self.colleague)
        lead = self._lead(name="Mango")
        self._end_transaction()
        with self.mock_mail_gateway(), self.mock_mail_app():
            self._moved(lead)
        bodies = " ".join(lead.sudo().message_ids.mapped("body"))
        self.assertIn("Shared with Colleague", bodies)
        told = self._new_msgs.filtered(
            lambda m: self.colleague.partner_id in m.partner_ids
        )
        self.assertEqual(len(told), 1)

    def test_without_the_switch_nothing_is_shared(self):
        self._tell(self.colleague, days=0)
        lead = self._moved()
        self.assertFalse(self._shares(lead))
        self.assertFalse(self._told(self.colleague))

    def test_who_reads_already_gets_no_share(self):
        self._tell(
            self.admin,
            self.manager,
            self.supervisor,
            opportunity_notify_leader=True,
            opportunity_notify_members=True,
        )
        lead = self._lead()
        self._end_transaction()
        lead = self._moved(lead.with_user(self.admin))
        self.assertFalse(self._shares(lead))

    def test_the_leader_without_a_role_and_members_read_too(self):
        self.north.sudo().user_id = self.colleague
        self._tell(opportunity_notify_leader=True)
        lead = self._moved()
        self.assertEqual(self._shares(lead).user_id, self.colleague)
        self.assertEqual(len(self._told(self.colleague)), 1)

    def test_it_is_never_shortened_or_lowered(self):
        self._tell(self.colleague)
        terms = (
            {"access": "write", "date_end": "2026-03-05"},
            {"access": "read", "date_end": "2026-06-01"},
            {"access": "read", "date_end": False},
            {"access": "read", "date_end": "2026-03-04", "include_documents": True},
        )
        for vals in terms:
            lead = self._lead()
            with self._at("2026-03-01 09:00"):
                share = self.env["crm.lead.share"].create(
                    {"lead_id": lead.id, "user_id": self.colleague.id, **vals}
                )
            before = share.read(["access", "date_end", "include_documents"])
            self._moved(lead)
            with self.subTest(vals):
                after = share.read(["access", "date_end", "include_documents"])
                self.assertEqual(before, after)

    def test_a_share_for_reading_is_prolonged(self):
        self._tell(self.colleague)
        lead = self._moved()
        lead.with_context(tracking_disable=True).stage_id = self.new
        lead = self._moved(lead, at="2026-03-06 09:00")
        self.assertEqual(str(self._shares(lead).date_end), "2026-03-13")

    def test_what_is_over_comes_back_for_reading_alone(self):
        self._tell(self.colleague)
        lead = self._lead()
        with self._at("2026-02-01 09:00"):
            self.env["crm.lead.share"].create(
                {
                    "lead_id": lead.id,
                    "user_id": self.colleague.id,
                    "access": "write",
                    "date_end": "2026-02-03",
                    "include_documents": True,
                }
            )
        self._moved(lead)
        self.assertRecordValues(
            self._shares(lead),
            [
                {
                    "access": "read",
                    "date_end": date(2026, 3, 9),
                    "include_documents": False,
                }
            ],
        )
        self.assertEqual(len(self._told(self.colleague)), 1)

    def test_nothing_is_shared_with_whom_it_cannot(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        self.colleague.sudo().write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        self._tell(self.outsider, self.colleague)
        lead = self._lead(company_id=self.env.company.id)
        lead = self._moved(lead)
        self.assertFalse(self._shares(lead))
        for user in (self.outsider, self.colleague):
            self.assertFalse(self._told(user))

    def test_nothing_is_shared_by_what_is_no_move(self):
        self._tell(self.colleague)
        lead = self._lead(stage_id=self.offer.id)
        self._end_transaction()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.assertFalse(self._shares(lead))

    def test_a_batch_costs_few_statements(self):
        self._tell(self.colleague)
        counts = []
        for number in (3, 3, 40):  # the first warms up
            leads = self._leads(number).with_context(tracking_disable=True)
            self._end_transaction()
            self.env.invalidate_all()
            leads.stage_id = self.offer
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._end_transaction()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(leads.sudo().oplus_share_ids), number)
        self.assertLess(counts[2] - counts[1], 10)

    def test_a_share_that_fails_stops_no_move(self):
        self._tell(self.colleague)
        message = "No"

        def fail(records, vals_list):
            raise ValidationError(message)

        self.patch(self.env.registry["crm.lead.share"], "_share_keep", fail)
        with self.assertLogs("odoo.addons.opportunity_plus", "ERROR"):
            lead = self._moved()
        self.assertEqual(lead.stage_id, self.offer)

    def test_days_are_a_sensible_number(self):
        for days in (0, -3, 100000):
            with (
                self.subTest(days),
                mute_logger("odoo.sql_db"),
                self.assertRaises(ValidationError),
                self.env.cr.savepoint(),
            ):
                self.offer.sudo().write({"oplus_share": True, "oplus_share_days": days})
                self.env.flush_all()
