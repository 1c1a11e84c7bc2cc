# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTypeProposals(OpportunityPlusCommon):
    """Opportunities from before, which have no type."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        types = cls.env["crm.opportunity.type"].sudo()
        types.search([]).active = False
        cls.fresh = types.create({"name": "Fresh", "proposed_for": "new"})
        cls.loyal = types.create({"name": "Loyal", "proposed_for": "existing"})
        cls.buyer = cls.env["res.partner"].sudo().create({"name": "Hanoi Steel"})
        order = cls.env["sale.order"].sudo().create({"partner_id": cls.buyer.id})
        order.state = "sale"

    def _untyped(self, **vals):
        return self._lead(opportunity_type_id=False, **vals)

    def _listed(self, leads):
        action = self.env.ref("opportunity_plus.crm_lead_action_propose_types")
        selected = {"active_model": "crm.lead", "active_ids": leads.ids}
        opened = action.with_user(self.agent).with_context(**selected).run()
        everything = self.env["crm.lead"].with_context(active_test=False)
        return everything.search(opened["domain"])

    def test_the_list_shows_what_has_no_type_and_changes_nothing(self):
        lost = self._untyped()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        untyped = self._untyped(partner_id=self.buyer.id) | lost
        typed = self._lead(opportunity_type_id=self.loyal.id)
        self.assertEqual(self._listed(untyped | typed), untyped)
        self.assertFalse(untyped.opportunity_type_id)

    def test_accepting_gives_each_the_type_of_its_customer(self):
        old, new = self._untyped(partner_id=self.buyer.id), self._untyped()
        typed = self._lead(opportunity_type_id=self.fresh.id, partner_id=self.buyer.id)
        unknown = self._untyped(partner_id=False)
        answer = (old | new | typed | unknown).oplus_action_accept_types()
        self.assertIn("2", answer["params"]["message"])
        self.assertEqual(old.opportunity_type_id, self.loyal)
        self.assertEqual((new | typed).opportunity_type_id, self.fresh)
        self.assertFalse(unknown.opportunity_type_id)
        with self.assertRaisesRegex(UserError, "No type is proposed"):
            (old | unknown).oplus_action_accept_types()

    def test_a_reader_is_refused(self):
        lead = self._untyped()
        shares = self.env["crm.lead.share"]
        shares.create({"lead_id": lead.id, "user_id": self.colleague.id})
        self._end_transaction()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            lead.with_user(self.colleague).oplus_action_accept_types()
        self.assertFalse(lead.opportunity_type_id)
