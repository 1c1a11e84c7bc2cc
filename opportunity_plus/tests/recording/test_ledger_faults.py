# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .ledger_faults_common import BROKEN, LedgerFaultsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerFaults(LedgerFaultsCommon):
    """Each fault of the ledger is found, with the opportunity that has it."""

    def test_each_fault_is_found(self):
        ledger = self.env["crm.lead.revision"]
        self.assertEqual(ledger._ledger_faults(), {})
        for name in BROKEN:
            with self.subTest(name):
                savepoint = self.env.cr.savepoint(flush=False)
                self._break(name)
                faults = ledger._ledger_faults()
                savepoint.close(rollback=True)
                self.env.invalidate_all(flush=False)
                self.assertIn(name, faults)
                numbers = {"closed": self.closed.id, "gone": 2_000_000_000}
                self.assertEqual(faults[name], [numbers.get(name, self.lead.id)])

    def test_all_faults_are_tried(self):
        checks = self.env["crm.lead.revision"]._ledger_checks()
        self.assertEqual(BROKEN.keys(), checks.keys())
