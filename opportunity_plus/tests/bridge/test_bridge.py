# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .bridge_common import BridgeLeadCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridge(BridgeLeadCommon):
    """Each movement, by the doors through which it happens."""

    def _lose(self, moment):
        with self._at(moment):
            self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)

    def _reopen(self, moment):
        self._do(moment, active=True, probability=50, stage_id=self.new.id)

    def test_what_stays_is_only_increased_or_decreased(self):
        self._do("2026-03-03 09:00", expected_revenue=150)
        self._do("2026-03-04 09:00", expected_revenue=130)
        still = {"opening": (1, 100), "closing": (1, 130)}
        self.assertBridge({**still, "increased": (1, 30)})
        self.assertBridge(
            {**still, "increased": (1, 50), "decreased": (1, -20)}, view="gross"
        )
        self._do("2026-03-05 09:00", expected_revenue=60)
        self.assertBridge(
            {"opening": (1, 100), "decreased": (1, -40), "closing": (1, 60)}
        )
        self._do("2026-03-06 09:00", expected_revenue=100)
        self.assertBridge({"opening": (1, 100), "closing": (1, 100)})

    def test_lost_and_found_again_in_between_is_no_movement(self):
        self._lose("2026-03-03 09:00")
        self._reopen("2026-03-05 09:00")
        still = {"opening": (1, 100), "closing": (1, 100)}
        self.assertBridge(still)
        self.assertBridge(
            {**still, "lost": (1, -100), "reopened": (1, 100)}, view="gross"
        )

    def test_new_has_the_closing_value(self):
        with self._at("2026-03-03 09:00"):
            lead = self._lead(expected_revenue=70)
        with self._at("2026-03-05 09:00"):
            lead.expected_revenue = 90
        both = {"opening": (1, 100), "closing": (2, 190)}
        self.assertBridge({**both, "new": (1, 90)})
        self.assertBridge({**both, "new": (1, 70), "increased": (1, 20)}, view="gross")

    def test_won_has_the_value_of_that_moment(self):
        self._do("2026-03-03 09:00", expected_revenue=140)
        with self._at("2026-03-05 09:00"):
            self.lead.action_set_won()
        self._do("2026-03-06 09:00", expected_revenue=999)
        for view in ("net", "gross"):
            self.assertBridge(
                {"opening": (1, 100), "increased": (1, 40), "won": (1, -140)},
                view=view,
            )

    def test_value_and_outcome_of_one_transaction(self):
        with self._at("2026-03-05 09:00"):
            self.lead.expected_revenue = 80
            self.lead.action_set_won()
        for view in ("net", "gross"):
            self.assertBridge(
                {"opening": (1, 100), "decreased": (1, -20), "won": (1, -80)},
                view=view,
            )

    def test_lost(self):
        self._lose("2026-03-03 09:00")
        self.assertBridge({"opening": (1, 100), "lost": (1, -100)})

    def test_the_last_leaving_counts(self):
        with self._at("2026-03-03 09:00"):
            self.lead.action_set_won()
        self._reopen("2026-03-04 09:00")
        self._do("2026-03-05 09:00", expected_revenue=120)
        self._lose("2026-03-06 09:00")
        self.assertBridge(
            {"opening": (1, 100), "increased": (1, 20), "lost": (1, -120)}
        )
        self.assertBridge(
            {
                "opening": (1, 100),
                "won": (1, -100),
                "reopened": (1, 100),
                "increased": (1, 20),
                "lost": (1, -120),
            },
            view="gross",
        )

    def test_reopened(self):
        self._lose("2026-02-25 09:00")
        self._reopen("2026-03-04 09:00")
        self._do("2026-03-05 09:00", expected_revenue=110)
        self.assertBridge({"reopened": (1, 110), "closing": (1, 110)})

    def test_what_came_and_closed_in_between_is_on_both_sides(self):
        with self._at("2026-03-03 09:00"):
            lead = self._lead(expected_revenue=70)
        with self._at("2026-03-05 09:00"):
            lead.write({"expected_revenue": 75})
            lead.action_set_won()
        still = {"opening": (1, 100), "closing": (1, 100)}
        self.assertBridge({**still, "new": (1, 75), "won": (1, -75)})

    def test_created_won_is_new_and_won(self):
        with self._at("2026-03-03 09:00"):
            self._lead(expected_revenue=70, stage_id=self.won.id)
        still = {"opening": (1, 100), "closing": (1, 100)}
        for view in ("net", "gross"):
            self.assertBridge({**still, "new": (1, 70), "won": (1, -70)}, view=view)

    def test_lost_then_won_is_reopened_and_won(self):
        self._lose("2026-02-25 09:00")
        self._do("2026-03-04 09:00", active=True, probability=100, stage_id=self.won.id)
        for view in ("net", "gross"):
            self.assertBridge({"reopened": (1, 100), "won": (1, -100)}, view=view)

    def test_deleted(self):
        with self._at("2026-03-03 09:00"):
            self.lead.with_user(self.admin).unlink()
        self.assertBridge({"opening": (1, 100), "deleted": (1, -100)})

    def test_merged(self):
        with self._at("2026-02-21 09:00"):
            other = self._lead(expected_revenue=30, probability=10)
        with self._at("2026-03-03 09:00"):
            (self.lead | other).with_user(self.admin).merge_opportunity()
        [gone] = (self.lead | other) - (self.lead | other).exists()
        figures = self._figures()
        lost = 30 if gone == other else 100
        self.assertEqual(figures["opening"], (2, 130))
        self.assertEqual(figures["merged"], (1, -lost))
        self.assertEqual(
            self._ledger().bridge_leads(
                self.FROM, self.TO, domain=self.mine, movement="merged"
            ),
            gone.ids,
        )

    def test_a_lead_again(self):
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().type = "lead"
        self.assertBridge({"opening": (1, 100), "deleted": (1, -100)})
        with self._at("2026-03-05 09:00"):
            self.lead.sudo().type = "opportunity"
        still = {"opening": (1, 100), "closing": (1, 100)}
        self.assertBridge(still)
        self.assertBridge(
            {**still, "deleted": (1, -100), "new": (1, 100)}, view="gross"
        )

    def test_archived_without_a_loss_stays_in(self):
        self._do("2026-03-03 09:00", active=False, probability=40)
        self.assertBridge({"opening": (1, 100), "closing": (1, 100)})
