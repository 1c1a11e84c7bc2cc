# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.tests import tagged

from .documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusQuotationCommon(OpportunityPlusDocumentsCommon):
    """Quotations of the agent, and how they stand."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")
        self.today = self.env.company._oplus_today()

    def _day(self, days):
        return self.today + timedelta(days)

    def _quotation(self, lead=None, state="draft", valid=False, **vals):
        """A quotation of the agent.

        :param valid: for how many more days; False for no end
        """
        until = valid if valid is False else self._day(valid)
        vals = {"user_id": self.agent.id, "validity_date": until, **vals}
        order = self._order(lead or self.lead, **vals).sudo()
        order.state = state
        return order

    def assertStands(self, state, until=False, lead=None, user=None):
        """Check how the latest quotation stands for a reader, and that the reader finds
        the opportunity by it, in a search and in a group."""
        self.env.flush_all()
        self.env.invalidate_all()
        lead = (lead or self.lead).with_user(user or self.agent)
        self.assertEqual(
            (lead.quotation_state, lead.quotation_valid_until), (state, until)
        )
        only = [("id", "=", lead.id)]
        states = ("none", "draft", "sent", "expired", "signed")
        found = [one for one in states if lead.search([*only, self._is(one)])]
        self.assertEqual(found, [state])
        for operator in ("=", ">=", "<="):
            term = ("quotation_valid_until", operator, until)
            expected = lead if until or operator == "=" else lead.browse()
            self.assertEqual(lead.search([*only, term]), expected)
        groups = lead._read_group(only, ["quotation_state"], ["__count"])
        self.assertEqual(groups, [(state, 1)])

    def _is(self, state):
        return ("quotation_state", "=", state)
