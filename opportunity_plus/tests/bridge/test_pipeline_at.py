# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .bridge_common import BridgeCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineOnAnyDate(BridgeCommon):
    """The pipeline as it was at the end of a day."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(
                expected_revenue=100, probability=40, date_deadline="2026-03-20"
            )
            self.other = self._lead(
                expected_revenue=50, probability=50, stage_id=self.talk.id
            )
        with self._at("2026-03-04 09:00"):
            self.lead.stage_id = self.offer
        with self._at("2026-03-05 23:30"):
            self.lead.action_set_won()

    def _pipeline(self, day, user=None, domain=(), **asked):
        return self._ledger(user).pipeline_at(
            day, domain=[*self.mine, *domain], **asked
        )

    def test_any_day(self):
        for day, expected in {
            "2026-03-01": (0, 0, 0),
            "2026-03-02": (2, 150, 65),
            "2026-03-05": (1, 50, 25),
            "2999-12-31": (1, 50, 25),
            "1900-01-01": (0, 0, 0),
            "0001-01-01": (0, 0, 0),
            "9999-12-31": (1, 50, 25),
        }.items():
            [group] = self._pipeline(day)
            self.assertEqual(tuple(group.values()), expected, day)

    def test_a_day_ends_where_the_company_is(self):
        self.company.partner_id.tz = "Asia/Bangkok"
        [group] = self._pipeline("2026-03-05")
        self.assertEqual(group["count"], 2)
        self.company.partner_id.tz = False
        self.company.resource_calendar_id.tz = "Pacific/Auckland"
        [group] = self._pipeline("2026-03-05", user=self.agent.with_context(tz="UTC"))
        self.assertEqual(group["count"], 2)
        self.company.resource_calendar_id.tz = "UTC"
        [group] = self._pipeline("2026-03-05")
        self.assertEqual(group["count"], 1)

    def test_groups(self):
        self.assertEqual(
            self._pipeline("2026-03-03", group_by="stage_id"),
            [
                {
                    "stage_id": stage.id,
                    "count": 1,
                    "expected_revenue": expected,
                    "weighted_revenue": weighted,
                }
                for stage, expected, weighted in (
                    (self.new, 100, 40),
                    (self.talk, 50, 25),
                )
            ],
        )
        groups = self._pipeline("2026-03-03", group_by=["team_id", "date_deadline"])
        self.assertEqual({group["team_id"] for group in groups}, {self.north.id})
        self.assertIn("2026-03-01", [group["date_deadline"] for group in groups])
        for name, value in {
            "lead_id.partner_id": self.customer.id,
            "outcome": "open",
            "lead_name": self.other.name,
            "is_backfilled": False,
            "currency_id": self.company.currency_id.id,
            "date_from:day": "2026-03-02",
            "company_id": self.lead.company_id.id,
        }.items():
            groups = self._pipeline("2026-03-03", group_by=name)
            self.assertIn(value, [group[name] for group in groups], name)

    def test_a_field_of_the_customers_own(self):
        self.env["ir.model.fields"].sudo().create(
            {
                "name": "x_region_id",
                "model_id": self.env["ir.model"]._get("crm.lead.revision").id,
                "ttype": "many2one",
                "relation": "res.country",
            }
        )
        thailand = self.env.ref("base.th")
        self.env.cr.execute(
            "UPDATE crm_lead_revision SET x_region_id = %s WHERE lead_number = %s",
            [thailand.id, self.other.id],
        )
        groups = self._pipeline("2026-03-03", group_by="x_region_id")
        self.assertEqual(
            {group["x_region_id"]: group["count"] for group in groups},
            {thailand.id: 1, False: 1},
        )

    def test_readers(self):
        for user, count in {
            self.admin: 2,
            self.manager: 2,
            self.supervisor: 2,
            self.agent: 2,
            self.colleague: 0,
            self.outsider: 0,
        }.items():
            [group] = self._pipeline("2026-03-03", user=user)
            self.assertEqual(group["count"], count, user.name)
        self.env["crm.lead.share"].sudo().create(
            {"lead_id": self.other.id, "user_id": self.colleague.id, "access": "read"}
        )
        [group] = self._pipeline("2026-03-03", user=self.colleague)
        self.assertEqual(group["expected_revenue"], 50)

    def test_a_deleted_stage(self):
        stages = self.env["crm.stage"].sudo()
        stage = stages.create({"name": "Old", "sequence": 2})
        later = stages.create({"name": "Elder", "sequence": 3})
        with self._at("2026-03-06 09:00"):
            self.other.with_user(self.admin).stage_id = stage
            self.lead.with_user(self.admin).stage_id = later
        with self._at("2026-03-07 09:00"):
            (self.other | self.lead).with_user(self.admin).stage_id = self.new
            stage.sudo().unlink()
            later.sudo().unlink()
        for name in ("stage_id", "stage_today_id"):
            page = self._ledger().pipeline_page("2026-03-06", self.mine, name)
            told = [(group["labels"], group["count"]) for group in page["groups"]]
            expected = [(["Elder (deleted)"], 1), (["Old (deleted)"], 1)]
            self.assertEqual(told, expected, name)
            records = self._ledger().pipeline_records(
                "2026-03-06", self.mine, name, page["groups"][1]["values"]
            )
            self.assertEqual(records["lead_ids"], self.other.ids)
        moved = self._bridge(group_by="stage_id", date_from="2026-03-05")
        self.assertEqual(
            {group["stage_id"]: self._told(group) for group in moved}["Old"],
            {"reassigned_in": (1, 50), "reassigned_out": (1, -50)},
        )

    def test_a_replaced_stage(self):
        with self._at("2026-03-06 09:00"):
            self.other.stage_id = self.offer
        self.talk.sudo().write({"replaced_by_id": self.offer.id, "active": False})
        self.env.flush_all()
        name = "stage_id.oplus_today_id"
        groups = self._pipeline("2026-03-04", group_by=name)
        self.assertEqual(
            [(group[name], group["count"]) for group in groups], [(self.offer.id, 2)]
        )

    def test_the_list_behind_the_total_finds_what_it_counts(self):
        """Also by the name of somebody who is archived since."""
        domain = [*self.mine, ("salesperson_id.name", "=", self.agent.name)]
        [group] = self._pipeline("2026-03-04", domain=domain)
        self.assertEqual(group["count"], 2)
        self.agent.sudo().active = False
        ledger = self._ledger()
        records = ledger.pipeline_records("2026-03-04", domain)
        # as the page opens it
        shown = ledger.with_context(active_test=False).search(records["domain"])
        self.assertEqual((len(shown), records["count"]), (2, 2))

    def test_records(self):
        ledger = self._ledger()
        records = ledger.pipeline_records("2026-03-04", self.mine)
        rows = ledger.search(records["domain"])
        self.assertEqual(len(rows), records["count"])
        self.assertEqual(sorted(rows.lead_id.ids), records["lead_ids"])
        self.assertEqual(rows.stage_id, self.offer | self.talk)
        records = ledger.pipeline_records(
            "2026-03-03", self.mine, group_by="stage_id", group=[self.new.id]
        )
        rows = ledger.search(records["domain"])
        self.assertEqual((rows.lead_id, rows.stage_id), (self.lead, self.new))

    def test_page(self):
        page = self._ledger().pipeline_page("2026-03-04", self.mine, "stage_id")
        self.assertEqual(page["total"]["expected_revenue"], 150)
        self.assertEqual(
            [(group["labels"], group["values"]) for group in page["groups"]],
            [(["Talk"], [self.talk.id]), (["Offer"], [self.offer.id])],
        )
        self.assertEqual(page["currency_id"], self.company.currency_id.id)
        self.assertEqual(page["time_zone"], "UTC")

    def test_the_total_of_the_page_is_that_of_all_groups(self):
        for day in ("2026-03-04", "2020-01-01"):
            [total] = self._ledger().pipeline_at(day, self.mine)
            for groups in ([], "stage_id", ["team_id", "date_deadline:month"]):
                page = self._ledger().pipeline_page(day, self.mine, groups)
                self.assertEqual(page["total"], total)
                self.assertEqual(
                    sum(group["count"] for group in page["groups"]),
                    total["count"] if groups else 0,
                )
