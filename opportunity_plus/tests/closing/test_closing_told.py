# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import doors
from ..documents.documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingTold(OpportunityPlusDocumentsCommon):
    """What the message tells of a win or loss."""

    def _told(self, user=None, seconds=5, **options):
        leads = self.env["crm.lead"].with_user(user or self.agent)
        return leads.oplus_recent_closings(seconds, **options)

    def _open(self, **vals):
        with self._at("2026-03-01 08:00:00"):
            return self._lead(**vals)

    def _win(self, lead, moment="2026-03-24 10:00:00"):
        with self._at(moment):
            lead.action_set_won_rainbowman()

    def _tell(self, moment="2026-03-24 10:00:02", **options):
        with self._at(moment):
            return self._told(**options)

    def _next(self):
        [told] = self._tell()
        return [button["method"] for button in told["buttons"]]

    def test_a_win_tells_value_and_days(self):
        lead = self._open(name="Mango", expected_revenue=12_000)
        self._win(lead)
        [told] = self._tell()
        self.assertEqual((told["outcome"], told["ids"]), ("won", lead.ids))
        self.assertEqual(told["undo_ids"], lead.ids)
        self.assertEqual(told["title"], "Won: Mango")
        self.assertIn("12,000", told["facts"][0])
        self.assertEqual(told["facts"][1], "23 days from opening to win")

    def test_a_win_without_revenue_says_so(self):
        self._win(self._open(expected_revenue=0))
        self.assertIn("0.00", self._tell()[0]["facts"][0])

    def test_a_loss_tells_the_reason(self):
        lead = self._open(name="Mango")
        with self._at("2026-03-24 10:00:00"):
            lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        [told] = self._tell()
        self.assertEqual(told["title"], "Lost: Mango")
        self.assertEqual(told["facts"], ["Too costly"])
        self.assertEqual(told["buttons"], [])

    def test_each_door_to_a_win_is_told_of(self):
        won = {"stage_id": self.won.id}
        every = {
            "drag": lambda lead: doors.form(lead, won),
            "list": lambda lead: doors.mass_edit(lead, won),
            "button": lambda lead: lead.action_set_won_rainbowman(),
            "dialog": lambda lead: lead.oplus_stage_move(self.won.id, {}),
        }
        for name, door in every.items():
            with self.subTest(name):
                lead = self._open()
                with self._at("2026-03-24 10:00:00"):
                    door(lead)
                self.assertIn(lead.id, self._tell()[0]["ids"])

    def test_creating_in_a_won_stage_is_told_of_and_has_nothing_to_undo(self):
        with self._at("2026-03-24 10:00:00"):
            lead = self._lead(stage_id=self.won.id, expected_revenue=5)
        [told] = self._tell()
        self.assertEqual((told["ids"], told["undo_ids"]), (lead.ids, []))
        self.assertEqual(told["facts"][1], "Opened and won on the same day")

    def test_a_batch_is_one_message_with_the_sum(self):
        with self._at("2026-03-01 08:00:00"):
            leads = self._leads(5, expected_revenue=100)
        with self._at("2026-03-24 10:00:00"):
            leads.action_set_won()
        [told] = self._tell()
        self.assertEqual(sorted(told["undo_ids"]), sorted(leads.ids))
        self.assertIn("and 2 more", told["title"])
        self.assertIn("500", told["facts"][0])
        self.assertEqual(told["buttons"], [])

    def test_a_batch_in_two_currencies_tells_a_sum_for_each(self):
        currency = self.env["res.currency"].sudo()
        currency = currency.create({"name": "OPX", "symbol": "OPX"})
        elsewhere = self.env["res.company"].sudo()
        elsewhere = elsewhere.create({"name": "Far", "currency_id": currency.id})
        self.agent.sudo().company_ids |= elsewhere
        with self._at("2026-03-01 08:00:00"):
            leads = self._leads(2, expected_revenue=100)
            leads |= self._leads(1, expected_revenue=700)
            leads[2].sudo().write({"team_id": False, "company_id": elsewhere.id})
        with self._at("2026-03-24 10:00:00"):
            leads.with_context(
                allowed_company_ids=[self.env.company.id, elsewhere.id]
            ).action_set_won()
        [told] = self._tell()
        first, second = told["facts"][0].split(" and ")
        self.assertIn("200.00", first)
        self.assertIn("OPX", second)
        self.assertIn("700.00", second)

    def test_each_is_told_once_to_whoever_closed(self):
        lead = self._open()
        self._win(lead)
        [told] = self._tell()
        self.assertEqual(self._tell(after=told["number"]), [])
        self.assertEqual(self._tell(user=self.supervisor), [])
        self.assertEqual(self._tell("2026-03-24 10:00:09"), [])
        self.assertTrue(self._tell("2026-03-24 10:00:09", seconds=10))
        # never more than a minute back
        self.assertEqual(self._tell("2026-03-24 10:01:05", seconds=1e9), [])

    def test_a_message_tells_for_how_long_it_can_be_undone(self):
        lead = self._open()
        self._win(lead)
        for second, left in ((2, 58), (45, 15), (59, 1)):
            [told] = self._tell(f"2026-03-24 10:00:{second:02}", seconds=60)
            self.assertEqual((told["undo_ids"], told["undo_seconds"]), (lead.ids, left))

    def test_a_lower_number_that_comes_to_light_later_is_told(self):
        first, second = self._open(name="Mango"), self._open(name="Durian")
        self._win(first)
        [early] = self._tell()
        self._win(second, "2026-03-24 10:00:01")
        _early, late = self._tell()
        [told] = self._tell(told=late["numbers"])
        self.assertEqual((told["ids"], told["numbers"]), (first.ids, early["numbers"]))
        self.assertEqual(self._tell(told=early["numbers"] + late["numbers"]), [])

    def test_what_was_closed_one_by_one_is_told_and_undone_one_by_one(self):
        first = self._open(name="Mango", expected_revenue=12_000)
        second = self._open(name="Durian", expected_revenue=500)
        self._win(first)
        self._win(second, "2026-03-24 10:00:01")
        found = self._tell()
        self.assertEqual([one["title"] for one in found], ["Won: Mango", "Won: Durian"])
        for one, lead in zip(found, first | second, strict=True):
            self.assertEqual((one["ids"], one["undo_ids"]), (lead.ids, lead.ids))
        self.assertNotIn("12,500", found[1]["facts"][0])
        with self._at("2026-03-24 10:00:03"):
            first.browse(found[1]["undo_ids"]).oplus_action_undo_closing()
        self.env.invalidate_all()
        outcomes = (first | second).mapped("won_status")
        self.assertEqual(outcomes, ["won", "pending"])

    def test_hostile_questions_get_a_sentence(self):
        for seconds, after in (("x", 0), (None, "y"), ([], {}), (float("inf"), 0)):
            with self.subTest(seconds), self.assertRaises(UserError):
                self._told(seconds=seconds, after=after)
        self.assertEqual(self._told(seconds=-1e300, after=1e300), [])

    def test_first_comes_a_quotation(self):
        self._win(self._open())
        self.assertEqual(self._next(), ["action_sale_quotations_new"])

    def test_then_the_quotation_that_is_there(self):
        lead = self._open()
        self._order(lead, user_id=self.agent.id)
        self._win(lead)
        self.assertEqual(self._next(), ["action_view_sale_quotation"])

    def test_then_order_and_invoice(self):
        lead = self._open()
        order = self._order(lead, confirmed=True, user_id=self.agent.id)
        self._win(lead)
        self.assertEqual(
            self._next(), ["oplus_action_create_invoice", "action_view_sale_order"]
        )
        action = lead.oplus_action_create_invoice()
        self.assertEqual(action["res_model"], "sale.advance.payment.inv")
        self.assertEqual(action["context"]["active_ids"], order.ids)

    def test_what_is_invoiced_is_not_invoiced_again(self):
        lead = self._open()
        order = self._order(lead, confirmed=True, user_id=self.agent.id)
        self._invoice(order)
        self._win(lead)
        self.assertEqual(self._next(), ["action_view_sale_order"])
        with self.assertRaisesRegex(UserError, "no order"):
            lead.oplus_action_create_invoice()
