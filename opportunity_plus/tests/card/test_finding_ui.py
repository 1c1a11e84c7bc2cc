# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


class NextStageUi:
    """Tours for screens of any width."""

    def test_a_card_moves_on_by_its_menu(self):
        self.talk.sudo().change_reason = "always"
        lead = self._lead(name="Tour deal")
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_next_stage", login="op_agent")
        self.env.invalidate_all()
        self.assertPath(
            lead, [(self.new, "open"), (self.talk, "open"), (self.offer, "open")]
        )
        self.assertEqual(self._timeline(lead)[1].reason, "They called")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFindingUi(NextStageUi, OpportunityPlusCommon, HttpCase):
    """On a wide screen, also what people find on their boards."""

    def _made(self, **vals):
        """An opportunity that the administrator made."""
        own, self.env = self.env, self.env(user=self.admin)
        lead = self._lead(**vals)
        self.env = own
        self._end_transaction()
        return lead

    def test_what_is_shared_is_on_the_board(self):
        lead = self._made(name="Theirs", user_id=self.colleague.id)
        shares = self.env["crm.lead.share"].with_user(self.admin)
        shares.create({"lead_id": lead.id, "user_id": self.agent.id})
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_my_pipeline", login="op_agent")

    def test_who_has_nothing_yet_sees_no_samples(self):
        for action in ("/odoo/crm", "/odoo/action-crm.crm_lead_action_pipeline"):
            self.start_tour(action, "opportunity_plus_empty_pipeline", login="op_agent")

    def test_a_leader_finds_the_team(self):
        self._made(name="Nobody", user_id=False)
        self._made(name="Own", user_id=self.supervisor.id)
        self.start_tour(
            "/odoo/crm", "opportunity_plus_team_pipeline", login="op_supervisor"
        )

    def test_filters_find_what_has_the_color(self):
        today = fields.Date.context_today(self.agent)
        for days in (-3, 0, 6, 7, 40):
            self._lead(date_deadline=today + timedelta(days))
        self._end_transaction()
        self.start_tour(
            "/odoo/crm", "opportunity_plus_expected_closing_filters", login="op_agent"
        )


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFindingPhone(NextStageUi, OpportunityPlusCommon, HttpCase):
    """On a phone."""

    browser_size = "390x844"
    touch_enabled = True
