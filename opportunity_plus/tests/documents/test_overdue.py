# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from .money_common import OpportunityPlusMoneyCommon

FINANCE = "opportunity_plus.crm_lead_view_form_finance"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOverdue(OpportunityPlusMoneyCommon):
    """What customers owe although it is overdue."""

    def _late(self, invoice, *days):
        today = fields.Date.context_today(invoice)
        lines = invoice.sudo().line_ids.filtered("date_maturity")
        for line, number in zip(lines, days, strict=True):
            line.date_maturity = today - timedelta(number)

    def test_how_long_it_is_overdue(self):
        first = self._direct_invoice(self.lead)
        second = self._direct_invoice(self.lead)
        (first | second).sudo().action_post()
        for days, note in (
            ((0, 0), False),
            ((1, 0), "1 day overdue"),
            ((3, 30), "30 days overdue"),
        ):
            self._late(first, days[0])
            self._late(second, days[1])
            lead = self._as(self.supervisor)
            self.assertEqual(lead.oplus_overdue_note, note)
            self.assertEqual(lead.oplus_is_overdue, bool(note))
        self._pay(second, 110)
        self.assertEqual(self._as(self.supervisor).oplus_overdue_note, "3 days overdue")
        self.assertFalse(self._as(self.agent).oplus_overdue_note)
        self._pay(first, 110)
        self.assertFalse(self._as(self.supervisor).oplus_overdue_note)

    def test_overdue_costs_no_more_for_many_than_for_few(self):
        leads = self._leads(12).with_user(self.supervisor)
        for lead in leads:
            invoice = self._direct_invoice(lead)
            invoice.sudo().action_post()
            self._late(invoice, 9)
        self._end_transaction()

        def queries(some):
            some = some.browse(some.ids)
            self.env.invalidate_all()
            some.mapped("name")
            before = self.env.cr.sql_log_count
            self.assertEqual({*some.mapped("oplus_overdue_note")}, {"9 days overdue"})
            return self.env.cr.sql_log_count - before

        queries(leads)
        queries(leads[:3])
        self.assertLessEqual(queries(leads), queries(leads[:3]))

    def test_the_forms_of_both_roles(self):
        foreign = self._direct_invoice(self.lead).sudo()
        foreign.action_post()
        self._late(foreign, 2)
        self._end_transaction()
        form = Form(self.lead.with_user(self.finance), view=FINANCE)
        self.assertEqual(form.oplus_overdue_note, "2 days overdue")
        self.assertEqual(form.amount_due, 100)
        form = Form(self.lead.with_user(self.supervisor))
        self.assertEqual(form.oplus_overdue_note, "2 days overdue")
