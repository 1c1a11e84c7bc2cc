# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tools import html2plaintext, mute_logger

from odoo.addons.opportunity_plus.models.digest.week import is_due, last_week

from .digest_common import BEFORE, MONDAY, DigestCommon


class TestDigest(DigestCommon):
    def test_readers_and_scope(self):
        self._life()
        digests = self._run()
        self.assertEqual(digests.user_id, self.readers)
        text = html2plaintext(self._of(self.supervisor, digests).body)
        self.assertIn("North", text)
        self.assertIn("Cold store", text)
        self.assertNotIn("Pump", text)
        self.assertNotIn("Won", text)
        self.assertIn("1,500.00", text)
        self.assertIn("500.00 more than a week before", text)
        text = html2plaintext(self._of(self.manager, digests).body)
        self.assertIn("All sales teams", text)
        # as on the page behind it
        self.assertRegex(text, r"Won[^A-Z]*-\$\s*300\.00")
        self.assertRegex(text, r"Increased[^A-Z]*\+\$\s*500\.00")
        self.assertRegex(text, r"End of the week[^-+A-Z]*\$\s*1,500\.00")

    def test_lines_are_links(self):
        lead, _other = self._life()
        body = self._of(self.supervisor, self._run()).body
        self.assertIn(f'/odoo/crm.lead/{lead.id}"', body)
        self.assertIn("Slipped to later", body)
        self.assertIn("/odoo/pipeline-over-time?mode=bridge&amp;from=2026-03-09", body)
        self.assertIn("to=2026-03-15", body)

    def test_names_are_escaped(self):
        lead, _other = self._life()
        lead.name = "<script>alert(1)</script>"
        body = self._of(self.supervisor, self._run()).body
        self.assertNotIn("<script>", body)
        self.assertIn("&lt;script&gt;", body)

    def test_mail_is_queued_once(self):
        self._life()
        digests = self._run()
        mails = self.env["mail.mail"].sudo().search([("state", "=", "outgoing")])
        mail = mails.filtered(lambda mail: "Supervisor" in (mail.email_to or ""))
        self.assertEqual(len(mail), 1)
        self.assertIn("/stop?token=", mail.headers)
        self.assertIn("One-Click", mail.headers)
        digest = self._of(self.supervisor, digests)
        self.assertEqual(mail.body_html, digest.body)
        self.assertEqual(mail.subject, digest.subject)
        self.assertFalse(self._run())
        self.assertFalse(self._run("2026-03-16T21:00"))

    def test_two_jobs_at_once(self):
        """The second job does not see the digest that the first one has written."""
        self._life()
        self._run()
        job = self.env["crm.pipeline.digest"].sudo()
        count = self.env["mail.mail"].sudo().search_count([])
        with self._at(MONDAY):
            week, _age = last_week("UTC", datetime.fromisoformat(MONDAY))
            with mute_logger("odoo.sql_db"):
                job._digest_send(self.supervisor.sudo(), week)
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), count)
        self.assertEqual(len(self._digests()), 3)

    def test_the_week_ends_where_the_company_is(self):
        """Monday morning in Bangkok is Sunday in Los Angeles."""
        self._life()
        self.company.partner_id.tz = "America/Los_Angeles"
        self.readers.sudo().tz = "Asia/Bangkok"
        self.assertFalse(self._run("2026-03-16T01:00"))
        self.assertEqual(self._run("2026-03-16T08:00").user_id, self.readers)

    def test_an_administrator_of_one_company_reads_nothing_of_another(self):
        self._life()
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        self.supervisor.sudo().company_ids += abroad
        digests = self._run()
        seen = self.env["crm.pipeline.digest"].with_user(self.admin).search([])
        self.assertNotIn(self._of(self.supervisor, digests), seen)
        self.assertIn(self._of(self.manager, digests), seen)

    def test_idle(self):
        """Who has neither a pipeline nor a movement gets nothing."""
        with self._at(BEFORE):
            self._lead(name="Cold store").stage_id = self.won
        self.assertFalse(self._of(self.supervisor, self._run()))

    def test_leads_no_team(self):
        self._life()
        self.north.sudo().user_id = False
        self.assertEqual(self._run().user_id, self.admin | self.manager)

    def test_failure_stops_nobody_else(self):
        self._life()
        job = type(self.env["crm.pipeline.digest"])
        send = job._digest_content

        def fail(self, user, week):
            if user.login == "op_manager":
                raise ValueError("broken")
            return send(self, user, week)

        logger = "odoo.addons.opportunity_plus.models.foundation.jobs"
        with patch.object(job, "_digest_content", fail), mute_logger(logger):
            self.assertEqual(self._run().user_id, self.admin | self.supervisor)
        # an hour later, it is tried again
        self.assertEqual(self._run("2026-03-16T09:00").user_id, self.manager)

    def test_monday_morning_of_the_reader(self):
        self._life()
        self.supervisor.sudo().tz = "Asia/Bangkok"  # 7:00 there is 0:00 in UTC
        self.manager.sudo().tz = "America/New_York"
        self.assertFalse(self._run("2026-03-15T23:59"))
        self.assertEqual(self._run("2026-03-16T00:00").user_id, self.supervisor)
        self.assertEqual(self._run("2026-03-16T07:00").user_id, self.admin)
        self.assertEqual(self._run("2026-03-16T11:00").user_id, self.manager)

    def test_a_zone_that_nobody_knows_stops_nobody_else(self):
        """It counts as if none was chosen."""
        self._life()
        abolish = "UPDATE res_partner SET tz = 'Mars/Phobos' WHERE id = %s"
        self.env.cr.execute(abolish, [self.supervisor.partner_id.id])
        self.env.invalidate_all()
        self.assertEqual(self._run().user_id, self.readers)

    def test_week_without_a_job_is_left_out(self):
        self._life()
        self.assertFalse(self._run("2026-03-18T08:00"))

    def test_language(self):
        self.env["res.lang"].sudo()._activate_lang("vi_VN")
        self.supervisor.sudo().lang = "vi_VN"
        self._life()
        digest = self._of(self.supervisor, self._run())
        self.assertIn("09/03/2026", digest.subject)

    def test_switched_off(self):
        self._life()
        self.company.opportunity_weekly_digest = False
        self.assertFalse(self._run())

    def test_preference(self):
        self._life()
        self.supervisor.with_user(self.supervisor).oplus_pipeline_digest = False
        self.assertEqual(self._run().user_id, self.admin | self.manager)
        with self.assertRaises(AccessError):
            self.manager.with_user(self.supervisor).oplus_pipeline_digest = False

    def test_new_companies_start_with_it(self):
        company = self.env["res.company"].sudo().create({"name": "Siam Branch"})
        self.assertTrue(company.opportunity_weekly_digest)

    def test_week_of_a_moment(self):
        for moment, first, due in (
            ("2026-03-15T23:00", "2026-03-02", False),
            ("2026-03-16T06:59", "2026-03-09", False),
            ("2026-03-16T07:00", "2026-03-09", True),
            ("2026-03-17T18:59", "2026-03-09", True),
            ("2026-03-17T19:00", "2026-03-09", False),
        ):
            with self.subTest(moment):
                week, age = last_week("UTC", datetime.fromisoformat(moment))
                self.assertEqual(str(week.first), first)
                self.assertEqual(is_due(age), due)
