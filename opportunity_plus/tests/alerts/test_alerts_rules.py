# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsRules(AlertCommon):
    """What makes a rule, and what is refused with which words."""

    def test_a_rule_is_made_in_the_form(self):
        with Form(self.env["crm.big.deal.rule"].with_user(self.admin)) as form:
            form.name = "Large"
            form.minimum_amount = 5000
            form.minimum_probability = 60
            form.user_ids.add(self.manager)
        rule = form.record
        self.assertEqual(rule.company_id, self.env.company)
        self.assertEqual((rule.measure, rule.rearm), ("expected", "below"))
        self.assertFalse(rule.warning)

    def test_a_rule_tells_what_is_above_its_target_already(self):
        above, _below = self._big(), self._small()
        rule = self._rule()
        self._end_transaction()
        self.assertEqual((rule.reached_count, rule.alert_count), (1, 0))
        action = rule.action_view_reached()
        leads = self.env["crm.lead"].with_user(self.admin)
        self.assertEqual(leads.search(action["domain"]), above)
        # who may not read it does not count it
        self.assertEqual(rule.with_user(self.colleague).reached_count, 0)

    def test_a_rule_counts_what_it_opens(self):
        kept, archived = self._big(), self._big()
        rule = self._rule()
        archived.sudo().active = False
        self._end_transaction()
        self.env.invalidate_all()
        self.assertEqual(archived.won_status, "pending")
        for active_test in (True, False):
            shown = rule.with_context(active_test=active_test)
            shown.invalidate_recordset()
            found = self.env["crm.lead"].with_user(self.admin)
            found = found.search(shown.action_view_reached()["domain"])
            self.assertEqual((found, shown.reached_count), (kept, 1))
        archived.sudo().active = True
        self._end_transaction()
        self.env.invalidate_all()
        self.assertEqual(rule.reached_count, 2)

    def test_bad_input_is_refused_with_what_is_wrong(self):
        nobody = {"user_ids": False}
        for vals, words in (
            ({"minimum_amount": -1}, "must not be negative"),
            ({"minimum_probability": 101}, "between 0 and 100"),
            ({"minimum_probability": -1}, "between 0 and 100"),
            ({"rearm": "margin", "rearm_margin": 0}, "above 0 and at most 100"),
            (nobody, "Choose who is told"),
            ({"channel_notification": False}, "Choose how they are told"),
            (
                {"email_to": "boss@example.com, nobody"},
                "not valid e-mail addresses: nobody",
            ),
            (nobody | {"email_to": "boss@"}, "not valid e-mail addresses: boss@"),
            ({"channel_email": True, "mail_template_id": False}, "e-mail template"),
            (
                {"mail_template_id": self._foreign_template().id, "email_to": "a@b.co"},
                "e-mail template for big-deal alerts",
            ),
            ({"channel_activity": True, "activity_type_id": False}, "of the activity"),
            ({"domain": "[('no_such', '=', 1)]"}, "no_such"),
            ({"domain": "[("}, "The extra filter does not work"),
            ({"domain": "__import__('os')"}, "The extra filter does not work"),
            ({"domain": "[('expected_revenue', '>', 'x')]"}, "filter does not work"),
        ):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(ValidationError, words),
                self.env.cr.savepoint(),
            ):
                self._rule(**vals)

    def _foreign_template(self):
        """A template that would tell of records of another kind."""
        return (
            self.env["mail.template"]
            .sudo()
            .create(
                {
                    "name": "Users",
                    "model_id": self.env["ir.model"]._get_id("res.users"),
                    "body_html": "<t t-out='object.login'/>",
                }
            )
        )

    def test_all_that_is_wrong_is_told_at_once(self):
        with self.assertRaises(ValidationError) as caught:
            self._rule(minimum_amount=-1, minimum_probability=120, user_ids=False)
        message = str(caught.exception)
        for words in ("negative", "between 0 and 100", "Choose who is told"):
            self.assertIn(words, message)

    def test_the_extra_filter_reaches_no_further_than_its_author(self):
        rule = self._rule()
        for hidden in ("user_id.password", "user_id.oplus_share_ids"):
            domain = f"[('{hidden}', '!=', False)]"
            for attempt in (
                lambda domain=domain: self._rule(domain=domain),
                lambda domain=domain: rule.write({"domain": domain}),
            ):
                with (
                    self.subTest(hidden),
                    self.assertRaisesRegex(ValidationError, "filter does not work"),
                    self.env.cr.savepoint(),
                ):
                    attempt()

    def test_the_extra_filter_finds_no_more_than_its_author(self):
        bill = self.env["account.move"].sudo()
        bill.create(
            {"move_type": "in_invoice", "partner_id": self.customer.id, "ref": "4711"}
        )
        lead = self._big()
        secret = [("partner_id.invoice_ids.ref", "=", "4711")]
        leads = self.env["crm.lead"].with_user(self.admin)
        self.assertNotIn(lead, leads.search(secret))
        self._rule(domain=str(secret))
        self.env.invalidate_all()
        self.assertFalse(lead.oplus_is_big_deal)
        self.assertTrue(self._big(name="Other").with_user(self.admin).exists())
        self.assertFalse(self._alerts(leads.search([])))

    def test_the_extra_filter_of_who_is_no_administrator_any_more_waits(self):
        rule = self._rule(domain="[('name', '=', 'Crane')]")
        self.admin.sudo().group_ids = self.env.ref("sales_team.group_sale_salesman")
        self.env.invalidate_all()
        with self.assertLogs("odoo.addons.opportunity_plus", "WARNING"):
            lead = self._big(name="Crane")
            self.env["crm.big.deal.rule"].sudo()._cron_alert_evaluate()
        self.assertFalse(lead.oplus_is_big_deal)
        self.assertIn("Admin, who changed this rule last", rule.sudo().warning)

    def test_a_filter_that_breaks_later_does_not_stop_the_sale(self):
        other, rule = self._rule(name="Other"), self._rule()
        self.env.cr.execute(
            "UPDATE crm_big_deal_rule SET domain = %s WHERE id = %s",
            ["[('gone', '=', 1)]", rule.id],
        )
        rule.invalidate_recordset()
        self.env.registry.clear_cache()
        with self.assertLogs("odoo.addons.opportunity_plus", "WARNING"):
            lead = self._big()
        self.assertEvents(lead, ["reached"], other)
        self.assertEvents(lead, [], rule)
        self.assertIn("gone", rule.warning)

    def test_an_evaluation_that_fails_does_not_stop_the_sale(self):
        rules = type(self._rule())
        for step in ("_alert_candidates", "_alert_settle"):
            lead = self._small()
            with (
                self.subTest(step),
                self.assertLogs("odoo.addons.opportunity_plus", "ERROR"),
                mute_logger("odoo.sql_db"),
                patch.object(
                    rules, step, lambda rules, _: rules.env.cr.execute("SELECT 1 / 0")
                ),
            ):
                self._value(lead, 150_000, 80)
            self.assertEqual(lead.expected_revenue, 150_000)

    def test_the_form_names_who_will_not_be_told_of_everything(self):
        rule = self._rule(user_ids=[Command.set((self.agent | self.manager).ids)])
        self.assertIn("Agent", rule.warning)
        self.assertNotIn("Manager", rule.warning)

    def test_a_rule_with_alerts_is_archived_and_not_deleted(self):
        rule, fresh = self._rule(), self._rule(minimum_amount=10_000_000)
        self._big()
        with self.assertRaisesRegex(UserError, "Archive them instead: Big"):
            rule.unlink()
        fresh.unlink()
        rule.active = False
        self.assertFalse(rule.active)

    def test_rules_are_read_by_agents_and_made_by_administrators(self):
        rule = self._rule()
        for user, may_read, may_write in (
            (self.outsider, False, False),
            (self.agent, True, False),
            (self.supervisor, True, False),
            (self.admin, True, True),
        ):
            own = rule.with_user(user)
            with self.subTest(user.login):
                self.assertEqual(own.has_access("read"), may_read)
                for operation in ("write", "create", "unlink"):
                    self.assertEqual(own.has_access(operation), may_write)

    def test_a_rule_of_another_company_is_not_read(self):
        companies = self.env(user=SUPERUSER_ID)["res.company"]
        company = companies.create({"name": "Elsewhere"})
        rule = self._rule()
        rule.sudo().company_id = company
        with self.assertRaises(AccessError):
            rule.with_user(self.agent).read(["minimum_amount"])
