# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .bridge_common import BridgeCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridgePage(BridgeCommon):
    """What the page gets, and what wrong questions get."""

    def setUp(self):
        super().setUp()
        with self._at("2026-02-20 09:00"):
            self.lead = self._lead(expected_revenue=100, probability=40)
        with self._at("2026-03-03 09:00"):
            self.lead.stage_id = self.offer
            self.later = self._lead(expected_revenue=50)
        with self._at("2026-03-05 09:00"):
            self.lead.action_set_won()

    def _page(self, user=None, **asked):
        asked = {"domain": self.mine} | asked
        return self._ledger(user).bridge_page(self.FROM, self.TO, **asked)

    def test_page(self):
        page = self._page(group_by="stage_id")
        self.assertEqual(
            self._told(page["total"]),
            {
                "opening": (1, 100),
                "new": (1, 50),
                "won": (1, -100),
                "closing": (1, 50),
            },
        )
        self.assertEqual(
            [group["labels"] for group in page["groups"]], [["New"], ["Offer"]]
        )
        self.assertEqual(page["quarter_end"], "2026-03-31")
        self.assertEqual((page["date_from"], page["date_to"]), (self.FROM, self.TO))
        self.assertEqual(page["rates"], [])
        self.assertEqual(self._page()["groups"], [])

    def test_labels(self):
        for name, labels in {
            "outcome": ["Open"],
            "team_id": ["North"],
            "lead_name": ["Opportunity 0"],
            "is_backfilled": ["No"],
            "date_deadline:week": ["W9 2026", "W11 2026"],
            "date_deadline:month": ["February 2026", "March 2026"],
            "date_deadline:quarter": ["Q1 2026"],
            "opportunity_type_id": ["New customer", False],
        }.items():
            with self._at("2026-03-07 09:00"):
                self.later.date_deadline = "2026-03-10"
                (self.lead | self.later).opportunity_type_id = False
            groups = self._page(group_by=name)["groups"]
            found = [group["labels"][0] for group in groups]
            self.assertTrue(found, name)
            self.assertEqual({*found} - {*labels}, set(), name)
            self.assertEqual(found, sorted(found, key=lambda one: one is False))

    def test_records_are_shown_as_they_were(self):
        ledger = self._ledger()
        asked = (self.FROM, self.TO, self.mine, "stage_id")
        records = ledger.bridge_records(*asked, movement="won", group=[self.offer.id])
        row = ledger.search(records["domain"])
        self.assertEqual((row.lead_id, row.outcome), (self.lead, "won"))
        self.assertEqual(records["lead_ids"], self.lead.ids)
        records = ledger.bridge_records(*asked, movement="opening")
        self.assertEqual(ledger.search(records["domain"]).stage_id, self.new)
        self.assertEqual(records["count"], 1)
        records = ledger.bridge_records(*asked, movement="lost")
        self.assertEqual((records["count"], records["lead_ids"]), (0, []))
        self.assertFalse(ledger.search(records["domain"]))

    def test_what_is_gone_has_rows_but_no_opportunity(self):
        with self._at("2026-03-06 09:00"):
            number = self.later.id
            self.later.with_user(self.admin).unlink()
        ledger = self._ledger()
        asked = (self.FROM, self.TO, self.mine)
        records = ledger.bridge_records(*asked, movement="deleted")
        self.assertEqual((records["count"], records["lead_ids"]), (1, []))
        self.assertEqual(records["missing"], 1)
        self.assertEqual(ledger.bridge_leads(*asked, movement="deleted"), [number])
        # agents do not see what was deleted, and their figures add up
        figures = self._figures(self.agent)
        self.assertNotIn("deleted", figures)

    def test_since_when_figures_are_exact(self):
        old = "DELETE FROM crm_lead_revision WHERE id <= %s"
        self.env.cr.execute(old, [self.first])
        page = self._page()
        self.assertEqual(page["recorded_since"], "2026-02-20")
        self.assertEqual(page["exact_since"], "2026-02-20")
        rebuilt = "UPDATE crm_lead_revision SET is_backfilled = TRUE"
        self.env.cr.execute(rebuilt + " WHERE changed = 'created'")
        self.assertEqual(self._page()["exact_since"], "2026-03-03")
        self.env.cr.execute(rebuilt)
        self.assertIs(self._page()["exact_since"], False)
        self.env.cr.execute("DELETE FROM crm_lead_revision")
        page = self._page(group_by="team_id")
        self.assertIs(page["recorded_since"], False)
        self.assertEqual((page["groups"], self._told(page["total"])), ([], {}))

    def test_the_same_day_has_no_movement(self):
        self.assertBridge(
            {"opening": (1, 100), "closing": (1, 100)},
            date_from="2026-03-01",
            date_to="2026-03-01",
        )

    def test_wrong_questions_get_a_sentence(self):
        ledger = self._ledger(self.agent)
        for asked, sentence in (
            ({"date_from": "2026-03-09"}, "first day is after the last"),
            ({"date_from": "soon"}, "Enter each day as in"),
            ({"date_to": None}, "Enter each day as in"),
            ({"date_to": 5}, "Enter each day as in"),
            ({"date_to": "2569-03-08"}, "Buddhist era: enter 2026"),
            ({"closing_from": "x"}, "Enter each day as in"),
            (
                {"closing_from": "2026-03-09", "closing_until": "2026-03-01"},
                "first day is after the last",
            ),
            ({"measure": "profit"}, "expected_revenue, weighted_revenue"),
            ({"view": ["net"]}, "net, gross"),
            ({"movement": "stolen"}, "opening, new, reopened"),
            ({"movement": None}, "opening, new, reopened"),
            ({"group_by": "bogus"}, "group by “bogus”"),
            ({"group_by": "lead_id.tag_ids"}, "group by “lead_id.tag_ids”"),
            ({"group_by": "expected_revenue"}, "group by “expected_revenue”"),
            ({"group_by": "stage_name"}, "group by “stage_name”"),
            ({"group_by": "team_id:month"}, "group by “team_id:month”"),
            ({"group_by": "date_from:eon"}, "group by “date_from:eon”"),
            ({"group_by": [1]}, "does not fit the ledger"),
            ({"group_by": 7}, "does not fit the ledger"),
            ({"domain": [("bogus", "=", 1)]}, "does not fit the ledger"),
            ({"domain": [("stage_id", "~", 1)]}, "does not fit the ledger"),
            ({"domain": "stage"}, "does not fit the ledger"),
            ({"domain": [("stage_id",)]}, "does not fit the ledger"),
        ):
            asked = {
                "date_from": self.FROM,
                "date_to": self.TO,
                "movement": "won",
            } | asked
            with self.subTest(asked), self.assertRaisesRegex(UserError, sentence):
                ledger.bridge_leads(**asked)

    def test_a_fixed_number_of_statements(self):
        for user in self.agent | self.supervisor:  # caches
            self._page(user, group_by=["team_id", "stage_id"])

        def statements(user):
            self.env.invalidate_all()
            self.env.cr.flush()
            self._end_transaction()
            count = self.env.cr.sql_log_count
            self._page(user, group_by=["team_id", "stage_id"])
            return self.env.cr.sql_log_count - count

        few = statements(self.agent), statements(self.supervisor)
        with self._at("2026-03-06 09:00"):
            self._leads(30)
            self._leads(10, stage_id=self.talk.id, team_id=False)
        self.assertEqual((statements(self.agent), statements(self.supervisor)), few)
        self.assertLess(max(few), 15)
