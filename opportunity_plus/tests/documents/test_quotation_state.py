# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .quotation_common import OpportunityPlusQuotationCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestQuotationState(OpportunityPlusQuotationCommon):
    """How the latest quotation stands, by whatever door it got there."""

    def test_from_draft_to_signed(self):
        self.assertStands("none")
        order = self._quotation(valid=30)
        self.assertStands("draft", self._day(30))
        order.action_quotation_sent()
        self.assertStands("sent", self._day(30))
        order.validity_date = self.today
        self.assertStands("sent", self.today)
        order.validity_date = self._day(-1)
        self.assertStands("expired", self._day(-1))
        order.validity_date = False
        self.assertStands("sent")
        order.action_confirm()
        self.assertStands("signed")
        order.action_lock()
        self.assertStands("signed")
        order.action_unlock()
        order._action_cancel()
        self.assertStands("none")
        order.action_draft()
        self.assertStands("draft")
        order.unlink()
        self.assertStands("none")

    def test_a_draft_does_not_expire_and_what_is_signed_does_not_either(self):
        order = self._quotation(valid=-3)
        self.assertStands("draft", self._day(-3))
        order.write({"state": "sent", "signed_on": "2026-01-01 10:00:00"})
        self.assertStands("signed", self._day(-3))  # but not paid yet
        order.write({"signed_on": False})
        self.assertStands("expired", self._day(-3))

    def test_the_latest_is_by_date_then_by_id(self):
        older = self._quotation(state="sent", valid=5, date_order="2026-03-01 10:00:00")
        newer = self._quotation(valid=9, date_order="2026-03-02 10:00:00")
        self.assertStands("draft", self._day(9))
        older.date_order = newer.date_order
        self.assertStands("draft", self._day(9))
        older.date_order = "2026-03-02 10:00:01"
        self.assertStands("sent", self._day(5))
        older.action_confirm()  # its date is that of the confirmation then
        self.assertStands("signed", self._day(5))
        older._action_cancel()
        self.assertStands("draft", self._day(9))

    def test_links_merges_and_deletions(self):
        other = self._lead(name="Other")
        order = self._quotation(state="sent", valid=5)
        order.opportunity_id = other
        self.assertStands("none")
        self.assertStands("sent", self._day(5), lead=other)
        leads = (self.lead | other).with_user(self.admin)
        head = leads.merge_opportunity(user_id=self.agent.id, auto_unlink=True)
        self.assertStands("sent", self._day(5), lead=head)
        order.copy()
        self.assertStands("draft", order.copy().validity_date, lead=head)

    def test_an_import_and_a_call(self):
        orders = self.env["sale.order"].with_user(self.admin)
        result = orders.load(
            ["partner_id/.id", "opportunity_id/.id", "state", "validity_date"],
            [[self.customer.id, self.lead.id, "sent", "2099-01-01"]],
        )
        self.assertFalse(result["messages"])
        order = orders.browse(result["ids"])
        order.user_id = self.agent
        self.assertStands("sent", date(2099, 1, 1))
        order.with_user(self.agent).action_confirm()
        self.assertStands("signed", date(2099, 1, 1))

    def test_the_day_ends_in_the_time_zone_of_the_company(self):
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        self._quotation(state="sent").validity_date = "2026-03-02"
        reader = self.agent.with_context(tz="America/Los_Angeles")
        for moment, state in (
            ("2026-03-02 16:59", "sent"),
            ("2026-03-02 17:00", "expired"),
        ):
            with self._at(moment), self.subTest(moment):
                self.env = self.env(context=reader.env.context)
                self.assertStands(state, date(2026, 3, 2))

    def test_about_to_expire_by_the_days_of_the_company(self):
        leads = self.env["crm.lead"]
        for valid in (-1, 0, 7, 8, False):
            leads |= self._lead(name=f"valid {valid}")
            self._quotation(leads[-1], "sent", valid)
        self._quotation(self.lead, "draft", 3)

        def found():
            self.env.flush_all()
            self.env.invalidate_all()
            expiring = self.env["crm.lead"].search(
                [("oplus_is_quotation_expiring", "=", True)]
            )
            self.assertEqual(
                expiring & leads, leads.filtered("oplus_is_quotation_expiring")
            )
            self.assertNotIn(self.lead, expiring)
            return (expiring & leads).sorted("id").mapped("name")

        self.assertEqual(found(), ["valid 0", "valid 7"])
        self.env.company.sudo().opportunity_closing_near_days = 8
        self.assertEqual(found(), ["valid 0", "valid 7", "valid 8"])

    def test_sorting_and_grouping(self):
        other = self._lead(name="Other")
        self._quotation(self.lead, "sent", 20)
        self._quotation(other, "sent", 3)
        leads = self.lead | other
        for order, expected in (
            ("quotation_valid_until", [other, self.lead]),
            ("quotation_valid_until desc", [self.lead, other]),
            ("quotation_state, quotation_valid_until", [other, self.lead]),
        ):
            found = leads.search([("id", "in", leads.ids)], order=order)
            self.assertEqual([*found], expected)
        fields = leads.fields_get(["quotation_state", "quotation_valid_until"])
        for field in fields.values():
            self.assertTrue(
                field["sortable"] and field["groupable"] and field["searchable"]
            )
        groups = leads.formatted_read_group(
            [("id", "in", leads.ids)],
            ["quotation_state", "quotation_valid_until:day"],
            ["__count", "expected_revenue:sum"],
        )
        for group in groups:
            self.assertEqual(group["__count"], 1)
            found = leads.search([("id", "in", leads.ids), *group["__extra_domain"]])
            self.assertEqual(len(found), 1)

    def test_nobody_writes_or_reads_the_day_of_sending(self):
        order = self._quotation(state="sent")
        with self.assertRaises(AccessError):
            order.with_user(self.agent).oplus_quotation_sent_on = "2020-01-01"
        with self.assertRaises(AccessError):
            order.with_user(self.agent).read(["oplus_quotation_sent_on"])

    def test_the_form_leads_to_it(self):
        order = self._quotation(state="sent", valid=5)
        form = Form(self.lead)
        self.assertEqual(
            form.oplus_quotation_summary,
            f"Quotation {order.name} sent today, valid 5 more days",
        )
        self.assertEqual(self.lead.oplus_action_view_quotation()["res_id"], order.id)
        order.with_user(SUPERUSER_ID)._action_cancel()
        self.assertFalse(Form(self.lead).oplus_quotation_summary)
        action = self.lead.oplus_action_view_quotation()
        self.assertFalse(action.get("res_id"))
