# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.opportunity_plus.hooks import remove_demo_invoices

from ..common import OpportunityPlusCommon
from ..documents.money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLeaving(OpportunityPlusCommon):
    """What is told and offered before the scoring, or Odoo alone, takes over."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.admin.sudo().group_ids += self.env.ref("base.group_system")
        self.opened, self.typed = self._leads(2)
        self.typed.probability = 80
        self._end_transaction()
        self.env.cr.execute("UPDATE crm_lead SET automated_probability = 23.5")
        self.env.invalidate_all()

    def _settings(self):
        return self.env["res.config.settings"].with_user(self.admin).create({})

    def _dialog(self, name="opportunity_plus"):
        module = self.env["ir.module.module"]._get(name)
        dialogs = self.env["base.module.uninstall"].with_user(self.admin)
        return dialogs.create({"module_ids": [Command.set(module.ids)]})

    def _rates(self, leads):
        self.env.invalidate_all()
        return leads.mapped("probability")

    def test_the_settings_give_rates_of_the_policy_back_to_the_scoring(self):
        self.company.opportunity_probability_policy = "automatic"
        settings = self._settings()
        self.assertEqual(settings.oplus_given_rate_count, 1)
        self.assertEqual(self._rates(self.opened), [50])  # not by itself
        settings.oplus_action_give_rates_back()
        self._end_transaction()
        self.assertEqual(self._rates(self.opened | self.typed), [23.5, 80])
        self.assertTrue(self.opened.is_automated_probability)
        self.assertEqual(self._settings().oplus_given_rate_count, 0)

    def test_the_rates_of_stages_are_given_back_too(self):
        self.company.opportunity_probability_policy = "stage"
        self.offer.sudo().opportunity_probability = 70
        lead = self._lead()
        lead.stage_id = self.offer
        self._end_transaction()
        self.assertEqual(self._rates(lead), [70])
        self.company.opportunity_probability_policy = "automatic"
        self.assertEqual(self._settings().oplus_given_rate_count, 2)

    def test_closed_ones_and_those_of_other_companies_keep_their_rates(self):
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        other = self._lead()
        other.sudo().write({"company_id": abroad.id, "team_id": False})
        won, lost, archived = self._leads(3)
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        archived.active = False
        self._end_transaction()
        self.env.cr.execute("UPDATE crm_lead SET automated_probability = 23.5")
        self.env.invalidate_all()
        self._settings().oplus_action_give_rates_back()
        leads = other | won | lost | archived
        self.assertEqual(self._rates(leads.sudo()), [50, 100, 0, 23.5])

    def test_disabled_stages_are_counted(self):
        self.talk.with_user(self.admin).action_archive()
        self.assertEqual(self._dialog().oplus_disabled_stage_count, 1)

    def test_nobody_else_gives_rates_back(self):
        for model in ("res.config.settings", "base.module.uninstall"):
            for user in (self.agent, self.supervisor, self.manager, self.outsider):
                with self.subTest(model=model, user=user.name):
                    records = self.env[model].with_user(user)
                    with self.assertRaises(AccessError):
                        records.oplus_action_give_rates_back()
        self.assertEqual(self._rates(self.opened), [50])

    def test_giving_back_costs_no_statement_for_each(self):
        costs = []
        for size in (2, 2, 40):
            self._leads(size)
            self._end_transaction()
            self.env.cr.execute("UPDATE crm_lead SET automated_probability = 23.5")
            settings = self._settings()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            settings.oplus_action_give_rates_back()
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[1], costs[2])

    def test_uninstalling_says_what_will_be_deleted(self):
        self.opened.sudo().lost_note = "They wait for the budget."
        dialog = self._dialog()
        told = {model.model: model.count for model in dialog.model_ids}
        ledger = self.env["crm.lead.revision"].sudo()
        self.assertEqual(told["crm.lead.revision"], ledger.search_count([]))
        ours = {
            *("crm.lead.product.line", "crm.lead.share", "crm.lead.handover"),
            *("crm.big.deal.rule", "crm.big.deal.alert", "crm.opportunity.type"),
            *("crm.lead.opening", "crm.lead.opening.run"),
        }
        self.assertLessEqual(ours, told.keys())
        self.assertFalse({"crm.lead", "res.partner", "res.company"} & told.keys())
        self.assertIn("opportunity_plus", dialog.impacted_module_ids.mapped("name"))
        self.assertTrue(dialog.oplus_is_leaving)
        self.assertEqual(dialog.oplus_closing_note_count, 1)
        self.assertEqual(dialog.oplus_given_rate_count, 1)

    def test_uninstalling_what_the_addon_builds_on_says_it_too(self):
        dialog = self._dialog("sale_crm")
        self.assertTrue(dialog.oplus_is_leaving)
        self.assertIn("crm.lead.stage.history", dialog.model_ids.mapped("model"))

    def test_uninstalling_something_else_says_nothing_of_it(self):
        dialog = self._dialog("sms")
        self.assertFalse(dialog.oplus_is_leaving)
        self.assertNotIn("crm.lead.stage.history", dialog.model_ids.mapped("model"))

    def test_the_dialog_gives_rates_back_and_stays(self):
        dialog = self._dialog()
        action = dialog.oplus_action_give_rates_back()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (dialog._name, dialog.id)
        )
        self.assertEqual(self._rates(self.opened | self.typed), [23.5, 80])
        self.env.invalidate_all()
        self.assertEqual(dialog.oplus_given_rate_count, 0)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLeavingDemo(OpportunityPlusMoneyCommon):
    """The demo goes as a whole, and nobody else's documents with it."""

    def test_the_invoice_of_the_demo_goes_and_no_other(self):
        lead = self._lead()
        demo, other = self._order(lead, True), self._order(lead, True)
        invoice, kept = self._invoice(demo), self._invoice(other)
        draft = self._credit(invoice)
        self._pay(invoice, 10)
        payment = invoice.sudo().reconciled_payment_ids
        self.assertTrue(payment)
        names = self.env["ir.model.data"].sudo()
        names.search([("name", "=", "order_demo_cold_store")]).unlink()
        remove_demo_invoices(self.env(su=True))
        self.assertTrue(invoice.exists())
        names.create(
            {
                "module": "opportunity_plus",
                "name": "order_demo_cold_store",
                "model": "sale.order",
                "res_id": demo.id,
            }
        )
        remove_demo_invoices(self.env(su=True))
        self.assertFalse((invoice | draft).exists())
        self.assertFalse(payment.exists())
        self.assertEqual(kept.exists().sudo().state, "posted")
