# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .bridge_common import BridgeCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridgeMoney(BridgeCommon):
    """Several companies: one currency, the rates of one day."""

    def setUp(self):
        super().setUp()
        self.second = self._second_company({"2026-01-01": 2, "2026-03-05": 4})
        with self._at("2026-02-20 09:00"):
            self.lead = self._lead(expected_revenue=100, team_id=False)
            self.foreign = self._lead(
                expected_revenue=400, team_id=False, company_id=self.second.id
            )

    def _both(self, user=None, company=None):
        companies = (company or self.company) | self.company | self.second
        return self._ledger(user).with_context(allowed_company_ids=companies.ids)

    def test_both_ends_at_the_rates_of_the_later_day(self):
        page = self._both().bridge_page(self.FROM, self.TO, self.mine)
        self.assertEqual(
            self._told(page["total"]), {"opening": (2, 200), "closing": (2, 200)}
        )
        self.assertEqual(
            page["rates"],
            [
                {
                    "currency_id": self.second.currency_id.id,
                    "rate": 0.25,
                    "date": "2026-03-05",
                    "is_missing": False,
                }
            ],
        )
        [group] = self._both().pipeline_at(self.FROM, self.mine)
        self.assertEqual(group["expected_revenue"], 300)

    def test_the_currency_of_the_callers_company(self):
        [group] = self._both(company=self.second).bridge(self.FROM, self.TO, self.mine)
        self.assertEqual(group["closing"], {"count": 2, "value": 800})

    def test_only_companies_that_are_switched_on(self):
        ledger = self._ledger().with_context(allowed_company_ids=self.company.ids)
        [group] = ledger.bridge(self.FROM, self.TO, self.mine)
        self.assertEqual(group["closing"], {"count": 1, "value": 100})

    def _without_company(self):
        """Let the foreign one belong to a team of the second company."""
        with self._at("2026-03-03 09:00"):
            self.south.sudo().company_id = self.second
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE crm_lead_revision SET company_id = NULL, team_id = %s"
                " WHERE lead_number = %s",
                [self.south.id, self.foreign.id],
            )

    def test_without_a_company_it_belongs_to_its_team(self):
        self._without_company()
        [group] = self._both().bridge(self.FROM, self.TO, self.mine)
        self.assertEqual(group["closing"], {"count": 2, "value": 200})

    def test_a_team_that_is_deleted_changes_nothing_of_the_past(self):
        self._without_company()
        foreign = [*self.mine, ("lead_id", "=", self.foreign.id)]

        def told():
            self.env.invalidate_all()
            ledger, days = self._both(), (self.FROM, self.TO)
            history = ledger.env["crm.lead.stage.history"]
            asked = ["currency_id:array_agg_distinct", "expected_revenue:sum_currency"]
            return [
                ledger.bridge(*days, self.mine),
                ledger.pipeline_at(self.TO, self.mine),
                history.success("2026-02-01", self.TO, self.mine)["created"],
                history.search(foreign).currency_id,
                history._read_group(foreign, aggregates=asked),
                ledger.search(foreign).currency_id,
            ]

        before = told()
        self.assertEqual(before[-1], self.second.currency_id)
        with self._at("2026-03-07 09:00"):
            self.south.with_user(self.admin).unlink()
        self.assertEqual(told(), before)

    def test_a_company_with_a_new_currency_has_the_same_numbers(self):
        """The ledger holds numbers, not currencies."""
        self.second.currency_id = self.company.currency_id
        [group] = self._both().bridge(self.FROM, self.TO, self.mine)
        told = {"opening": (2, 500), "closing": (2, 500)}
        self.assertEqual(self._told(group), told)

    def test_a_missing_rate_is_said(self):
        self.second.currency_id.rate_ids.unlink()
        page = self._both().bridge_page(self.FROM, self.TO, self.mine)
        [rate] = page["rates"]
        self.assertEqual((rate["rate"], rate["date"]), (1, False))
        self.assertTrue(rate["is_missing"])
        self.second.currency_id.rate_ids = [
            Command.create({"name": "2026-04-01", "rate": 2, "company_id": False})
        ]
        [rate] = self._both().bridge_page(self.FROM, self.TO, self.mine)["rates"]
        self.assertEqual((rate["rate"], rate["is_missing"]), (0.5, True))

    def test_another_company_changes_the_value(self):
        with self._at("2026-03-03 09:00"):
            self.foreign.with_user(self.admin).sudo().company_id = self.company
        [group] = self._both().bridge(self.FROM, self.TO, self.mine)
        self.assertEqual(
            self._told(group),
            {"opening": (2, 200), "increased": (1, 300), "closing": (2, 500)},
        )
