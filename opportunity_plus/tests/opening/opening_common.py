# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon

CUSTOMER = {"name": "Hanoi Textiles"}


class OpeningCommon(OpportunityPlusCommon):
    """New customers become opportunities.

    The clerk may create contacts and has no right to the pipeline.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=1)
        cls.clerk = cls._user("clerk", "base.group_user,base.group_partner_manager")
        cls.company = cls.env.company
        cls.company.opportunity_auto_create = True
        cls.env.flush_all()
        cls.env = cls.env(user=cls.agent)

    def _create(self, *vals_list, user=None, **context):
        """Contacts that somebody creates; by default one."""
        partners = self.env["res.partner"].with_user(user or self.env.user)
        return partners.with_context(**context).create([*vals_list] or [dict(CUSTOMER)])

    def _opened(self, partners):
        """The opportunities of customers, whoever may see them."""
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        return leads.search([("partner_id", "in", partners.ids)], order="id")

    def _log(self, partners):
        rows = self.env["crm.lead.opening"].sudo()
        return rows.search([("partner_id", "in", partners.ids)], order="id")

    def assertOpened(self, partners, number=1):
        self.assertEqual(len(self._opened(partners)), number)

    def assertSkipped(self, partners, *reasons):
        """Check that nothing was opened, and why."""
        self.assertOpened(partners, 0)
        self.assertEqual(self._log(partners).mapped("reason"), [*reasons])
