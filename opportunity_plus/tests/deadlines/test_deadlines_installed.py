# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import tagged

from ...hooks import rebuild_past
from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlinesInstalled(DeadlinesCommon):
    """The rebuilt past has target dates, and none where no stage has a target."""

    def setUp(self):
        super().setUp()
        self.lead = self._entered("2026-03-02 09:00")
        self._end_transaction()

    def _rebuild(self):
        rebuild_past(self.env(su=True))

    def _set(self, deadline):
        """Give the opportunity a deadline past Odoo."""
        self.env.flush_all()
        for table in ("crm_lead", "crm_lead_revision"):
            key = "id" if table == "crm_lead" else "lead_number"
            self.env.cr.execute(
                f"UPDATE {table} SET stage_deadline = %s WHERE {key} = %s",
                [deadline, self.lead.id],
            )

    def _no_targets(self):
        every = self.env(su=True, context={"active_test": False})
        every["mail.activity"].search([("oplus_stall_id", "!=", False)]).unlink()
        every["crm.stage.target"].search([]).unlink()
        self.env.cr.execute("UPDATE crm_lead SET snooze_until = NULL")
        self.env.invalidate_all()
        every["crm.stage"].search([]).rotting_threshold_days = 0

    def test_with_a_target(self):
        self._set(None)
        self._rebuild()
        self.assertDeadline(self.lead, "2026-03-07 09:00:00")

    def test_without_a_target_deadlines_from_before_go(self):
        self._no_targets()
        self._set("2026-03-07 09:00:00")
        self._rebuild()
        self.assertDeadline(self.lead, False)

    def test_without_a_target_no_stay_is_looked_at(self):
        self._no_targets()
        self.env.cr.execute("UPDATE crm_lead SET stage_deadline = NULL")
        leads = self.env.registry["crm.lead"]
        with patch.object(leads, "_oplus_deadline_settle") as settle:
            self._rebuild()
        settle.assert_not_called()
        self.assertDeadline(self.lead, False)
