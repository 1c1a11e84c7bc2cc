# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import mail_new_test_user

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsAccess(AlertCommon):
    """Who may read alerts, and that nobody may make or change them."""

    def setUp(self):
        super().setUp()
        self.rule = self._rule()
        self.mine = self._big(name="Mine")
        self.theirs = self._big(name="Theirs")
        self.theirs.sudo().write(
            {"user_id": self.colleague.id, "team_id": self.south.id}
        )
        self._end_transaction()
        self._deliver()
        self.alert = self._alerts(self.mine)

    def _names(self, model, user):
        rows = self.env[model].with_user(user)
        domain = [("lead_id", "in", (self.mine | self.theirs).ids)]
        found = rows.search(domain)
        self.assertEqual(rows.search_count(domain), len(found))
        return set(found.mapped("lead_id.name"))

    def test_alerts_are_read_by_whoever_reads_the_opportunity(self):
        for model in (
            "crm.big.deal.alert",
            "crm.big.deal.notice",
            "crm.big.deal.state",
        ):
            for user, names in (
                (self.agent, {"Mine"}),
                (self.colleague, {"Theirs"}),
                (self.supervisor, {"Mine"}),
                (self.manager, {"Mine", "Theirs"}),
                (self.admin, {"Mine", "Theirs"}),
                (self.outsider, set()),
            ):
                with self.subTest(model=model, user=user.login):
                    self.assertEqual(self._names(model, user), names)

    def test_counts_are_what_the_reader_may_open(self):
        self.assertEqual(self.mine.oplus_big_deal_alert_count, 1)
        self.assertEqual(self.rule.with_user(self.agent).alert_count, 1)
        self.assertEqual(self.rule.with_user(self.manager).alert_count, 2)

    def test_nobody_writes_what_the_system_writes(self):
        before = self.alert.read()
        for user in (self.agent, self.supervisor, self.admin, self.outsider):
            alert = self.alert.with_user(user)
            vals = {"lead_id": self.mine.id, "rule_id": self.rule.id, "kind": "lost"}
            for name, attempt in {
                "create": lambda alert=alert, vals=vals: alert.create(vals),
                "write": lambda alert=alert: alert.write({"amount": 1}),
                "web_save": lambda alert=alert: alert.web_save({"amount": 1}, {}),
                "unlink": lambda alert=alert: alert.unlink(),
                "copy": lambda alert=alert: alert.copy(),
                "notices": lambda alert=alert: alert.write(
                    {"notice_ids": [Command.clear()]}
                ),
            }.items():
                with (
                    self.subTest(user=user.login, attempt=name),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    attempt()
        self.env.invalidate_all()
        self.assertEqual(self.alert.read(), before)

    def test_superuser_is_no_way_around(self):
        state = self.env["crm.big.deal.state"].sudo()
        state = state.search([("lead_id", "=", self.mine.id)])
        for row, vals in (
            (self.alert, {"amount": 1}),
            (self.alert.notice_ids, {"state": "failed"}),
            (state, {"is_armed": True}),
        ):
            for attempt in (
                lambda row=row, vals=vals: row.sudo().write(vals),
                lambda row=row: row.sudo().unlink(),
                lambda row=row: row.sudo().create({"lead_id": self.mine.id}),
                lambda row=row, vals=vals: self.rule.sudo().write(
                    {"alert_ids": [Command.update(row.id, vals)]}
                ),
            ):
                with (
                    self.subTest(row),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    attempt()

    def test_hostile_searches_reveal_nothing(self):
        alerts = self.env["crm.big.deal.alert"]
        for domain in (
            ["|", ("lead_id.name", "=", "Theirs"), ("id", ">", 0)],
            [("oplus_is_lead_readable", "in", [True, False])],
            ["!", ("oplus_is_lead_readable", "=", True)],
        ):
            with self.subTest(domain):
                names = alerts.search(domain).mapped("lead_id.name")
                self.assertNotIn("Theirs", names)

    def test_alerts_go_with_their_opportunity(self):
        alert_id = self.alert.id
        self.mine.with_user(self.admin).unlink()
        self.assertFalse(self.alert.browse(alert_id).exists())

    def test_the_test_on_history_is_for_administrators(self):
        values = {"minimum_amount": 1, "currency_id": self.env.company.currency_id.id}
        for user in (self.agent, self.supervisor, self.outsider):
            rules = self.env["crm.big.deal.rule"].with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                rules.action_test_on_history(False, values)

    def test_a_test_on_history_is_seen_by_whoever_made_it(self):
        values = {
            "minimum_amount": 1,
            "currency_id": self.env.company.currency_id.id,
        }
        rules = self.env["crm.big.deal.rule"].with_user(self.admin)
        test = self.env["crm.big.deal.test"].browse(
            rules.action_test_on_history(False, values)["res_id"]
        )
        lines = test.with_user(self.admin).line_ids
        self.assertTrue(lines)
        other = mail_new_test_user(
            self.env(su=True),
            login="op_other_admin",
            groups="sales_team.group_sale_manager",
        )
        self.env.invalidate_all()
        for rows in (test, lines):
            self.assertFalse(rows.with_user(other).search([("id", "in", rows.ids)]))
            with self.assertRaises(AccessError):
                rows.with_user(other).read()
