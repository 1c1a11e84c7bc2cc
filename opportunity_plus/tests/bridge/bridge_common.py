# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from ...models.bridge.movements import MOVEMENTS
from ..common import OpportunityPlusCommon

BETWEEN = MOVEMENTS[1:-1]


@tagged("post_install", "-at_install", "opportunity_plus")
class BridgeCommon(OpportunityPlusCommon):
    """A week from Monday, 2 March 2026, and opportunities of the agent in it.

    Nobody else's are in the figures: they are limited to the opportunities of the test.
    """

    FROM, TO = "2026-03-01", "2026-03-08"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company.sudo()
        cls.company.partner_id.tz = "UTC"
        rows = cls.env["crm.lead.revision"].sudo()
        cls.first = max(rows.search([]).ids, default=0)
        cls.env.flush_all()

    def _ledger(self, user=None):
        return self.env["crm.lead.revision"].with_user(user or self.admin)

    @property
    def mine(self):
        """The rows of the test."""
        return [("id", ">", self.first)]

    def _bridge(self, user=None, domain=(), **asked):
        asked = {"date_from": self.FROM, "date_to": self.TO} | asked
        return self._ledger(user).bridge(domain=[*self.mine, *domain], **asked)

    def _figures(self, user=None, **asked):
        """The figures of the only group that are not 0: (count, value) by movement."""
        [group] = self._bridge(user, **asked)
        return self._told(group)

    def _told(self, group):
        self.assertAddsUp(group)
        return {
            name: (group[name]["count"], group[name]["value"])
            for name in MOVEMENTS
            if group[name]["count"] or group[name]["value"]
        }

    def _by_group(self, name, user=None, **asked):
        return {
            group[name]: self._told(group)
            for group in self._bridge(user, group_by=name, **asked)
        }

    def assertAddsUp(self, group):
        moved = sum(round(100 * group[name]["value"]) for name in BETWEEN)
        opening, closing = (
            round(100 * group[name]["value"]) for name in ("opening", "closing")
        )
        self.assertEqual(opening + moved, closing, group)

    def assertBridge(self, expected, **asked):
        """Check the figures; opening and closing are left out where they are 0."""
        self.assertEqual(self._figures(**asked), expected)

    def _second_company(self, rates):
        """A company in another currency, in which all people of the test work."""
        env = self.env(su=True)
        currency = env["res.currency"].create(
            {"name": "OPX", "symbol": "OPX", "rounding": 0.01}
        )
        currency.rate_ids = [
            Command.create({"name": day, "rate": rate, "company_id": False})
            for day, rate in rates.items()
        ]
        company = env["res.company"].create(
            {"name": "Second", "currency_id": currency.id}
        )
        people = self.admin | self.manager | self.supervisor | self.agent
        (people | self.colleague).sudo().company_ids = [Command.link(company.id)]
        return company


@tagged("post_install", "-at_install", "opportunity_plus")
class BridgeLeadCommon(BridgeCommon):
    """An opportunity from before the week."""

    def setUp(self):
        super().setUp()
        with self._at("2026-02-20 09:00"):
            self.lead = self._lead(
                expected_revenue=100, probability=40, date_deadline="2026-03-20"
            )

    def _do(self, moment, **vals):
        with self._at(moment):
            self.lead.with_user(self.admin).write(vals)
