# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .visibility_common import NAME, VisibilityFormsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestVisibilityDialogs(VisibilityFormsCommon):
    """The same in dialogs and in the other forms, and no record is taken by saving."""

    def test_dialogs_are_about_what_their_user_may_read(self):
        leads = {"lead_ids": {"fields": {"name": {}, "oplus_product_line_total": {}}}}
        chosen = {"lead_ids": [[6, 0, self.secret.ids]]}
        active = {
            "active_model": "crm.lead",
            "active_ids": self.secret.ids,
            "active_id": self.secret.id,
        }
        for model, vals in (
            ("crm.lead.assign", {}),
            ("crm.lead.sharing", {}),
            ("crm.lead.snooze", {}),
            ("crm.lead.lost", {}),
            ("crm.lead.reason", {"purpose": "reopen"}),
        ):
            form = self.env[model]
            with self.subTest(model):
                self.assertTold(form, {**chosen, **vals}, leads)
            if model in ("crm.lead.assign", "crm.lead.sharing"):
                with self.subTest(model, by="context"), self.assertRaises(AccessError):
                    form.with_context(**active).onchange({}, [], leads)
        for model, name in (
            ("crm.merge.opportunity", "opportunity_ids"),
            ("crm.lead2opportunity.partner", "duplicated_lead_ids"),
            ("crm.lead2opportunity.partner.mass", "lead_tomerge_ids"),
        ):
            with self.subTest(model):
                values = {name: [[6, 0, self.secret.ids]]}
                asked = {name: leads["lead_ids"]}
                self.assertTold(self.env[model], values, asked)

    def test_forms_of_the_add_on_name_in_vain(self):
        """Records of companies that their administrator may not use."""
        alert = self._alert()
        share = (
            self.env["crm.lead.share"]
            .with_user(SUPERUSER_ID)
            .create({"lead_id": self.secret.id, "user_id": self.colleague.id})
        )
        stay = self.abroad.sudo().stage_history_ids[:1]
        asked = {"fields": {"display_name": {}, "lead_id": NAME}}
        named = {"fields": {"display_name": {}}}
        for user, model, name, record, spec in (
            (self.admin, "crm.big.deal.rule", "alert_ids", alert, asked),
            (self.admin, "crm.lead.handover", "company_ids", self.elsewhere, named),
            (self.admin, "crm.big.deal.test", "line_ids", self._test_line(), asked),
            (self.agent, "crm.lead", "oplus_share_ids", share, asked),
            (self.agent, "crm.lead", "stage_history_ids", stay, asked),
            (self.admin, "crm.lead", "stage_history_ids", stay, asked),
        ):
            form = self.env[model].with_user(user)
            for commands in self._commands(record)[:5]:
                with self.subTest(model, name=name, commands=commands):
                    self.assertTold(form, {name: commands}, {name: spec})

    def _alert(self):
        system = self.env(user=SUPERUSER_ID)
        rule = system["crm.big.deal.rule"].create(
            {
                "name": "Hidden rule",
                "company_id": self.elsewhere.id,
                "minimum_amount": 1,
                "user_ids": self.admin.ids,
            }
        )
        self.abroad.sudo().expected_revenue = 4711
        self.env.cr.flush()
        return system["crm.big.deal.alert"]._system_create(
            [
                {
                    "rule_id": rule.id,
                    "lead_id": self.abroad.id,
                    "amount": 4711,
                    "kind": "reached",
                    "crossing": 1,
                    "state": "sent",
                    "attempts": 1,
                    "date": "2026-03-02 09:00:00",
                    "currency_id": rule.currency_id.id,
                }
            ]
        )

    def test_dialogs_are_for_whoever_opened_them(self):
        chosen = {"lead_ids": [Command.set(self.own.ids)]}
        users = {"user_ids": [Command.set(self.colleague.ids)]}
        for model, vals, typed in (
            ("crm.lead.assign", {"user_id": self.agent.id}, "user_id"),
            ("crm.lead.sharing", users, "date_end"),
            ("crm.lead.snooze", {"reason": "Waits"}, "reason"),
            ("crm.lead.lost", {"lost_feedback": "Too dear"}, "oplus_note"),
            ("crm.lead.reason", {"purpose": "won"}, "reason"),
        ):
            dialog = self.env[model].create(chosen | vals)
            self.assertTrue(dialog.read([typed]))
            stranger = dialog.with_user(self.colleague)
            for act in (
                lambda d=stranger, name=typed: d.read([name]),
                lambda d=stranger, name=typed: d.write({name: False}),
            ):
                with self.subTest(model), self.assertRaises(AccessError):
                    act()

    def _test_line(self):
        tests = self.env(user=SUPERUSER_ID)["crm.big.deal.test"]
        line = Command.create({"lead_id": self.abroad.id, "amount": 4711})
        return tests.create({"line_ids": [line]}).line_ids

    def test_any_form_that_names_an_opportunity_asks_for_it(self):
        for model, name in (
            ("sale.order", "opportunity_id"),
            ("calendar.event", "opportunity_id"),
            ("account.move", "opportunity_id"),
        ):
            with self.subTest(model):
                values = {name: self.secret.id}
                self.assertTold(self.env[model], values, {name: NAME})

    def test_the_page_from_which_a_form_is_opened_tells_no_name(self):
        page = {"active_model": "crm.lead", "active_id": self.secret.id}
        document = {"res_model": "crm.lead", "res_id": self.secret.id}
        document |= {"res_model_id": self.env["ir.model"]._get_id("crm.lead")}
        context = {f"default_{name}": value for name, value in document.items()}
        spec = {"opportunity_id": NAME, "res_id": NAME, "name": {}}
        meetings = self.env["calendar.event"]
        for form, values in (
            (meetings.with_context(**page), {}),
            (meetings.with_context(**context), {}),
            (meetings, document),
        ):
            for changed in ([], [*values]):
                told = form.onchange(dict(values), changed, spec)
                self.assertNotIn("Secret", str(told))

    def test_the_form_of_an_activity_tells_no_name(self):
        values = {"res_model": "crm.lead", "res_id": self.secret.id}
        values["res_model_id"] = self.env["ir.model"]._get_id("crm.lead")
        for changed in ([], [*values]):
            told = self.env["mail.activity"].onchange(values, changed, {"res_name": {}})
            self.assertNotIn("Secret", str(told))

    def test_saving_takes_no_record_of_somebody_else(self):
        share = (
            self.env["crm.lead.share"]
            .with_user(SUPERUSER_ID)
            .create({"lead_id": self.secret.id, "user_id": self.colleague.id})
        )
        line = self.secret.sudo().product_line_ids
        spec = {"name": {}}
        new = {"name": "New", "type": "opportunity"}
        stay = self.secret.sudo().stage_history_ids[:1]
        for name, record, changed in (
            ("product_line_ids", line, {"price_unit": 1}),
            ("oplus_share_ids", share, {"access": "write"}),
            ("stage_history_ids", stay, {"reason": "x"}),
        ):
            for command in (
                [4, record.id, 0],
                [6, 0, record.ids],
                [1, record.id, changed],
                [2, record.id, 0],
                [3, record.id, 0],
            ):
                values = {name: [command]}
                for attempt in (
                    lambda values=values: self.own.web_save(dict(values), spec),
                    lambda values=values: self.own.write(dict(values)),
                    lambda values=values: self.own.create(new | values),
                ):
                    before = record.sudo().read()
                    with self.subTest(name=name, command=command):
                        self._attempt(attempt)
                        self.assertEqual(record.sudo().read(), before)

    def _attempt(self, attempt):
        """Refused or without effect."""
        with self.env.cr.savepoint() as savepoint:
            try:
                attempt()
                self.env.flush_all()
            except UserError:
                savepoint.rollback()
        self.env.invalidate_all()
