# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedger(OpportunityPlusCommon):
    """One row for each opportunity and transaction that changed it."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(expected_revenue=100)

    def _rows(self, lead=None, number=None):
        number = number or (lead or self.lead).id
        rows = self.env["crm.lead.revision"].sudo()
        return rows.search([("lead_number", "=", number)], order="id")

    def assertLedger(self, rows, expected):
        """Check what changed, and when."""
        self.assertEqual(
            [(row.changed, row.date_from.isoformat(" ", "minutes")) for row in rows],
            expected,
        )
        self.assertEqual(rows[:-1].mapped("date_to"), rows[1:].mapped("date_from"))
        self.assertFalse(rows[-1:].date_to)
        self.assertEqual(rows._ledger_faults(), {})

    def test_each_fact_is_recorded(self):
        for day, vals in enumerate(
            (
                {"expected_revenue": 200},
                {"probability": 30},
                {"date_deadline": "2026-06-01"},
                {"team_id": False},
                {"stage_id": self.offer.id, "expected_revenue": 300},
                {"opportunity_type_id": False, "color": 3},
            ),
            3,
        ):
            with self._at(f"2026-03-0{day} 09:00"):
                self.lead.write(vals)
        with self._at("2026-03-09 09:00"):
            self.lead.with_user(self.manager).user_id = self.colleague
        rows = self._rows()
        self.assertEqual(
            rows.mapped("changed"),
            [
                "created",
                "expected_revenue",
                "probability",
                "date_deadline",
                "team_id",
                "stage_id,expected_revenue",
                "opportunity_type_id",
                "salesperson_id,team_id",
            ],
        )
        self.assertEqual(rows[1].expected_revenue, 200)
        self.assertEqual(rows[1].stage_id, self.new)
        self.assertEqual(rows[5].expected_revenue, 300)
        self.assertEqual(rows[5].from_stage_id, self.new)
        self.assertEqual(rows.filtered("is_stay"), rows[0] | rows[5])
        self.assertEqual(rows[-1].salesperson_id, self.colleague)
        self.assertEqual(rows[-1].user_id, self.manager)
        self.assertEqual(rows._ledger_faults(), {})

    def test_savepoints_make_no_difference(self):
        with self._at("2026-03-03 09:00"):
            self.lead.stage_id = self.offer
            with self.env.cr.savepoint():
                self.lead.expected_revenue = 500
            self.lead.stage_id = self.new
        self.assertLedger(
            self._rows(),
            [("created", "2026-03-02 09:00"), ("expected_revenue", "2026-03-03 09:00")],
        )
        self.assertPath(self.lead, [(self.new, "open")])

    def test_what_comes_back_leaves_nothing(self):
        with self._at("2026-03-03 09:00"):
            self.lead.stage_id = self.offer
            with self.env.cr.savepoint():
                self.assertEqual(len(self._rows()), 2)
            self.lead.stage_id = self.new
        self.assertLedger(self._rows(), [("created", "2026-03-02 09:00")])

    def test_a_savepoint_that_is_rolled_back(self):
        with self._at("2026-03-03 09:00"):
            self.lead.expected_revenue = 300
            with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
                self.lead.stage_id = self.offer
                with self.env.cr.savepoint():
                    self.assertEqual(self._rows()[-1].stage_id, self.offer)
                raise ZeroDivisionError
        self.assertLedger(
            self._rows(),
            [("created", "2026-03-02 09:00"), ("expected_revenue", "2026-03-03 09:00")],
        )

    def test_the_scoring_is_recorded_from_five_points_on(self):
        self.env.cr.execute(
            "UPDATE crm_lead SET probability = probability + 4 WHERE id = %s",
            [self.lead.id],
        )
        self.lead._oplus_record_scored()
        self.assertEqual(len(self._rows()), 1)
        self._end_transaction()
        self.env.cr.execute(
            "UPDATE crm_lead SET probability = probability + 2 WHERE id = %s",
            [self.lead.id],
        )
        self.lead._oplus_record_scored()
        self.assertEqual(self._rows()[-1].changed, "probability")
        self.assertEqual(self._rows()[-1].door, "automatic")

    def test_a_person_changes_the_probability_by_less(self):
        with self._at("2026-03-03 09:00"):
            self.lead.probability += 1
        self.assertEqual(self._rows()[-1].changed, "probability")
        self.assertEqual(self._rows()[-1].user_id, self.agent)
        self.assertEqual(self._rows()[-1].door, "interface")

    def test_an_import_and_the_system_are_told_apart(self):
        leads = self.env["crm.lead"].with_context(import_file=True)
        with self._at("2026-03-03 09:00"):
            result = leads.load(["name", "type"], [["Imported", "opportunity"]])
        self.assertEqual(self._rows(number=result["ids"][0]).door, "import")
        with self._at("2026-03-04 09:00"):
            self.lead.with_user(1).sudo().expected_revenue = 7
        self.assertEqual(self._rows()[-1].door, "automatic")
        self.assertFalse(self._rows()[-1].is_interaction)

    def test_a_deleted_opportunity_leaves_its_rows(self):
        number = self.lead.id
        with self._at("2026-03-03 09:00"):
            self.lead.with_user(self.admin).unlink()
        rows = self._rows(number=number)
        self.assertEqual(rows.mapped("outcome"), ["open", "deleted"])
        self.assertEqual(rows[-1].expected_revenue, 100)
        self.assertEqual(rows[-1].user_id, self.admin)
        self.assertFalse(rows.lead_id)
        self.assertTrue(rows[0].date_out)
        ledger = self.env["crm.lead.revision"]
        domain = [("lead_number", "=", number)]
        self.assertFalse(ledger.with_user(self.agent).search(domain))
        self.assertFalse(ledger.with_user(self.supervisor).search(domain))
        self.assertEqual(ledger.with_user(self.manager).search(domain), rows)

    def test_what_was_made_and_deleted_at_once_leaves_nothing(self):
        lead = self._lead()
        with self.env.cr.savepoint():
            self.assertEqual(len(self._rows(lead)), 1)
        number = lead.id
        lead.with_user(self.admin).unlink()
        self._end_transaction()
        self.assertFalse(self._rows(number=number))

    def test_the_name_of_a_deleted_opportunity_is_erased(self):
        number = self.lead.id
        with self.assertRaises(AccessError):
            self._rows().with_user(self.admin).action_erase_name()
        self.lead.with_user(self.admin).unlink()
        self._end_transaction()
        rows = self._rows(number=number)
        with self.assertRaises(AccessError):
            rows.with_user(self.manager).action_erase_name()
        rows[:1].with_user(self.admin).action_erase_name()
        self.assertEqual(rows.mapped("lead_name"), [False, False])
        self.assertEqual(rows.mapped("lead_number"), [number] * 2)

    def test_a_merged_opportunity_is_as_visible_as_the_survivor(self):
        with self._at("2026-03-03 09:00"):
            head = self._lead(name="Head", probability=90)
        number = self.lead.id
        with self._at("2026-03-04 09:00"):
            (head | self.lead).with_user(self.admin).merge_opportunity()
        rows = self._rows(number=number)
        self.assertEqual(rows.mapped("outcome"), ["open", "merged"])
        self.assertEqual(rows.merged_into_id, head)
        self.assertEqual(set(rows.mapped("lead_name")), {"Opportunity 0"})
        ledger = self.env["crm.lead.revision"]
        domain = [("lead_number", "=", number)]
        self.assertEqual(ledger.with_user(self.agent).search(domain), rows)
        self.assertFalse(ledger.with_user(self.colleague).search(domain))

    def test_nobody_writes_rows(self):
        rows = self._rows()
        for user in (self.agent, self.admin):
            ledger = rows.with_user(user)
            for attempt in (
                lambda ledger=ledger: ledger.write({"expected_revenue": 1}),
                ledger.unlink,
                lambda ledger=ledger: ledger.create({"lead_id": self.lead.id}),
                lambda ledger=ledger: ledger.sudo().write({"expected_revenue": 1}),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    attempt()
