# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from contextlib import contextmanager

from odoo.tests import tagged

from .common import OpportunityPlusCommon


@tagged(
    "post_install", "-at_install", "opportunity_plus", "opportunity_plus_performance"
)
class TestPerformance(OpportunityPlusCommon):
    """The ledger costs the same few statements for one opportunity and for many."""

    @contextmanager
    def _statements(self):
        """Collect what writes to the ledger meanwhile."""
        statements, execute = [], self.env.cr.execute

        def spy(query, *args, **kwargs):
            text = str(getattr(query, "code", query))
            statements.extend(re.findall(r"(\w+)(?: INTO)? crm_lead_revision", text))
            return execute(query, *args, **kwargs)

        self.patch(self.env.cr, "execute", spy)
        yield statements

    def _writes(self, statements):
        return [verb for verb in statements if verb in ("UPDATE", "INSERT")]

    def test_a_batch_of_a_thousand_costs_one_insert_and_one_update(self):
        leads = self._leads(1000).with_context(tracking_disable=True)
        self._end_transaction()
        with self._statements() as statements:
            leads.stage_id = self.offer
            self._end_transaction()
        self.assertEqual(self._writes(statements), ["UPDATE", "INSERT"])
        rows = self.env["crm.lead.stage.history"].search([("lead_id", "in", leads.ids)])
        self.assertEqual(len(rows), 2000)
        self.assertEqual(len(rows.filtered("date_out")), 1000)

    def test_creating_a_batch_costs_one_insert(self):
        with self._statements() as statements:
            self._leads(50)
            self._end_transaction()
        self.assertEqual(self._writes(statements), ["INSERT"])

    def test_a_write_of_another_field_costs_nothing(self):
        lead = self._lead()
        self._end_transaction()
        with self._statements() as statements:
            lead.write({"color": 3, "priority": "2"})
            self._end_transaction()
        self.assertEqual(statements, [])

    def test_reading_many_timelines_costs_as_many_queries_as_reading_one(self):
        leads = self._leads(30)
        self._end_transaction()
        leads.stage_id = self.offer
        self._end_transaction()
        counts = []
        for batch in (leads[:1], leads[:2], leads):  # the first warms up
            self.env.invalidate_all()
            batch.mapped("name")
            before = self.env.cr.sql_log_count
            batch.stage_history_ids.mapped("duration")
            batch.stage_history_ids.mapped("stage_name")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
