# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

TAG = "opportunity_plus_next_stage"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestNextStage(OpportunityPlusCommon):
    """One click moves an opportunity on, from a list and from a card."""

    def _moved(self, lead):
        action = lead.oplus_action_next_stage()
        self._end_transaction()
        return action

    def test_it_goes_through_the_pipeline_of_its_team(self):
        lead = self._lead(name="Mango")
        self._end_transaction()
        for stage in (self.talk, self.offer):
            self.assertTrue(lead.oplus_has_next_stage)
            action = self._moved(lead)
            self.assertEqual(lead.stage_id, stage)
            self.assertEqual(action["tag"], "display_notification")
            told = action["params"]["message"]
            self.assertEqual(told, f"Moved to {stage.name}: Mango")
        self.assertPath(
            lead, [(self.new, "open"), (self.talk, "open"), (self.offer, "open")]
        )
        self.assertEqual(self._timeline(lead)[-1].user_id, self.agent)

    def test_it_never_wins(self):
        lead = self._lead(name="Mango", stage_id=self.offer.id)
        self.assertFalse(lead.oplus_has_next_stage)
        with self.assertRaisesRegex(UserError, "won or lost: Mango"):
            lead.oplus_action_next_stage()
        self.assertEqual(lead.stage_id, self.offer)

    def test_stages_of_other_teams_and_disabled_ones_are_passed_over(self):
        self.env = self.env(user=self.manager)
        for team in (self.south, self.env["crm.team"]):
            lead = self._lead(team_id=team.id)
            self._moved(lead)
            self.assertEqual(lead.stage_id, self.offer)
            self.assertFalse(lead.oplus_has_next_stage)
        stages = self.env["crm.stage"].sudo()
        last = stages.create({"name": "Last", "sequence": 3, "team_ids": False})
        (self.offer | self.won).sudo().sequence = 4
        lead = self._lead()
        lead.stage_id = self.talk
        self._moved(lead)
        self.assertEqual(lead.stage_id, last)
        lead.stage_id = self.talk
        last.active = False
        self._moved(lead)
        self.assertEqual(lead.stage_id, self.offer)

    def test_a_view_that_is_outdated_moves_nothing(self):
        lead = self._lead(name="Mango")
        self._end_transaction()
        shown = lead.with_context(oplus_shown_stage_id=lead.stage_id.id)
        lead.stage_id = self.talk
        self._end_transaction()
        action = shown.oplus_action_next_stage()
        self.assertEqual(lead.stage_id, self.talk)
        self.assertEqual(action["params"]["type"], "warning")
        self.assertIn("moved to Talk meanwhile: Mango", action["params"]["message"])
        self.assertTrue(action["params"]["next"])  # loads the view anew
        shown.with_context(oplus_shown_stage_id=self.talk.id).oplus_action_next_stage()
        self.assertEqual(lead.stage_id, self.offer)

    def test_from_a_disabled_stage_it_goes_on_and_not_back(self):
        lead = self._lead(stage_id=self.talk.id)
        self._end_transaction()
        # raw SQL: as in databases from before stages could be disabled
        update = "UPDATE crm_stage SET active = FALSE WHERE id = %s"
        self.env.cr.execute(update, [self.talk.id])
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.assertTrue(lead.oplus_has_next_stage)
        self._moved(lead)
        self.assertEqual(lead.stage_id, self.offer)

    def test_what_is_closed_or_no_opportunity_has_none(self):
        won, lost, archived, lead = self._leads(4)
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        archived.sudo().active = False
        lead.sudo().type = "lead"
        self._end_transaction()
        for one in (won, lost, archived, lead):
            self.assertFalse(one.oplus_has_next_stage)
            with self.assertRaises(UserError):
                one.oplus_action_next_stage()

    def test_a_stage_that_asks_why_is_asked_for_first(self):
        self.talk.sudo().change_reason = "always"
        lead = self._lead(name="Mango")
        self._end_transaction()
        action = self._moved(lead)
        self.assertEqual(lead.stage_id, self.new)
        self.assertEqual(action["tag"], TAG)
        self.assertEqual(
            action["params"],
            {
                "lead_id": lead.id,
                "stage_id": self.talk.id,
                "stage": "Talk",
                "name": "Mango",
                "asks_reason": True,
                "message": "Moved to Talk: Mango",
            },
        )
        # what the dialog does next
        self.assertFalse(lead.oplus_stage_move_asks(self.talk.id))
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            lead.oplus_stage_move(self.talk.id, {})
        lead.oplus_stage_move(self.talk.id, {}, reason="They called")
        self._end_transaction()
        self.assertEqual(self._timeline(lead)[-1].reason, "They called")

    def test_a_stage_with_conditions_is_asked_for_first(self):
        field = self.env["ir.model.fields"].sudo()._get("crm.lead", "phone")
        self.talk.sudo().condition_field_ids = [Command.set(field.ids)]
        lead = self._lead()
        lead.phone = False
        self._end_transaction()
        action = self._moved(lead)
        self.assertEqual((action["tag"], lead.stage_id), (TAG, self.new))
        self.assertFalse(action["params"]["asks_reason"])
        self.assertTrue(lead.oplus_stage_move_asks(self.talk.id))
        lead.phone = "+66 2 123 4567"
        self.assertEqual(self._moved(lead)["tag"], "display_notification")
        self.assertEqual(lead.stage_id, self.talk)

    def test_a_reader_is_refused(self):
        lead = self._lead()
        shares = self.env["crm.lead.share"]
        shares.create({"lead_id": lead.id, "user_id": self.colleague.id})
        self._end_transaction()
        self.env.invalidate_all()
        for user in (self.colleague, self.outsider):
            with self.assertRaises(AccessError):
                lead.with_user(user).oplus_action_next_stage()
        self.assertEqual(lead.stage_id, self.new)

    def test_it_costs_no_query_on_a_board(self):
        leads = self._leads(40)
        leads[:20].sudo().team_id = self.south
        self._end_transaction()
        names = ("stage_id", "team_id", "won_status", "type", "active")
        spec = {name: {} for name in names}
        leads.mapped("oplus_has_next_stage")  # the order of stages is remembered
        counts = []
        for asked in (spec, spec, spec | {"oplus_has_next_stage": {}}):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.web_read(asked)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_cards_and_rows_offer_it(self):
        for view, path in (
            ("crm.crm_case_kanban_view_leads", "//t[@t-name='menu']//a"),
            ("crm.crm_case_tree_view_oppor", "/list/button"),
        ):
            arch = self.env["crm.lead"].get_view(self.env.ref(view).id)["arch"]
            buttons = etree.fromstring(arch).xpath(f"{path}[@name]")
            contexts = {node.get("name"): node.get("context") for node in buttons}
            shown = contexts["oplus_action_next_stage"]
            self.assertEqual(shown, "{'oplus_shown_stage_id': stage_id}")

    def test_the_list_shows_the_six_facts(self):
        view = self.env.ref("crm.crm_case_tree_view_oppor")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id)["arch"])
        shown = {
            node.get("name"): node.get("optional", "show")
            for node in arch.xpath("./field[not(@column_invisible)]")
        }
        facts = ("name", "partner_id", "user_id", "expected_revenue")
        for name in (*facts, "probability", "date_deadline", "stage_id"):
            self.assertEqual(shown[name], "show", name)
        for name in ("contact_name", "email_from"):
            self.assertEqual(shown[name], "hide", name)

    def test_the_arrow_leaves_its_room_to_the_name(self):
        view = self.env.ref("crm.crm_case_tree_view_oppor")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id)["arch"])
        arrow = arch.xpath("//button[@name='oplus_action_next_stage']/@width")
        self.assertEqual(arrow, ["24px"])
