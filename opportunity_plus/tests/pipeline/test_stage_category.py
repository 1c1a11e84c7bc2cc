# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageCategory(OpportunityPlusCommon):
    """Category and mark of won stages agree, whichever is written, at every door."""

    def setUp(self):
        super().setUp()
        self.stages = self.env["crm.stage"].with_user(self.admin)

    def _pair(self, stage):
        return stage.category, stage.is_won

    def test_existing_stages_have_a_category(self):
        self.assertEqual(self._pair(self.new), ("in_progress", False))
        self.assertEqual(self._pair(self.won), ("won", True))
        self.assertTrue(self.new.show_in_graph)
        self.assertTrue(self.new.active)

    def test_created(self):
        for vals, pair in (
            ({}, ("in_progress", False)),
            ({"is_won": True}, ("won", True)),
            ({"category": "won"}, ("won", True)),
            ({"category": "waiting"}, ("waiting", False)),
            ({"category": False, "is_won": True}, ("won", True)),
            ({"category": "won", "is_won": True}, ("won", True)),
        ):
            with self.subTest(vals):
                stage = self.stages.create({"name": "Stage", **vals})
                self.assertEqual(self._pair(stage), pair)
        stage = self.stages.with_context(default_category="won").create({"name": "S"})
        self.assertEqual(self._pair(stage), ("won", True))

    def test_written(self):
        stage = self.new.with_user(self.admin)
        for vals, pair in (
            ({"category": "waiting"}, ("waiting", False)),
            ({"is_won": True}, ("won", True)),
            ({"category": "in_progress"}, ("in_progress", False)),
            ({"category": "won"}, ("won", True)),
            ({"is_won": False}, ("in_progress", False)),
            ({"category": False}, ("in_progress", False)),
        ):
            with self.subTest(vals):
                stage.write(vals)
                stage.flush_recordset()
                self.assertEqual(self._pair(stage), pair)

    def test_imported(self):
        result = self.stages.load(
            ["name", "category", "is_won"],
            [["A", "Won", ""], ["B", "", "1"], ["C", "Waiting", "0"], ["D", "", ""]],
        )
        stages = self.stages.browse(result["ids"] or ())
        self.assertEqual(result["messages"], [])
        self.assertEqual(
            [self._pair(stage) for stage in stages],
            [
                ("won", True),
                ("won", True),
                ("waiting", False),
                ("in_progress", False),
            ],
        )

    def test_contradictions_are_refused(self):
        for vals in (
            {"category": "won", "is_won": False},
            {"category": "waiting", "is_won": True},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.stages.create({"name": "Stage", **vals})
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.new.with_user(self.admin).write(vals)

    @mute_logger("odoo.tests.form.onchange")  # Odoo warns of changed probabilities
    def test_form(self):
        with Form(self.stages) as form:
            form.name = "Approval"
            form.category = "waiting"
        self.assertEqual(self._pair(form.record), ("waiting", False))
        with Form(form.record) as form:
            form.category = "won"
        self.assertEqual(self._pair(form.record), ("won", True))

    def test_a_category_wins_opportunities(self):
        lead = self._lead(stage_id=self.offer.id)
        self.offer.with_user(self.admin).category = "won"
        self.assertEqual(lead.won_status, "won")

    def test_waiting_leaves_probabilities_alone(self):
        """Odoo computes them anew whenever the mark is written."""
        lead = self._lead(stage_id=self.offer.id, probability=33)
        self.offer.with_user(self.admin).category = "waiting"
        self.assertEqual(lead.probability, 33)

    def test_opportunities_by_category(self):
        self.offer.sudo().category = "waiting"
        leads = self._lead() | self._lead(stage_id=self.offer.id)
        domain = [("id", "in", leads.ids)]
        self._end_transaction()
        for model, field, found in (
            ("crm.lead", "oplus_stage_category", domain),
            (
                "crm.lead.stage.history",
                "stage_category",
                [("lead_id", "in", leads.ids)],
            ),
        ):
            self.assertEqual(
                dict(self.env[model]._read_group(found, [field], ["__count"])),
                {"waiting": 1, "in_progress": 1},
            )
            groupable = self.env[model].fields_get([field], ["groupable"])
            self.assertTrue(groupable[field]["groupable"])
        found = self.env["crm.lead"].search(
            [("oplus_stage_category", "=", "waiting"), *domain]
        )
        self.assertEqual(found.stage_id, self.offer)
