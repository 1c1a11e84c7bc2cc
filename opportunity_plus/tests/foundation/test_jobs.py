# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, HttpCase, get_db_name, tagged
from odoo.tools import mute_logger

from ...models.foundation import jobs


@tagged("post_install", "-at_install", "opportunity_plus")
class TestJobs(BaseCase):
    """A job that conflicts with another transaction tries again, in a new one."""

    @contextmanager
    def _job(self, **context):
        with db_connect(get_db_name()).cursor() as cursor:
            yield api.Environment(cursor, SUPERUSER_ID, context)["res.partner"]
            cursor.rollback()

    def _failing(self, partners, times, error):
        """Return what creates a partner, and fails the given number of times."""
        self.calls = 0

        def create():
            self.calls += 1
            made = partners.create({"name": "Of a job"})
            made.flush_recordset()
            if self.calls <= times:
                raise error
            return partners.search_count([("name", "=", "Of a job")])

        return create

    def test_a_conflict_is_repeated_from_the_start(self):
        with self._job(cron_id=1) as partners:
            create = self._failing(partners, 2, SerializationFailure())
            self.assertEqual(jobs.repeated(partners, create), 1)
            self.assertEqual(self.calls, 3)

    def test_the_fifth_conflict_ends_the_job(self):
        with self._job(cron_id=1) as partners:
            create = self._failing(partners, 9, SerializationFailure())
            with self.assertRaises(SerializationFailure):
                jobs.repeated(partners, create)
            self.assertEqual(self.calls, jobs.TRIES)

    def test_a_request_is_repeated_by_odoo(self):
        with self._job() as partners:
            create = self._failing(partners, 1, SerializationFailure())
            with self.assertRaises(SerializationFailure):
                jobs.repeated(partners, create)
            self.assertEqual(self.calls, 1)

    def test_a_row_that_another_transaction_made_is_no_failure(self):
        """Such as a follower: the next transaction sees it."""
        with self._job(cron_id=1) as partners:
            create = self._failing(partners, 1, UniqueViolation())
            with self.assertNoLogs(jobs.__name__):
                self.assertTrue(jobs.repeated(partners, jobs.attempt, partners, create))
            self.assertEqual(self.calls, 2)

    def test_a_row_that_is_always_there_fails_alone(self):
        with self._job(cron_id=1) as partners:
            create = self._failing(partners, 9, UniqueViolation())
            with mute_logger(jobs.__name__):
                self.assertFalse(
                    jobs.repeated(partners, jobs.attempt, partners, create)
                )
            self.assertEqual(self.calls, jobs.TRIES)

    def test_a_failure_takes_back_what_was_not_stored_yet(self):
        """Also what waits for the commit, such as a message to a browser."""
        with self._job(cron_id=1) as partners:
            partner = partners.create({"name": "Before"})
            bus = partners.env["bus.bus"]

            def fail():
                partner.name = "Half"
                bus._sendone("a channel", "a message", {})
                raise ValueError

            with mute_logger(jobs.__name__):
                self.assertFalse(jobs.attempt(partners, fail))
            partners.env.cr.flush()
            self.assertEqual(partner.name, "Before")
            self.assertFalse(bus.search([("message", "like", "a message")]))


@tagged("post_install", "-at_install", "opportunity_plus")
class TestJobsByHand(HttpCase):
    """A job that an administrator runs by hand is a job, although it is asked for by a
    request."""

    def test_a_conflict_is_repeated_and_told_to_nobody(self):
        job = self.env.ref("opportunity_plus.ir_cron_closing_reminder")
        reminders = self.registry["crm.lead.reminder"]
        self.authenticate("admin", "admin")
        ends = [SerializationFailure(), None]
        with patch.object(reminders, "_reminder_tidy", side_effect=ends) as tidy:
            answer = self.make_jsonrpc_request(
                "/web/dataset/call_kw",
                {
                    "model": "ir.cron",
                    "method": "method_direct_trigger",
                    "args": [job.ids],
                    "kwargs": {},
                },
            )
        self.assertIs(answer, True)
        self.assertEqual(tidy.call_count, 2)
