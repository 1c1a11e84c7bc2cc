# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.errors import NotNullViolation, UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .call_campaign_common import CallCampaignCommon

WORK = "odoo.addons.opportunity_plus.models.foundation.crm_batch_work"
JOB = "opportunity_plus.ir_cron_opening"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCallCampaignBatches(CallCampaignCommon, CronMixinCase):
    """Many customers are dealt with in committed batches."""

    @contextmanager
    def _batches_of(self, size):
        self.patch(self.env.registry["crm.lead.opening.run"], "_BATCH_SIZE", size)
        with self.enter_registry_test_mode():
            yield

    def _work(self):
        job = self.env.ref(JOB).sudo()
        job.with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.env.invalidate_all()

    def _break(self, name, error):
        """Make opening one opportunity fail."""
        leads = self.env.registry["crm.lead"]
        create = leads.create

        def fail(records, vals_list):
            if any(vals.get("name") == name for vals in vals_list):
                raise error
            return create(records, vals_list)

        self.patch(leads, "create", fail)

    def test_many_are_left_to_a_job(self):
        partners = self._customers(5)
        with self._batches_of(2):
            with self.capture_triggers(JOB) as captured:
                run = self._run(partners)
            self.assertEqual(len(captured.records), 1)
            self.assertEqual((run.state, run.progress), ("running", 0))
            self._work()
            self.assertEqual((run.state, run.progress), ("done", 100))
            self.assertOpened(partners, 5)
            self.assertEqual(set(self._opened(partners).create_uid), {self.agent})
            self._work()
            self.assertOpened(partners, 5)

    def test_a_mistake_in_one_holds_up_nobody_else(self):
        # a rule of an add-on, and a column that the database wants filled
        self._break("Customer 1", UserError("Customer 1 cannot be opened"))
        self._break("Customer 3", NotNullViolation("a column is missing"))
        partners = self._customers(5)
        with self._batches_of(2):
            run = self._run(partners)
            self._work()
        self.assertEqual((run.state, run.error), ("done", False))
        failed = run.line_ids.filtered(lambda row: row.reason == "failed")
        self.assertEqual(failed.partner_id, partners[1] | partners[3])
        self.assertOpened(partners, 3)

    def test_the_job_acts_in_the_company_that_was_active(self):
        other = self.env(user=1)["res.company"].create({"name": "A", "sequence": 0})
        self.agent.sudo().company_ids |= other
        for active in (other | self.company, self.company | other):
            partners = self._customers(3)
            with self.subTest(active[0].name), self._batches_of(2):
                self._run(partners.with_context(allowed_company_ids=active.ids))
                self._work()
                self.assertEqual(self._opened(partners).company_id, active[0])

    def test_an_administrator_carries_out_what_somebody_has_prepared(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        self.admin.sudo().company_ids |= other
        run = self._preview(self._customers(1))
        run.campaign_id = self.campaign
        active = {"allowed_company_ids": (other | self.company).ids}
        run.with_user(self.admin).with_context(**active).action_run()
        self.assertEqual(run.state, "done")
        lead = self._opened(run.line_ids.partner_id)
        self.assertEqual((lead.user_id, lead.company_id), (self.agent, self.company))

    def test_a_campaign_that_is_deleted_stops_it_until_there_is_another(self):
        partners = self._customers(3)
        with self._batches_of(2):
            run = self._run(partners)
            self.campaign.sudo().unlink()
            with mute_logger(WORK):
                self._work()
            self.assertIn("The campaign was deleted meanwhile", run.error)
            run.campaign_id = self.env["utm.campaign"].create({"name": "Autumn"})
            run.action_resume()
            self._work()
        self.assertEqual(run.state, "done")
        self.assertEqual(self._opened(partners).campaign_id.name, "Autumn")

    def test_what_a_deleted_campaign_opened_belongs_to_the_next(self):
        partners = self._customers(3)
        with self._batches_of(2):
            run = self._run(partners)
            run._batch_locked_step(0)
            self.assertEqual(run.opened_count, 2)
            self.campaign.sudo().unlink()
            with mute_logger(WORK):
                self._work()
            self.assertTrue(run.error)
            autumn = self.env["utm.campaign"].create({"name": "Autumn"})
            run.campaign_id = autumn
            run.action_resume()
            self._work()
        self.assertEqual(self._opened(partners).campaign_id, autumn)
        again = self._preview(partners)
        again.campaign_id = autumn
        self.assertEqual(again.line_ids.mapped("problem"), ["open"] * 3)

    def test_what_another_worker_made_in_the_meantime_does_not_stop_it(self):
        partners = self._customers(3)
        with self._batches_of(2):
            run = self._run(partners)
            conflicts, step = [UniqueViolation()], type(run)._batch_locked_step

            def disturbed(work, after):
                if conflicts:
                    raise conflicts.pop()
                return step(work, after)

            with patch.object(type(run), "_batch_locked_step", disturbed):
                self._work()
        self.assertEqual((run.state, run.error), ("done", False))
        self.assertEqual(len(self._opened(partners)), 3)

    def test_who_lost_the_right_stops_it(self):
        partners = self._customers(3)
        with self._batches_of(2):
            run = self._run(partners)
            sells = self.env.ref("sales_team.group_sale_salesman")
            self.agent.sudo().group_ids -= sells
            with mute_logger(WORK):
                self._work()
        self.assertIn("no longer has a right to Sales", run.sudo().error)
        self.assertOpened(partners, 0)

    def test_what_stops_it_is_said_in_the_language_of_who_started_it(self):
        self.env["res.lang"].sudo()._activate_lang("th_TH")
        self.agent.sudo().lang = "th_TH"
        languages, message = [], "Stop"

        def fail(run):
            languages.append(run.env.lang)
            raise UserError(message)

        with self._batches_of(2):
            run = self._run(self._customers(3))
            self.patch(type(run), "_batch_as_actor", fail)
            with mute_logger(WORK):
                self._work()
        self.assertEqual((languages, run.error), (["th_TH"], "Stop"))

    def test_a_long_list_of_new_customers_is_opened_by_the_job(self):
        self.company.sudo().opportunity_auto_create = True
        vals = [{"name": f"New {number}"} for number in range(5)]
        with self._batches_of(2):
            with self.capture_triggers(JOB) as captured:
                partners = self._create(*vals, user=self.clerk, import_file=True)
            self.assertEqual(len(captured.records), 1)
            self.assertOpened(partners, 0)
            self._work()
        self.assertOpened(partners, 5)
        self.assertFalse(self._opened(partners).activity_ids)
        rows = self._log(partners)
        self.assertEqual(set(rows.mapped("state")), {"opened"})
        self.assertEqual(set(rows.mapped("door")), {"import"})
        self.assertEqual(rows.author_id, self.clerk)

    def test_a_long_list_that_is_rolled_back_leaves_nothing_to_do(self):
        self.company.sudo().opportunity_auto_create = True
        vals = [{"name": f"New {number}"} for number in range(5)]
        with self._batches_of(2), self.env.cr.savepoint(flush=False) as savepoint:
            self._create(*vals, import_file=True)
            savepoint.rollback()
            self.env.invalidate_all(flush=False)
        self.assertFalse(self.env["crm.lead.opening.run"].sudo().search([]))

    def test_a_batch_costs_a_fixed_number_of_statements(self):
        counts = []
        for number in (3, 3, 30):  # the first warms up
            partners = self._customers(number)
            run = self._preview(partners)
            run.campaign_id = self.campaign
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run.action_run()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
