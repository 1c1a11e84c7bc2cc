# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .bridge_common import BridgeCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridgeReaders(BridgeCommon):
    """Days of the company, replicas, stages of today, types, and other currencies."""

    def setUp(self):
        super().setUp()
        with self._at("2026-02-20 09:00"):
            self.lead = self._lead(expected_revenue=100, probability=40)

    def test_days_are_those_of_the_company_for_every_reader(self):
        """Won at 23:30 and at 00:30 in Bangkok, which is one day elsewhere."""
        self.company.partner_id.tz = "Asia/Bangkok"
        with self._at("2026-02-20 10:00"):
            after = self._lead(expected_revenue=70)
        with self._at("2026-03-08 16:30"):
            self.lead.action_set_won()
        with self._at("2026-03-08 17:30"):
            after.action_set_won()
        for zone in ("America/Los_Angeles", "Asia/Bangkok", False):
            reader = self.admin.with_context(tz=zone)
            reader.sudo().tz = zone
            figures = self._figures(reader)
            self.assertEqual(figures["won"], (1, -100))
            self.assertEqual(figures["closing"], (1, 70))
        [group] = self._bridge(date_from="2026-03-08", date_to="2026-03-09")
        self.assertEqual(group["won"], {"count": 1, "value": -70})

    def test_the_pages_may_be_read_from_a_replica(self):
        self.env.flush_all()
        self.env.cr.execute("SET TRANSACTION READ ONLY")
        for user in (self.admin, self.agent):
            ledger = self._ledger(user)
            days = (self.FROM, self.TO)
            asked = {"domain": self.mine, "group_by": ["team_id", "stage_today_id"]}
            self.assertEqual(
                ledger.bridge_page(*days, **asked)["total"]["opening"]["count"], 1
            )
            ledger.bridge_records(*days, movement="opening", **asked)
            ledger.bridge_leads(*days, movement="won", **asked)
            ledger.bridge(*days, view="gross", **asked)
            self.assertEqual(
                ledger.pipeline_page(self.TO, **asked)["total"]["count"], 1
            )
            ledger.pipeline_records(self.TO, **asked)
            ledger.pipeline_at(self.TO, **asked)

    def test_disabling_a_stage_is_no_movement_between_stages_of_today(self):
        with self._at("2026-03-04 09:00"):
            self.lead.stage_id = self.talk
        with self._at("2026-03-05 09:00"):
            self.lead.sudo().stage_id = self.offer
            self.talk.sudo().write({"active": False, "replaced_by_id": self.offer.id})
        with self._at("2026-03-06 09:00"):
            later = self._lead(expected_revenue=7, stage_id=self.offer.id)
        whole = {"date_from": "2026-03-04", "date_to": self.TO}
        self.assertEqual(
            self._by_group("stage_today_id", **whole),
            {
                self.offer.id: {
                    "opening": (1, 100),
                    "new": (1, 7),
                    "closing": (2, 107),
                }
            },
        )
        self.assertIn(
            "reassigned_out", self._by_group("stage_id", **whole)[self.talk.id]
        )
        page = self._ledger().pipeline_page(
            "2026-03-04", self.mine, group_by="stage_today_id"
        )
        self.assertEqual([one["labels"] for one in page["groups"]], [["Offer"]])
        today = [("stage_today_id", "=", self.offer.id)]
        self.assertEqual(self._figures(domain=today, **whole)["closing"], (2, 107))
        records = self._ledger().pipeline_records(
            self.TO, self.mine, group_by="stage_today_id", group=[self.offer.id]
        )
        self.assertEqual(records["lead_ids"], sorted((self.lead | later).ids))

    def test_a_line_for_each_type(self):
        kinds = self.env["crm.opportunity.type"].sudo()
        spare, whole = kinds.create([{"name": "Spare parts"}, {"name": "Whole lines"}])
        with self._at("2026-03-03 09:00"):
            self._lead(expected_revenue=50, opportunity_type_id=spare.id)
            sold = self._lead(expected_revenue=20, opportunity_type_id=whole.id)
        with self._at("2026-03-04 09:00"):
            sold.action_set_won()
        groups = self._by_group("opportunity_type_id")
        self.assertEqual(groups[spare.id], {"new": (1, 50), "closing": (1, 50)})
        self.assertEqual(groups[whole.id], {"new": (1, 20), "won": (1, -20)})
        page = self._ledger().bridge_page(
            self.FROM, self.TO, self.mine, group_by="opportunity_type_id"
        )
        labels = [one["labels"][0] for one in page["groups"]]
        self.assertLess(labels.index("Spare parts"), labels.index("Whole lines"))

    def test_a_reader_whose_company_has_another_currency_than_the_rates(self):
        """The rate of the reader's currency alone is enough."""
        second = self._second_company({"2026-01-01": 4})
        rates = self.env["res.currency.rate"].sudo()
        rates.search([("currency_id", "=", self.company.currency_id.id)]).unlink()
        ledger = self._ledger().with_context(
            allowed_company_ids=[second.id, self.company.id]
        )
        page = ledger.bridge_page(self.FROM, self.TO, self.mine)
        self.assertEqual(page["currency_id"], second.currency_id.id)
        self.assertEqual(page["total"]["opening"], {"count": 1, "value": 400})
        [rate] = page["rates"]
        self.assertEqual((rate["rate"], rate["is_missing"]), (4, False))
        self.assertEqual(rate["date"], "2026-01-01")

    def test_a_rate_of_a_later_day_is_told_as_missing(self):
        second = self._second_company({"2026-12-01": 4})
        rates = self.env["res.currency.rate"].sudo()
        rates.search([("currency_id", "=", self.company.currency_id.id)]).unlink()
        ledger = self._ledger().with_context(
            allowed_company_ids=[second.id, self.company.id]
        )
        page = ledger.bridge_page(self.FROM, self.TO, self.mine)
        [rate] = page["rates"]
        self.assertEqual((rate["rate"], rate["is_missing"]), (4, True))
        self.assertEqual(page["total"]["opening"]["value"], 400)
