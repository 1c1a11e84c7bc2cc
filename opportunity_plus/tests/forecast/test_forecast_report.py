# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from ..company_common import company_abroad
from .forecast_common import NOW, ForecastCommon


class TestForecastReport(ForecastCommon):
    def _report(self, user=None):
        report = self.env["crm.forecast.report"].with_user(user or self.agent)
        rows = report.search(
            [("lead_name", "!=", False), ("team_id", "in", self.teams)]
        )
        return sorted(
            (str(row.month), row.kind, row.lead_name, row.amount) for row in rows
        )

    def setUp(self):
        super().setUp()
        self.teams = (self.north | self.south).ids

    def test_forecast_and_outcome(self):
        with self._at("2026-01-10T09:00"):
            kept = self._expected("2026-02-20")
            moved = self._expected("2026-02-21", probability=20)
            surprise = self._expected("2026-05-01", expected_revenue=700)
        with self._at("2026-02-10T09:00"):
            kept.write({"expected_revenue": 1200})
            kept.stage_id = self.won
            moved.date_deadline = "2026-03-30"
            surprise.stage_id = self.won
            self._expected("2026-02-25")  # too late for the forecast
        expected = [
            ("2026-02-01", "forecast", "2026-02-20", 500.0),
            ("2026-02-01", "forecast", "2026-02-21", 200.0),
            ("2026-02-01", "won", "2026-02-20", 1200.0),
            ("2026-02-01", "won", "2026-05-01", 700.0),
        ]
        with self._at(NOW):
            self.assertEqual(self._report(), expected)
            self.assertEqual(self._report(self.supervisor), expected)
            self.assertEqual(self._report(self.colleague), [])

    def test_what_is_shared_merged_or_lost_is_read(self):
        with self._at("2026-01-10T09:00"):
            shared = self._expected("2026-02-20")
            gone, kept = self._expected("2026-02-21"), self._expected("2026-02-22")
            lost = self._expected("2026-02-23")
            foreign = self._expected("2026-02-24")
        (shared | foreign).sudo().user_id = self.supervisor
        self.env["crm.lead.share"].with_user(self.admin).create(
            {"lead_id": shared.id, "user_id": self.agent.id}
        )
        with self._at("2026-02-10T09:00"):
            (gone | kept).with_user(self.admin).merge_opportunity()
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self._at(NOW):
            told = [row[2] for row in self._report() if row[1] == "forecast"]
        expected = ["2026-02-20", "2026-02-21", "2026-02-22", "2026-02-23"]
        self.assertEqual(told, expected)

    def test_won_and_taken_back(self):
        with self._at("2026-01-10T09:00"):
            back, twice = self._expected("2026-02-20"), self._expected("2026-02-21")
        leads = (back | twice).with_user(self.admin)
        with self._at("2026-02-10T09:00"):
            leads.stage_id = self.won
        with self._at("2026-02-12T09:00"):
            leads.stage_id = self.offer
        with self._at("2026-02-14T09:00"):
            leads[1].stage_id = self.won
        with self._at(NOW):
            won = [row[2] for row in self._report() if row[1] == "won"]
            self.assertEqual(won, ["2026-02-21"])

    def test_agrees_with_the_bridge(self):
        with self._at("2026-01-10T09:00"):
            for day in ("2026-02-01", "2026-02-28", "2026-03-01", "2026-01-31"):
                self._expected(day, expected_revenue=333.33, probability=30)
        with self._at("2026-02-10T09:00"):
            leads = self.env["crm.lead"].search([("name", "=like", "2026-0%")])
            leads[:2].stage_id = self.won
        with self._at(NOW):
            ledger = self.env["crm.lead.revision"]
            days = "2026-01-31", "2026-02-28"
            (whole,) = ledger.bridge(*days)
            (window,) = ledger.bridge(
                *days,
                measure="weighted_revenue",
                closing_from="2026-02-01",
                closing_until="2026-02-28",
            )
            groups = self.env["crm.forecast.report"]._read_group(
                [("month", "=", "2026-02-01")], ["kind"], ["amount:sum", "__count"]
            )
            sums = {kind: (amount, count) for kind, amount, count in groups}
            # each in whole cents: 99.999 is 100
            self.assertEqual(sums["forecast"], (200.0, 2))
            opening, won = window["opening"], whole["won"]
            self.assertEqual(
                sums,
                {
                    "forecast": (opening["value"], opening["count"]),
                    "won": (-won["value"], won["count"]),
                },
            )

    def _won_abroad(self, amount):
        """What was won in February abroad; 66 at its end, 100 since."""
        abroad = company_abroad(self.env, 33, self.agent)
        abroad.currency_id.rate_ids = [
            Command.create({"name": day, "rate": rate, "company_id": False})
            for day, rate in (("2026-02-20", 66), ("2026-03-10", 100))
        ]
        vals = {"expected_revenue": amount, "company_id": abroad.id, "team_id": False}
        with self._at("2026-01-10T09:00"):
            lead = self._expected("2026-02-21", **vals)
        with self._at("2026-02-10T09:00"):
            lead.stage_id = self.won
        return abroad

    def test_several_currencies_as_in_the_bridge(self):
        """In the currency of the reader's company, at the rates of the month's end."""
        home = self.env.company
        with self._at("2026-01-10T09:00"):
            lead = self._expected("2026-02-20")
        with self._at("2026-02-10T09:00"):
            lead.stage_id = self.won
        abroad = self._won_abroad(33000)
        mine = [("lead_name", "like", "2026-02-2")]
        for company, won in ((home, 1500), (abroad, 99000)):
            companies = (company | home | abroad).ids
            env = self.env(context={"allowed_company_ids": companies})
            with self.subTest(company=company.name), self._at(NOW):
                [(currencies, amount)] = env["crm.forecast.report"]._read_group(
                    [*mine, ("kind", "=", "won")],
                    aggregates=["currency_id:array_agg_distinct", "amount:sum"],
                )
                self.assertEqual(currencies, company.sudo().currency_id.ids)
                self.assertEqual(amount, won)
                days = ("2026-01-31", "2026-02-28")
                [bridge] = env["crm.lead.revision"].bridge(*days, domain=mine)
                self.assertEqual(-bridge["won"]["value"], amount)

    def test_cents_of_the_currency(self):
        """A currency without cents, and an opportunity of nothing."""
        yen = (
            self.env["res.currency"]
            .sudo()
            .create({"name": "YYY", "symbol": "Y", "rounding": 1})
        )
        self.env.company.sudo().currency_id = yen
        with self._at("2026-01-10T09:00"):
            self._expected("2026-02-20", expected_revenue=333, probability=50)
            self._expected("2026-02-21", expected_revenue=0, probability=50)
        with self._at(NOW):
            amounts = [row[3] for row in self._report()]
        self.assertEqual(amounts, [167.0, 0.0])

    def test_months(self):
        """Six past months, by the time zone of the company."""
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        with self._at("2025-08-10T09:00"):
            leads = self._leads(9, expected_revenue=100, date_deadline="2026-08-01")
        for lead, moment in zip(
            leads,
            (
                "2025-08-31T16:59",
                "2025-08-31T17:00",
                "2026-02-28T16:59",
                "2026-02-28T17:00",
            ),
            strict=False,
        ):
            with self._at(moment):
                lead.stage_id = self.won
        with self._at(NOW):
            self.assertEqual(
                [row[0] for row in self._report()], ["2025-09-01", "2026-02-01"]
            )

    def test_open_from_the_list(self):
        with self._at("2026-01-10T09:00"):
            lead = self._expected("2026-02-20")
        with self._at(NOW):
            row = self.env["crm.forecast.report"].search([("lead_id", "=", lead.id)])
            self.assertEqual(row.action_open()["res_id"], lead.id)
