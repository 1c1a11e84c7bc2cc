# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .bridge_common import BridgeLeadCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridgeWindow(BridgeLeadCommon):
    """Closing windows, weighted values, and what is told without money."""

    def _postpone(self, moment, day):
        with self._at(moment):
            self.lead.date_deadline = day

    def test_without_a_window_dates_are_told_without_money(self):
        still = {"opening": (1, 100), "closing": (1, 100)}
        self._postpone("2026-03-03 09:00", "2026-05-20")
        self.assertBridge({**still, "slipped": (1, 0)})
        self._postpone("2026-03-04 09:00", "2026-03-10")
        self.assertBridge({**still, "pulled_in": (1, 0)})
        self.assertBridge(
            {**still, "slipped": (1, 0), "pulled_in": (1, 0)}, view="gross"
        )
        self._postpone("2026-03-05 09:00", "2026-03-20")
        self.assertBridge(still)

    def test_slipped_out_of_the_window(self):
        self._postpone("2026-03-03 09:00", "2026-04-01")
        self.assertBridge(
            {"opening": (1, 100), "slipped": (1, -100)}, closing_until="2026-03-31"
        )
        self.assertBridge(
            {"pulled_in": (1, 100), "closing": (1, 100)}, closing_from="2026-04-01"
        )
        self.assertBridge(
            {"opening": (1, 100), "closing": (1, 100)}, closing_until="2026-04-01"
        )

    def test_pulled_in_and_pulled_out(self):
        self._postpone("2026-03-03 09:00", "2026-03-10")
        window = {"closing_from": "2026-03-15", "closing_until": "2026-03-31"}
        self.assertBridge({"opening": (1, 100), "pulled_out": (1, -100)}, **window)
        self._postpone("2026-03-12 09:00", "2026-03-31")
        later = {"date_from": "2026-03-08", "date_to": "2026-03-15"}
        self.assertBridge(
            {"pulled_in": (1, 100), "closing": (1, 100)}, **window, **later
        )

    def test_without_a_date_it_is_outside(self):
        self._postpone("2026-03-03 09:00", False)
        for window in ({"closing_from": "2026-01-01"}, {"closing_until": "2026-12-31"}):
            self.assertBridge({"opening": (1, 100), "slipped": (1, -100)}, **window)

    def test_reassigned_goes_before_slipped(self):
        with self._at("2026-03-03 09:00"):
            self.lead.with_user(self.admin).write(
                {"user_id": self.colleague.id, "date_deadline": "2026-05-01"}
            )
        mine = [("salesperson_id", "=", self.agent.id)]
        self.assertBridge(
            {"opening": (1, 100), "reassigned_out": (1, -100)},
            domain=mine,
            closing_until="2026-03-31",
        )

    def test_weighted_goes_by_the_rate_before_it_was_closed(self):
        with self._at("2026-03-03 09:00"):
            self.lead.probability = 60
        with self._at("2026-03-04 09:00"):
            self.lead.action_set_won()
        weighted = {"measure": "weighted_revenue"}
        for view in ("net", "gross"):
            self.assertBridge(
                {"opening": (1, 40), "increased": (1, 20), "won": (1, -60)},
                view=view,
                **weighted,
            )
        with self._at("2026-03-05 09:00"):
            lost = self._lead(expected_revenue=50, probability=30)
        with self._at("2026-03-06 09:00"):
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        figures = self._figures(**weighted)
        self.assertEqual((figures["new"], figures["lost"]), ((1, 15), (1, -15)))

    def test_weighted_goes_by_the_rate_of_before_the_period(self):
        """It was lost before it, and is won without having been open again."""
        with self._at("2026-02-25 09:00"):
            self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self._at("2026-03-03 09:00"):
            self.lead.with_user(self.admin).action_set_won()
        with self._at("2026-03-04 09:00"):  # it was never open
            self._lead(stage_id=self.won.id, expected_revenue=7)
        weighted = {"measure": "weighted_revenue"}
        for view in ("net", "gross"):
            self.assertBridge(
                {"reopened": (1, 40), "new": (1, 7), "won": (2, -47)},
                view=view,
                **weighted,
            )

    def test_weighted_at_the_moment(self):
        with self._at("2026-03-03 09:00"):
            self.lead.probability = 70
        self.assertBridge(
            {"opening": (1, 40), "increased": (1, 30), "closing": (1, 70)},
            measure="weighted_revenue",
        )
        self.assertBridge({"opening": (1, 100), "closing": (1, 100)})

    def test_cents_add_up(self):
        for number in range(7):
            with self._at(f"2026-03-0{number + 2} 09:00"):
                lead = self._lead(expected_revenue=33.33, probability=33.33)
                self.lead.write({"expected_revenue": 0.1 * number + 0.01})
        for lead in self.env["crm.lead"].search([("expected_revenue", "=", 33.33)]):
            lead.expected_revenue = 10.1
        for view in ("net", "gross"):
            for measure in ("expected_revenue", "weighted_revenue"):
                self._figures(view=view, measure=measure)

    def test_a_very_large_one(self):
        with self._at("2026-03-03 09:00"):
            self._lead(expected_revenue=10**12 + 0.01)
        self.assertEqual(self._figures()["new"], (1, 10**12 + 0.01))
