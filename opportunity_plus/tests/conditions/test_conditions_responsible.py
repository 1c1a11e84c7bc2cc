# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsResponsible(ConditionsCommon):
    """The dialog of a move also asks for who is in charge, who may be somebody else."""

    def setUp(self):
        super().setUp()
        self.env.company.sudo().opportunity_agents_see_unassigned = True
        self._ask(self.offer, "user_id", "referred")

    def _unassigned(self, **vals):
        lead = self._lead(**vals).sudo()
        lead.user_id = False
        self._wait()
        return lead.with_user(self.agent)

    def test_who_gives_it_to_a_colleague_moves_it(self):
        lead = self._unassigned(name="Mango")
        values = {"user_id": self.colleague.id, "referred": "Somchai"}
        lead.oplus_stage_move(self.offer.id, values)
        self._wait()
        lead = lead.sudo()
        self.assertEqual(lead.stage_id, self.offer)
        self.assertEqual((lead.user_id, lead.referred), (self.colleague, "Somchai"))

    def test_others_move_with_it_and_keep_who_they_have(self):
        lead = self._unassigned(name="Mango")
        own = self._lead(name="Durian").with_user(self.agent)
        done = self._lead(name="Guava", referred="x").with_user(self.agent)
        self._wait()
        values = {"user_id": self.colleague.id, "referred": "Somchai"}
        (lead | own | done).oplus_stage_move(self.offer.id, values)
        self._wait()
        leads = (lead | own | done).sudo()
        self.assertEqual(leads.stage_id, self.offer)
        self.assertEqual(
            [(one.user_id, one.referred) for one in leads],
            [
                (self.colleague, "Somchai"),
                (self.agent, "Somchai"),
                (self.agent, "x"),
            ],
        )

    def test_nothing_is_kept_of_a_move_that_is_refused(self):
        lead = self._unassigned(name="Mango")
        self.offer.sudo().change_reason = "always"
        values = {"user_id": self.colleague.id, "referred": "Somchai"}
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            lead.oplus_stage_move(self.offer.id, values)
        self.env.invalidate_all()
        self.assertFalse(lead.user_id)
        self.assertFalse(lead.referred)
