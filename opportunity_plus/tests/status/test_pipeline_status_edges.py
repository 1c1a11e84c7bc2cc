# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..company_common import company_abroad
from ..fuzz.values import VALUES
from .pipeline_status_common import MARCH, PipelineStatusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineStatusEdges(PipelineStatusCommon):
    """Odd days, filters, amounts and currencies."""

    def test_one_day_a_future_period_and_an_empty_pipeline(self):
        day = self._status(days=("2026-03-25", "2026-03-25"))
        self.assertEqual(self._sums(day, "won"), (1, 4000, 4000))
        future = self._status(days=("2027-01-01", "2027-12-31"))
        self.assertEqual(self._sums(future, "closed"), (0, 0, 0))
        self.assertEqual(self._sums(future, "open")[0], 5)
        nothing = self._status(domain=[("id", "=", 0)])
        self.assertEqual(self._sums(nothing, "open"), (0, 0, 0))

    def test_stages_of_one_name_are_told_apart_by_their_teams(self):
        own = {"name": "Offer", "team_ids": self.south.ids}
        self.theirs.stage_id = self.env["crm.stage"].sudo().create(own)
        names = [stage["name"] for stage in self._status()["stages"]]
        self.assertIn("Offer", names)
        self.assertIn("Offer (South)", names)
        self.assertEqual(names.count("Talk"), 1)

    def test_bad_days_get_a_sentence(self):
        for days, message in (
            (("2026-03-31", "2026-03-01"), "Exchange the days"),
            (("2026-13-45", "2026-03-01"), "Enter each day"),
            ((None, None), "Enter each day"),
        ):
            with self.subTest(days=days), self.assertRaisesRegex(UserError, message):
                self._status(days=days)

    def test_a_bad_filter_or_figure_gets_a_sentence(self):
        for domain in ("abc", [("no_such_field", "=", 1)], [("name", "=")], 7):
            with self.subTest(domain=domain), self.assertRaises(UserError):
                self._status(domain=domain)
        for name in ("nonsense", None, ["open"], {}):
            with self.subTest(name=name), self.assertRaises(UserError):
                self._found(name)

    def test_nonsense_gets_an_answer_or_a_sentence(self):
        leads = self.env["crm.lead"].with_user(self.agent)
        sensible = {"date_from": MARCH[0], "date_to": MARCH[1], "domain": []}
        figure = sensible | {"name": "entered", "stage_id": self.new.id}
        for method, known in (
            (leads.oplus_pipeline_status, sensible),
            (leads.oplus_pipeline_status_leads, figure),
            (leads.oplus_pipeline_status_leads, figure | {"name": "open"}),
        ):
            for name in (*known, "strict"):
                for value in VALUES:
                    with (
                        self.subTest(method=method.__name__, name=name, value=value),
                        suppress(UserError),
                        self.env.cr.savepoint(flush=False),
                    ):
                        method(**known | {name: value})

    def test_an_enormous_opportunity_is_counted_exactly(self):
        self._lead(expected_revenue=10**12, probability=100 / 3)
        self.assertEqual(self._sums(self._status(), "open")[1], 10**12 + 4670)

    def test_cents_are_those_of_pipeline_over_time(self):
        """Each opportunity in whole cents: 0.67 three times are 2.01."""
        abroad = company_abroad(self.env, 150, self.agent)
        vals = {"company_id": abroad.id, "team_id": False, "probability": 50}
        leads = self._leads(3, expected_revenue=100, **vals)
        self._end_transaction()
        companies = (self.env.company | abroad).ids
        env = self.env(context={"allowed_company_ids": companies})
        mine = [("id", "in", leads.ids)]
        figures = env["crm.lead"].oplus_pipeline_status(*MARCH, mine)["figures"]
        self.assertEqual(
            figures["open"]["all"], {"count": 3, "value": 2.01, "weighted": 0.99}
        )
        [pipeline] = env["crm.lead.revision"].pipeline_at(
            "2026-04-10", [("lead_id", "in", leads.ids)]
        )
        self.assertEqual([*figures["open"]["all"].values()], [*pipeline.values()])

    def test_other_currencies_at_the_rate_of_the_last_day(self):
        baht = self.env.ref("base.THB").sudo()
        baht.active = True
        baht.rate_ids.unlink()
        for day, rate in (("2026-03-31", 40), ("2026-04-05", 50)):
            self.env["res.currency.rate"].sudo().create(
                {"currency_id": baht.id, "name": day, "rate": rate}
            )
        company = self.env["res.company"].sudo()
        siam = company.create({"name": "Siam", "currency_id": baht.id})
        self.admin.sudo().company_ids += siam
        self.jumps.write({"company_id": siam.id, "user_id": False, "team_id": False})
        leads = self.env["crm.lead"].with_user(self.admin)
        leads = leads.with_context(allowed_company_ids=[self.env.company.id, siam.id])
        status = leads.oplus_pipeline_status(*MARCH)
        self.assertEqual(status["rates_date"], "2026-03-31")
        self.assertEqual(self._sums(status, "open", self.offer), (1, 75, 60))
        self.assertFalse(status["rates"][0]["is_missing"])
        baht.rate_ids.unlink()
        status = leads.oplus_pipeline_status(*MARCH)
        self.assertTrue(status["rates"][0]["is_missing"])
        self.assertEqual(self._sums(status, "open", self.offer), (1, 3000, 2400))
