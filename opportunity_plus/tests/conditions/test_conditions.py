# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditions(ConditionsCommon):
    """What conditions ask for, and what is said of them."""

    def test_zero_blank_and_unticked_are_missing(self):
        self._ask(self.offer, "expected_revenue", "referred", "description", "tag_ids")
        lead = self._lead(
            expected_revenue=0, referred=" \u200b", description="<p><br></p>"
        )
        words = ("Expected Revenue", "Referred By", "Notes", "Tags")
        self.assertRefused(lead, self.offer, *words)
        tag = self.env["crm.tag"].sudo().create({"name": "Hot"})
        lead.write(
            {
                "expected_revenue": 1,
                "referred": "Somchai",
                "description": "<p>a</p>",
                "tag_ids": tag.ids,
            }
        )
        self.assertEnters(lead, self.offer)

    def test_values_in_the_same_write_count(self):
        self._ask(self.offer, "referred")
        lead = self._lead()
        lead.write({"stage_id": self.offer.id, "referred": "Somchai"})
        self.assertEqual(lead.stage_id, self.offer)

    def test_a_quotation_must_be_sent_and_valid(self):
        self._ask(self.offer, condition_quotation=True)
        lead = self._lead()
        today = self.env.company._oplus_today()
        past, future = today - timedelta(1), today + timedelta(1)
        for state, until, enters in (
            ("draft", False, False),
            ("sent", past, False),
            ("sent", today, True),
            ("sent", future, True),
            ("sent", False, True),
            ("sale", past, True),
            ("cancel", False, False),
        ):
            with self.subTest(state=state, until=until):
                order = self._order(lead, state, validity_date=until)
                if enters:
                    self.assertEnters(lead, self.offer)
                else:
                    words = "a quotation that was sent and is still valid"
                    self.assertRefused(lead, self.offer, words)
                order.state = "cancel"

    def test_a_signature_does_not_make_a_quotation_valid(self):
        self._ask(self.offer, condition_quotation=True)
        lead = self._lead()
        past = self.env.company._oplus_today() - timedelta(1)
        words = "a quotation that was sent and is still valid"
        for state, until in (("draft", False), ("sent", past)):
            order = self._order(lead, state, validity_date=until)
            order.signed_on = "2026-01-01 10:00:00"
            self.assertRefused(lead, self.offer, words)
            order.state = "cancel"
        order = self._order(lead, "sent")
        order.signed_on = "2026-01-01 10:00:00"
        self.assertEnters(lead, self.offer)

    def test_the_day_is_that_of_the_company(self):
        self._ask(self.offer, condition_quotation=True)
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        lead = self._lead()
        self._order(lead, validity_date=date(2026, 3, 2))
        with self._at("2026-03-02 16:59"):
            self.assertEnters(lead, self.offer)
        with self._at("2026-03-02 17:01"):
            self.assertRefused(lead, self.offer)

    def test_an_order_must_be_confirmed_whoever_sold_it(self):
        self._ask(self.offer, condition_order=True)
        lead = self._lead()
        order = self._order(lead, "sent", user_id=self.colleague.id)
        self.assertRefused(lead, self.offer, "a confirmed order")
        order.state = "sale"
        self.assertEnters(lead, self.offer)

    def test_skipped_stages_ask_if_they_say_so(self):
        self._ask(self.talk, "referred")
        lead = self._lead()
        self.assertEnters(lead, self.offer)
        self.talk.sudo().condition_when_skipped = True
        self.assertRefused(lead, self.offer, "move to Offer", "Referred By")
        self.assertRefused(lead, self.won, "move to Won", "Referred By")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._lead(stage_id=self.offer.id)
        with self.subTest("a stage of another team is not skipped"):
            other = self._lead(team_id=self.south.id, user_id=self.agent.id)
            self.assertEnters(other, self.offer)
        with self.subTest("nor is one that is switched off"):
            self.talk.sudo().active = False
            self.assertEnters(lead, self.offer)

    def test_one_message_names_everything_of_everybody(self):
        self._ask(self.offer, "referred", "partner_id", condition_order=True)
        self.offer.sudo().change_reason = "always"
        mango = self._lead(name="Mango")
        durian = self._lead(name="Durian")
        guava = self._lead(name="Guava", referred="Somchai")
        with self.assertRaises(ValidationError) as raised:
            (mango | durian | guava).write({"stage_id": self.offer.id})
        message = str(raised.exception)
        self.assertIn("Mango, Durian: Referred By, a confirmed order", message)
        self.assertIn("Guava: a confirmed order", message)
        self.assertIn("Enter the reason for the move", message)

    def test_a_field_that_the_mover_may_not_read_is_judged_but_not_told(self):
        self._ask(self.offer, "referred")
        lead = self._lead()
        self.patch(lead._fields["referred"], "groups", "base.group_system")
        self.assertRefused(lead, self.offer, "Referred By")
        asks = lead.oplus_stage_move_asks(self.offer.id)
        self.assertEqual(asks["hidden"], ["Referred By"])
        self.assertNotIn("referred", asks["form"]["arch"])
        lead.sudo().referred = "Somchai"
        self.assertEnters(lead, self.offer)

    def test_a_batch_costs_as_many_queries_as_one(self):
        self._ask(
            self.offer,
            *("referred", "tag_ids"),
            condition_quotation=True,
            condition_order=True,
            condition_checklist=True,
        )
        point = self._point(self.new, "First call")
        few, many = self._leads(2, referred="a"), self._leads(40, referred="a")
        tag = self.env["crm.tag"].sudo().create({"name": "Hot"})
        for leads in (few, many):
            leads.tag_ids = tag
            for lead in leads:
                self._order(lead, "sale")
            leads.action_tick(point.id)
        self._wait()
        counts = []
        for leads in (few, few, many):
            self.env.invalidate_all()
            leads.mapped("stage_id")
            start = self.env.cr.sql_log_count
            self.assertFalse(leads._oplus_condition_found(self.offer))
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])

    def test_without_conditions_nothing_is_asked(self):
        leads = self._leads(2)
        self.env["crm.stage"]._oplus_condition_policy()
        self.env["crm.stage"]._oplus_stage_change_policy()
        leads.mapped("won_status")
        with self.assertQueryCount(0):
            self.assertFalse(any(leads.mapped("oplus_stages_with_conditions")))
