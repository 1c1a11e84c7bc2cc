# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .pipeline_status_common import MARCH, PipelineStatusCommon

CLOSED = ("won", "lost", "closed", "created", "created_won", "created_open")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineStatusPast(PipelineStatusCommon):
    """A period stays what it was, and filters go by the values of that time."""

    def _closed(self, status):
        return {name: self._sums(status, name) for name in CLOSED}

    def test_later_changes_leave_the_period_as_it_was(self):
        before = self._closed(self._status())
        self.assertEqual(before["won"], (2, 7000, 7000))
        self.quick.write({"stage_id": self.new.id})
        self.late.expected_revenue = 1
        self.gone.unlink()
        self._end_transaction()
        status = self._status()
        self.assertEqual(self._closed(status), before)
        self.assertEqual(self._found("won"), self.quick | self.late)
        self.assertEqual(self._behind("lost"), (self.gone.browse(), 1))

    def test_what_was_merged_later_stays_won(self):
        (self.late | self.quick).sudo().merge_opportunity()
        self._end_transaction()
        self.assertEqual(self._sums(self._status(), "won"), (2, 7000, 7000))

    def test_what_was_reopened_within_the_period_is_not_won(self):
        april = ("2026-03-01", "2026-04-30")
        self.quick.write({"stage_id": self.new.id})
        self._end_transaction()
        status = self._status(days=april)
        self.assertEqual(self._sums(status, "won"), (2, 3800, 3800))
        self.assertEqual(self._sums(status, "created_won"), (0, 0, 0))

    def test_won_agrees_with_the_bridge(self):
        self.quick.write({"stage_id": self.new.id})
        self._end_transaction()
        ledger = self.env["crm.lead.revision"].with_user(self.admin)
        [bridge] = ledger.bridge("2026-02-28", "2026-03-31")
        status = self._status()
        for name, sign in (("won", -1), ("lost", -1), ("new", 1)):
            figure = {"new": "created"}.get(name, name)
            count, value, _weighted = self._sums(status, figure)
            told = bridge[name]
            self.assertEqual((told["count"], sign * told["value"]), (count, value))

    def test_open_now_agrees_with_the_pipeline_of_today(self):
        ledger = self.env["crm.lead.revision"].with_user(self.admin)
        [now] = ledger.pipeline_at("2026-04-10")
        open_now = self._sums(self._status(), "open")
        told = (now["count"], now["expected_revenue"], now["weighted_revenue"])
        self.assertEqual(open_now, told)
        self.assertIn(self.shelved, self._found("open"))

    def test_filters_go_by_the_salesperson_team_and_type_of_that_time(self):
        kind = self.env["crm.opportunity.type"].sudo().create({"name": "Spare parts"})
        filters = (
            [("user_id", "=", self.agent.id)],
            [("team_id", "=", self.north.id)],
            [("team_id.name", "=", "North")],
            ["|", ("user_id", "=", self.agent.id), ("name", "=", "Nobody")],
            [("opportunity_type_id", "!=", kind.id)],
        )
        before = [self._figures_of(domain) for domain in filters]
        changed = {"user_id": self.colleague.id, "team_id": self.south.id}
        self.late.write(changed | {"opportunity_type_id": kind.id})
        self.quick.unlink()
        self._end_transaction()
        for domain, expected in zip(filters, before, strict=True):
            with self.subTest(domain=domain):
                self.assertEqual(expected["won"], (2, 7000, 7000))
                self.assertEqual(self._figures_of(domain), expected)
                found = self._behind("won", domain=domain)
                self.assertEqual(found, (self.late, 1))

    def _figures_of(self, domain):
        status = self._status(domain=domain)
        entered = self._sums(status, "entered", self.new)[0]
        return self._closed(status) | {"entered": entered}

    def test_other_filters_go_by_the_opportunity_as_it_is(self):
        self.late.priority = "3"
        self._end_transaction()
        status = self._status(domain=[("priority", "=", "3")])
        self.assertEqual(self._sums(status, "won"), (1, 3000, 3000))

    def test_the_page_may_be_read_from_a_replica(self):
        leads = self.env["crm.lead"].with_user(self.agent)
        self.env.flush_all()
        self.env.cr.execute("SET TRANSACTION READ ONLY")
        leads.oplus_pipeline_status(*MARCH)
        for name in ("open", "won", "entered", "in_time"):
            leads.oplus_pipeline_status_leads(name, *MARCH)

    def test_a_rate_stands_for_both_currencies(self):
        """The rates of Odoo name one currency, which has no rate of its own."""
        rates = self.env["res.currency.rate"].sudo()
        baht, dollar = (self.env.ref(f"base.{name}").sudo() for name in ("THB", "USD"))
        (baht | dollar).active = True
        rates.search([]).unlink()
        rates.create(
            {
                "company_id": False,
                "currency_id": baht.id,
                "name": "2026-01-01",
                "rate": 33,
            }
        )
        companies = self.env["res.company"].sudo()
        siam = companies.create({"name": "Siam", "currency_id": baht.id})
        states = companies.create({"name": "States", "currency_id": dollar.id})
        self.admin.sudo().company_ids += siam | states
        away = {"company_id": states.id, "user_id": False, "team_id": False}
        self.jumps.write(away)
        self._end_transaction()
        leads = self.env["crm.lead"].with_user(self.admin)
        leads = leads.with_context(allowed_company_ids=[siam.id, states.id])
        status = leads.oplus_pipeline_status(*MARCH)
        self.assertEqual(self._sums(status, "open", self.offer), (1, 99000, 79200))
        [told] = (one for one in status["rates"] if one["currency_id"] == dollar.id)
        self.assertEqual((round(told["rate"], 6), told["is_missing"]), (33, False))
        ledger = self.env["crm.lead.revision"].with_env(leads.env)
        self.assertEqual(ledger.pipeline_at("2026-04-10")[0]["expected_revenue"], 99000)
