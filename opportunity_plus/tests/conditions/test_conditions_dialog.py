# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsDialog(ConditionsCommon):
    """What the dialog of a move is told, and the move that it makes."""

    def _shown(self, asks):
        arch = etree.fromstring(asks["form"]["arch"])
        return [node.get("name") for node in arch.iter("field")]

    def test_the_client_is_told_which_stages_may_ask(self):
        self._ask(self.talk, "referred", condition_when_skipped=True)
        self._ask(self.won, "referred")
        new, offer = self._lead(), self._lead(referred="a", stage_id=self.offer.id)
        later = [self.talk.id, self.offer.id, self.won.id]
        told = set(new.oplus_stages_with_conditions)
        self.assertLessEqual(set(later), told)
        self.assertNotIn(self.new.id, told)
        self.assertIn(self.won.id, offer.oplus_stages_with_conditions)
        self.assertNotIn(self.talk.id, offer.oplus_stages_with_conditions)

    def test_nothing_is_asked_if_nothing_is_missing(self):
        self._ask(self.offer, "referred")
        lead = self._lead(referred="a")
        self.assertFalse(lead.oplus_stage_move_asks(self.offer.id))

    def test_exactly_what_is_missing_is_asked(self):
        self._ask(
            self.offer,
            *("referred", "partner_id", "expected_revenue"),
            condition_quotation=True,
            condition_checklist=True,
        )
        self.offer.sudo().change_reason = "always"
        point = self._point(self.new, "First call")
        lead = self._lead(name="Mango")
        asks = lead.oplus_stage_move_asks(self.offer.id)
        shown = self._shown(asks)
        self.assertIn("referred", shown)
        self.assertIn("expected_revenue", shown)
        self.assertIn("company_currency", shown)
        self.assertIn("stage_change_reason", shown)
        self.assertNotIn("partner_id", shown)
        self.assertNotIn("stage_change_override", shown)
        self.assertEqual(asks["points"], [{"id": point.id, "name": "First call"}])
        self.assertTrue(asks["asks_quotation"])
        self.assertFalse(asks["has_quotations"])
        self.assertIn("referred", asks["form"]["models"]["crm.lead"]["fields"])
        boss = lead.with_user(self.admin).oplus_stage_move_asks(self.offer.id)
        self.assertIn("stage_change_override", self._shown(boss))

    def test_other_fields_are_asked_next_time(self):
        self._ask(self.offer, "referred")
        lead = self._lead()
        self.assertIn(
            "referred", self._shown(lead.oplus_stage_move_asks(self.offer.id))
        )
        self._ask(self.offer, "website")
        shown = self._shown(lead.oplus_stage_move_asks(self.offer.id))
        self.assertIn("website", shown)
        self.assertNotIn("referred", shown)

    def test_the_move_fills_ticks_and_moves(self):
        self._ask(self.offer, "referred", condition_checklist=True)
        self.offer.sudo().change_reason = "always"
        point = self._point(self.new, "First call")
        lead = self._lead()
        self._wait()
        lead.oplus_stage_move(
            self.offer.id, {"referred": "Somchai"}, [point.id], reason="They called"
        )
        self._wait()
        self.assertEqual((lead.stage_id, lead.referred), (self.offer, "Somchai"))
        self.assertEqual(self._timeline(lead)[-1].reason, "They called")
        self.assertFalse(lead._oplus_checklist_missing(self.new)[lead.id])

    def test_many_get_it_where_it_is_missing(self):
        self._ask(self.offer, "referred", "website")
        mango = self._lead(name="Mango")
        durian = self._lead(name="Durian", referred="Her boss")
        guava = self._lead(name="Guava", referred="x", website="https://x.example")
        leads = mango | durian | guava
        asks = leads.oplus_stage_move_asks(self.offer.id)
        self.assertEqual(
            asks["lines"], ["Mango: Referred By, Website", "Durian: Website"]
        )
        values = {"referred": "Somchai", "website": "https://a.example"}
        leads.oplus_stage_move(self.offer.id, values)
        self.assertEqual(leads.stage_id, self.offer)
        self.assertEqual(leads.mapped("referred"), ["Somchai", "Her boss", "x"])
        self.assertEqual(guava.website, "https://x.example")

    def test_for_many_nothing_is_proposed(self):
        self._ask(self.offer, "user_id", "date_deadline", "partner_id")
        leads = self._leads(2, partner_id=False)
        leads.sudo().write({"user_id": False, "date_deadline": False})
        asks = leads.with_user(self.supervisor).oplus_stage_move_asks(self.offer.id)
        # as the dialog opens the form, whoever the customer's salesperson is
        shown = self._shown(asks)
        self.customer.sudo().user_id = self.agent
        empty = {f"default_{name}": False for name in shown if name != "oplus_given"}
        form = self.env["crm.lead"].with_context(default_type="opportunity", **empty)
        form, spec = form.with_user(self.supervisor), {name: {} for name in shown}
        opened = form.onchange({}, [], spec)["value"]
        self.assertFalse([name for name in empty if opened[name[8:]]])
        chosen = {**opened, "partner_id": self.customer.id}
        after = form.onchange(chosen, ["partner_id"], spec)["value"]
        self.assertFalse(after.get("user_id"))

    def test_ticks_cost_the_same_for_many(self):
        self._ask(self.offer, condition_checklist=True)
        points = [self._point(self.new, f"Point {number}").id for number in range(3)]

        def statements(count):
            leads = self._leads(count)
            self._wait()
            before = self.env.cr.sql_log_count
            leads._oplus_condition_complete(self.offer, {}, points)
            self.assertFalse(leads._oplus_condition_found(self.offer))
            return self.env.cr.sql_log_count - before

        statements(2)
        few = statements(2)
        self.assertLess(statements(20) - few, 3)

    def test_what_is_still_missing_stops_all_of_it(self):
        self._ask(self.offer, "referred", condition_order=True)
        lead = self._lead()
        with (
            self.assertRaisesRegex(ValidationError, "a confirmed order"),
            self.env.cr.savepoint(),
        ):
            lead.oplus_stage_move(self.offer.id, {"referred": "Somchai"})
        self.env.invalidate_all()
        self.assertFalse(lead.referred)

    def test_what_was_filled_in_is_kept_for_later(self):
        self._ask(
            self.offer, "referred", condition_order=True, condition_checklist=True
        )
        point = self._point(self.new, "First call")
        lead = self._lead()
        values = {"referred": "Somchai", "user_id": self.colleague.id}
        lead.oplus_stage_move_keep(self.offer.id, values, [point.id])
        self.assertEqual((lead.stage_id, lead.user_id), (self.new, self.agent))
        asks = lead.oplus_stage_move_asks(self.offer.id)
        self.assertEqual(asks["lines"], [f"{lead.name}: a confirmed order"])
        with self.assertRaises(AccessError):
            lead.with_user(self.colleague).oplus_stage_move_keep(self.offer.id, {})

    def test_only_what_is_asked_is_written(self):
        self._ask(self.offer, "referred")
        lead = self._lead()
        values = {"referred": "a", "user_id": self.colleague.id, "nonsense": 1}
        lead.oplus_stage_move(self.offer.id, values)
        self.assertEqual(lead.user_id, self.agent)

    def test_an_override_in_the_dialog(self):
        self._ask(self.offer, "referred")
        lead = self._lead()
        self._wait()
        boss = lead.with_user(self.admin)
        boss.oplus_stage_move(self.offer.id, {}, override="Board")
        self._wait()
        self.assertIn("Board", self._timeline(lead)[-1].reason)
        with self.assertRaises(AccessError):
            self._lead().oplus_stage_move(self.offer.id, {}, override="I want")

    def test_others_opportunities_are_out_of_reach(self):
        self._ask(self.offer, "referred")
        lead = self._lead().with_user(self.colleague)
        with self.assertRaises(AccessError):
            lead.oplus_stage_move_asks(self.offer.id)
        with self.assertRaises(AccessError):
            lead.oplus_stage_move(self.offer.id, {"referred": "a"})
        with self.assertRaises(UserError):
            self._lead().oplus_stage_move_asks(0)

    def test_won_asks_in_the_dialog(self):
        self._ask(self.won, "referred")
        self.won.sudo().change_reason = "always"
        lead = self._lead()
        action = lead.action_set_won_rainbowman()
        self.assertEqual(action["tag"], "opportunity_plus_stage_move")
        params = action["params"]
        self.assertEqual(params, {"lead_id": lead.id, "stage_id": self.won.id})
        self.assertEqual(lead.won_status, "pending")
        shown = self._shown(lead.oplus_stage_move_asks(params["stage_id"]))
        self.assertEqual(shown, ["referred", "stage_change_reason"])
        lead.referred = "Somchai"
        self.assertEqual(
            lead.action_set_won_rainbowman()["res_model"], "crm.lead.reason"
        )

    def test_the_card_that_follows_changes_nothing(self):
        self._ask(self.won, "referred")
        lead = self._lead()
        self._wait()
        lead.oplus_stage_move(self.won.id, {"referred": "Somchai"})
        self._wait()
        lead.web_save({"stage_id": self.won.id}, {"stage_id": {}})
        self._wait()
        self.assertPath(lead, [(self.new, "open"), (self.won, "won")])

    def test_won_without_anything_missing_wins(self):
        self._ask(self.won, "referred")
        lead = self._lead(referred="Somchai")
        lead.action_set_won_rainbowman()
        self.assertEqual(lead.won_status, "won")
