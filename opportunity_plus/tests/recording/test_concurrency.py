# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..concurrency_common import ConcurrencyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConcurrency(ConcurrencyCommon):
    """Two people drag the same card in the same second, on two real connections."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            self.stage_ids = env["crm.stage"].search([("is_won", "=", False)]).ids[:3]
            lead = env["crm.lead"].create(
                {
                    "name": "Dragged by two",
                    "type": "opportunity",
                    "stage_id": self.stage_ids[0],
                }
            )
            self.lead_id = lead.id
        self.addCleanup(self._remove)

    def _remove(self):
        self._remove_one(self.lead_id)

    def _remove_one(self, lead_id):
        with self._transaction() as env:
            env["crm.lead"].browse(lead_id).unlink()

    def _move(self, env, stage_id):
        lead = env["crm.lead"].browse(self.lead_id)
        lead.stage_id = stage_id
        lead.flush_recordset()

    def test_the_timeline_stays_contiguous(self):
        _new, first, second = self.stage_ids
        with self._too_late() as late:
            late["crm.lead"].browse(self.lead_id).read(["stage_id"])
            with self._transaction() as early:
                self._move(early, first)
            self._move(late, second)
        with self._transaction() as retried:  # as Odoo does with each such failure
            self._move(retried, second)
        with self._transaction() as env:
            stays = env["crm.lead"].browse(self.lead_id).stage_history_ids.sorted("id")
            self.assertEqual(stays.stage_id.ids, self.stage_ids)
            self.assertEqual(stays.mapped("date_out")[:2], stays.mapped("date_in")[1:])
            self.assertFalse(stays[-1].date_out)

    def test_one_moves_while_another_changes_the_amount(self):
        """What is tried again after a conflict leaves nothing double."""
        _new, first, _second = self.stage_ids
        with self._too_late() as late:
            late["crm.lead"].browse(self.lead_id).read(["expected_revenue"])
            with self._transaction() as early:
                self._move(early, first)
            late["crm.lead"].browse(self.lead_id).expected_revenue = 900
            late.flush_all()
        with self._transaction() as retried:
            retried["crm.lead"].browse(self.lead_id).expected_revenue = 900
        with self._transaction() as env:
            ledger = env["crm.lead.revision"]
            rows = ledger.search([("lead_id", "=", self.lead_id)], order="id")
            self.assertEqual(
                rows.mapped("changed"), ["created", "stage_id", "expected_revenue"]
            )
            self.assertEqual(rows[-1].stage_id.id, first)
            self.assertEqual(rows.mapped("date_to")[:-1], rows.mapped("date_from")[1:])
            faulty = sum(ledger._ledger_faults().values(), [])
            self.assertNotIn(self.lead_id, faulty)

    def test_a_retry_on_one_cursor(self):
        """Odoo does the same again; the first attempt leaves nothing."""
        _new, first, second = self.stage_ids
        with self._transaction() as env:
            other_id = env["crm.lead"].browse(self.lead_id).copy().id
        self.addCleanup(self._remove_one, other_id)
        attempts = []

        def work():
            lead = env["crm.lead"].browse(self.lead_id)
            lead.read(["stage_id"])
            env["crm.lead"].browse(other_id).expected_revenue = 5
            with env.cr.savepoint():  # its row is written
                attempts.append(1)
            if len(attempts) == 1:
                with self._transaction() as early:
                    self._move(early, first)
            lead.write({"stage_id": second, "expected_revenue": 8})

        with (
            mute_logger("odoo.sql_db", "odoo.service.model"),
            self._transaction() as env,
            patch("time.sleep"),
        ):
            retrying(work, env)
        self.assertEqual(len(attempts), 2)
        with self._transaction() as env:
            ledger = env["crm.lead.revision"]
            for lead_id, names in (
                (self.lead_id, ["created", "stage_id", "stage_id,expected_revenue"]),
                (other_id, ["created", "expected_revenue"]),
            ):
                rows = ledger.search([("lead_id", "=", lead_id)], order="id")
                self.assertEqual(rows.mapped("changed"), names)
            faulty = {*sum(ledger._ledger_faults().values(), [])}
            self.assertFalse(faulty & {self.lead_id, other_id})
