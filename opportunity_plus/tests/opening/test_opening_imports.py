# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .opening_common import OpeningCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOpeningImports(OpeningCommon, CronMixinCase):
    """Whoever imports a list hears once what it has opened, and can take it back."""

    def _import(self, rows, user=None, **context):
        partners = self.env["res.partner"].with_user(user or self.agent)
        partners = partners.with_context(import_file=True, **context)
        result = partners.load(["name", "supplier_rank"], rows)
        self.assertFalse(result["messages"])
        self._end_transaction()
        return partners.browse(result["ids"])

    def _told(self):
        return self._new_msgs.exists().filtered(
            lambda message: "opportunities opened" in (message.subject or "")
        )

    def _runs(self):
        return self.env["crm.lead.opening.run"].search([("kind", "=", "import")])

    def test_the_importer_hears_once(self):
        with self.mock_mail_gateway(), self.mock_mail_app():
            self._import([["A", "0"], ["B", "0"], ["C", "1"]])
        message = self._told()
        self.assertEqual(message.partner_ids, self.agent.partner_id)
        self.assertEqual(message.subject, "2 opportunities opened")
        self.assertIn("Skipped: 1", message.body)
        run = self._runs()
        self.assertIn(f"/odoo/crm.lead.opening.run/{run.id}", message.body)
        self.assertEqual((run.opened_count, run.skipped_count), (2, 1))
        self.assertEqual((run.state, run.create_uid), ("done", self.agent))

    def test_the_wrong_list_is_taken_back(self):
        with self._at("2026-03-02 09:00"):
            partners = self._import([["A", "0"], ["B", "0"]])
        with self._at("2026-03-02 10:00"):
            self._opened(partners)[1].with_user(self.agent).priority = "3"
        with (
            self._at("2026-03-02 11:00"),
            self.mock_mail_gateway(),
            self.mock_mail_app(),
        ):
            self._runs().action_undo()
        self.assertFalse(self._new_msgs)
        self.assertEqual(self._opened(partners).partner_id, partners[1])
        self.assertEqual(self._log(partners).mapped("state"), ["removed", "kept"])
        self.assertTrue(partners.exists())

    def test_a_list_of_something_else_that_brings_customers_is_told_too(self):
        orders = self.env["sale.order"].with_context(
            import_file=True, name_create_enabled_fields={"partner_id": True}
        )
        with self.mock_mail_gateway(), self.mock_mail_app():
            result = orders.load(["partner_id"], [["Hue Silk"], ["Hanoi Textiles"]])
            self._end_transaction()
        self.assertFalse(result["messages"])
        self.assertEqual(self._told().subject, "2 opportunities opened")

    def test_single_ones_are_told_to_nobody(self):
        with self.mock_mail_gateway(), self.mock_mail_app():
            partner = self._create()
            partner.copy()
            self.env["res.partner"].load(["name"], [["A"], ["B"]])
            self._end_transaction()
        self.assertFalse(self._told())
        self.assertFalse(self._runs())

    def test_a_list_that_opens_nothing_is_not_told(self):
        with self.mock_mail_gateway(), self.mock_mail_app():
            self._import([["A", "1"]])
            self.company.sudo().opportunity_auto_create = False
            self._import([["B", "0"]])
        self.assertFalse(self._told())
        self.assertFalse(self._runs())

    def test_a_tested_list_is_not_told(self):
        with self.mock_mail_gateway(), self.mock_mail_app():
            savepoint = self.env.cr.savepoint(flush=False)
            self.env["res.partner"].with_context(import_file=True).load(
                ["name"], [["A"], ["B"]]
            )
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)
            self._end_transaction()
        self.assertFalse(self._told())
        self.assertFalse(self._runs())

    def test_a_tested_and_then_imported_list_is_told_once(self):
        with self.mock_mail_gateway(), self.mock_mail_app():
            savepoint = self.env.cr.savepoint(flush=False)
            self.env["res.partner"].with_context(import_file=True).load(
                ["name"], [["A"]]
            )
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)
            self._import([["A", "0"], ["B", "0"]])
        self.assertEqual(self._told().subject, "2 opportunities opened")
        self.assertEqual(self._runs().line_count, 2)

    def test_who_has_no_pipeline_is_told_whom_to_ask(self):
        with self.mock_mail_gateway(), self.mock_mail_app():
            self._import([["A", "0"], ["B", "0"]], user=self.clerk)
        message = self._told()
        self.assertEqual(message.partner_ids, self.clerk.partner_id)
        self.assertNotIn("href", message.body)
        self.assertIn("a sales administrator", message.body)
        run = self._runs().with_user(self.clerk) or self.env[
            "crm.lead.opening.run"
        ].sudo().search([("kind", "=", "import")])
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            run.with_user(self.clerk).action_undo()
        run.with_user(self.admin).action_undo()

    def test_others_do_not_see_or_undo_it(self):
        self._import([["A", "0"]])
        run = self._runs()
        for user in (self.colleague, self.supervisor, self.manager):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                run.with_user(user).action_undo()

    def test_the_context_of_a_call_steers_nothing(self):
        self._import(
            [["A", "0"], ["B", "0"]],
            default_state="draft",
            default_kind="campaign",
            default_create_uid=self.admin.id,
            default_author_id=self.admin.id,
        )
        run = self._runs()
        self.assertEqual((run.state, run.create_uid), ("done", self.agent))

    def test_a_long_list_is_told_when_the_job_is_done(self):
        self.patch(self.env.registry["crm.lead.opening.run"], "_BATCH_SIZE", 2)
        with self.mock_mail_gateway(), self.mock_mail_app():
            with self.enter_registry_test_mode():
                partners = self._import([[f"New {n}", "0"] for n in range(5)])
                self.assertFalse(self._told())
                job = self.env.ref("opportunity_plus.ir_cron_opening").sudo()
                root = self.env.ref("base.user_root")
                job.with_user(root).method_direct_trigger()
                self.env.invalidate_all()
            self.assertOpened(partners, 5)
            self.assertEqual(self._told().subject, "5 opportunities opened")
            self.assertEqual(len(self._runs()), 1)

    def test_what_was_opened_before_the_job_came_is_not_opened_twice(self):
        self.patch(self.env.registry["crm.lead.opening.run"], "_BATCH_SIZE", 2)
        with self.enter_registry_test_mode():
            partners = self._import([[f"New {n}", "0"] for n in range(3)])
            self._lead(partner_id=partners[0].id)
            job = self.env.ref("opportunity_plus.ir_cron_opening").sudo()
            job.with_user(self.env.ref("base.user_root")).method_direct_trigger()
            self.env.invalidate_all()
        self.assertOpened(partners, 3)
        self.assertEqual(self._log(partners)[0].reason, "pursued")

    def test_it_is_told_in_the_language_of_the_importer(self):
        self.env["res.lang"].sudo()._activate_lang("th_TH")
        self.agent.sudo().lang = "th_TH"
        languages = []
        run = self.env.registry["crm.lead.opening.run"]
        tell = self.env.registry["mail.thread"].message_notify

        def note(records, **kwargs):
            languages.append(records.env.lang)
            return tell(records, **kwargs)

        self.patch(self.env.registry["mail.thread"], "message_notify", note)
        self.assertTrue(run)
        self._import([["A", "0"], ["B", "0"]])
        self.assertIn("th_TH", languages)
