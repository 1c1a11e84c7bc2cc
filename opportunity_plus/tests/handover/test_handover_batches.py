# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .handover_common import HandoverCommon

WORK = "odoo.addons.opportunity_plus.models.foundation.crm_batch_work"
CRON = "opportunity_plus.ir_cron_handover"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverBatches(HandoverCommon, CronMixinCase):
    """Large handovers move in batches, each one all or nothing."""

    def _break(self, name):
        """Make the write of one opportunity fail, until told otherwise."""
        leads = self.env.registry["crm.lead"]
        write, broken, message = leads.write, [True], f"{name} cannot move"

        def fail(records, vals):
            if broken and "user_id" in vals and name in records.mapped("name"):
                raise UserError(message)
            return write(records, vals)

        self.patch(leads, "write", fail)
        return broken

    def test_a_small_handover_runs_at_once(self):
        lead = self._lead()
        with self._batches_of(1), self.capture_triggers(CRON) as captured:
            handover = self._run()
        self.assertFalse(captured.records)
        self.assertEqual(handover.state, "done")
        self.assertOwner(lead, self.colleague)

    def test_a_large_one_is_left_to_a_job(self):
        leads = self._leads(5)
        with self._batches_of(2):
            with self.capture_triggers(CRON) as captured:
                handover = self._run()
            self.assertEqual(len(captured.records), 1)
            self.assertEqual((handover.state, handover.progress), ("running", 0))
            self.assertOwner(leads, self.agent)
            self._cron()
            self.assertEqual((handover.state, handover.progress), ("done", 100))
            self.assertOwner(leads, self.colleague)
            moved = handover.line_ids.read()
            self._cron()
            self.assertEqual(handover.line_ids.read(), moved)

    def test_the_job_acts_with_the_rights_of_who_started(self):
        self._leads(3)
        with self._batches_of(2):
            handover = self._run()
            self._cron()
        lead = self.env["crm.lead"].sudo().search([("user_id", "=", self.colleague.id)])
        self.assertEqual(lead.write_uid, self.admin)
        self.assertEqual(handover.runner_id, self.admin)

    def test_a_failing_batch_moves_nothing_and_stops(self):
        leads = self._leads(5)
        with self._batches_of(2):
            handover = self._run()
            broken = self._break("Opportunity 3")
            with mute_logger(WORK):
                self._cron()
            self.assertEqual(handover.error, "Opportunity 3 cannot move")
            self.assertEqual((handover.state, handover.progress), ("running", 40))
            self.assertOwner(leads[:2], self.colleague)
            self.assertOwner(leads[2:], self.agent)
            self._cron()  # it waits for somebody to look
            self.assertEqual(handover.progress, 40)
            broken.clear()
            with self.capture_triggers(CRON) as captured:
                handover.action_resume()
            self.assertFalse(handover.error)
            self.assertEqual(len(captured.records), 1)
            self._cron()
        self.assertEqual(handover.state, "done")
        self.assertOwner(leads, self.colleague)

    def test_what_makes_a_batch_fail_can_be_left_out(self):
        leads = self._leads(3)
        with self._batches_of(2):
            handover = self._run()
            self._break("Opportunity 2")
            with mute_logger(WORK):
                self._cron()
            lines = [self._line(handover, lead) for lead in leads]
            self.assertEqual([line.is_editable for line in lines], [False, False, True])
            with Form(handover) as form, form.line_ids.edit(2) as line:
                line.successor_id = self.env["res.users"]
            handover.action_resume()
        self.assertEqual(handover.state, "done")
        self.assertEqual(lines[2].reason, "stays")
        self.assertOwner(leads[2], self.agent)

    def test_an_undo_moves_in_batches_too(self):
        leads = self._leads(5)
        with self._batches_of(2):
            handover = self._run()
            self._cron()
            handover.action_undo()
            self.assertEqual((handover.state, handover.progress), ("undoing", 0))
            self._cron()
        self.assertEqual((handover.state, handover.progress), ("undone", 100))
        self.assertOwner(leads, self.agent)

    def test_who_lost_the_right_meanwhile_stops_it(self):
        leads = self._leads(3)
        with self._batches_of(2):
            handover = self._run()
            self.admin.sudo().group_ids -= self.env.ref("sales_team.group_sale_manager")
            with mute_logger(WORK):
                self._cron()
            self.assertIn("no longer a sales administrator", handover.sudo().error)
            self.assertOwner(leads, self.agent)
            boss = self._hire("boss", "sales_team.group_sale_manager")
            handover.with_user(boss).action_resume()
            self._cron()
        self.assertOwner(leads, self.colleague)
        self.assertEqual(handover.sudo().runner_id, boss)

    def test_one_that_stops_does_not_hold_up_another(self):
        self._leads(3)
        theirs = self._leads(3)
        theirs.sudo().write({"user_id": self.newcomer.id})
        with self._batches_of(2):
            self._break("Opportunity 0")
            for leaver in (self.newcomer, self.agent):
                handover = self._handover(leaver=leaver)
                handover.action_run()
            theirs[0].sudo().name = "Other"
            with mute_logger(WORK):
                self._cron()
        self.assertOwner(theirs, self.colleague)

    def test_a_batch_costs_the_same_number_of_own_queries(self):
        counts = []
        for number in (5, 5, 50):  # the first warms up
            leads = self._leads(number)
            for lead in leads:
                self._activity(lead)
            handover = self._handover().with_context(tracking_disable=True)
            self.env.flush_all()
            self.env.invalidate_all()
            with self._own_queries() as statements:
                handover.action_run()
                self.env.flush_all()
            counts.append(len(statements))
        self.assertEqual(counts[1], counts[2])

    @contextmanager
    def _own_queries(self):
        """Collect what reads and writes handovers meanwhile."""
        found, execute = [], self.env.cr.execute

        def spy(query, *args, **kwargs):
            if "crm_lead_handover" in str(getattr(query, "code", query)):
                found.append(query)
            return execute(query, *args, **kwargs)

        self.patch(self.env.cr, "execute", spy)
        yield found
