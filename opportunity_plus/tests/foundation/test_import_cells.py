# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestImportCells(OpportunityPlusCommon):
    """An empty cell of a file is a missing value, for everything of the add-on."""

    def _load(self, model, names, *rows, user=None):
        records = self.env[model].with_user(user or self.admin)
        result = records.load(names, [*rows])
        self.assertEqual(result["messages"], [])
        return records.browse(result["ids"])

    def test_new_stages_get_the_defaults(self):
        names = [
            *("name", "active", "show_in_graph", "change_reason"),
            *("opportunity_probability", "oplus_share_days", "category"),
        ]
        stage = self._load("crm.stage", names, ["X", "", "", "", "", "", ""])
        self.assertTrue(stage.active and stage.show_in_graph)
        self.assertEqual(
            (stage.change_reason, stage.opportunity_probability), ("never", 50)
        )
        self.assertEqual((stage.oplus_share_days, stage.category), (7, "in_progress"))

    def test_existing_stages_keep_what_they_have(self):
        vals = {"opportunity_probability": 30, "change_reason": "always"}
        self.offer.sudo().write({**vals, "show_in_graph": False})
        names = [
            *(".id", "active", "show_in_graph", "change_reason"),
            *("opportunity_probability", "escalation_days"),
        ]
        self._load("crm.stage", names, [str(self.offer.id), "", "", "", "", ""])
        self.assertTrue(self.offer.active)
        self.assertFalse(self.offer.show_in_graph)
        self.assertRecordValues(self.offer, [vals])

    def test_what_is_said_counts(self):
        names = ["name", "active", "show_in_graph", "opportunity_probability"]
        stages = self._load(
            *("crm.stage", names),
            *(["X", "0", "No", "0"], ["Y", False, "1", "20"], ["Z", None, "1", 0]),
        )
        self.assertEqual(
            stages.mapped(lambda stage: (*(stage[name] for name in names[1:]),)),
            [(False, False, 0), (False, True, 20), (True, True, 0)],
        )

    def test_a_text_that_may_be_empty_is_emptied(self):
        kind = self.env["crm.opportunity.type"].sudo()
        kind = kind.create({"name": "Tender", "proposed_for": "new", "sequence": 3})
        names = [".id", "proposed_for", "sequence", "active"]
        self._load("crm.opportunity.type", names, [str(kind.id), "", "", ""])
        self.assertRecordValues(
            kind, [{"proposed_for": False, "sequence": 3, "active": True}]
        )

    def test_ticks(self):
        point = self.env["crm.stage.checkpoint"].sudo()
        point = point.create({"name": "Called", "stage_id": self.new.id})
        lead = self._lead(name="Mango")
        names = ["lead_id", "checkpoint_id", "is_done"]
        row = ["Mango", "Called"]
        tick = self._load("crm.lead.tick", names, [*row, ""], user=self.agent)
        self.assertTrue(tick.is_done)
        self._load("crm.lead.tick", names, [*row, ""], user=self.agent)
        self.assertEqual(lead.checklist_done, 1)
        self._load("crm.lead.tick", names, [*row, "0"], user=self.agent)
        self.assertEqual(lead.checklist_done, 0)

    def test_lines_within_a_row(self):
        stage = self._load(
            "crm.stage",
            ["name", "checkpoint_ids/name", "checkpoint_ids/sequence"],
            ["X", "Called", ""],
            ["", "Visited", "20"],
        )
        self.assertEqual(stage.checkpoint_ids.mapped("sequence"), [10, 20])

    def test_rules_for_big_deals(self):
        names = [
            *("name", "minimum_amount", "notify_salesperson"),
            *("active", "measure", "channel_notification", "rearm_margin"),
        ]
        row = ["Big", "500", "1", "", "", "", ""]
        rule = self._load("crm.big.deal.rule", names, row)
        plain = self.env["crm.big.deal.rule"].with_user(self.admin)
        vals = {"name": "Plain", "minimum_amount": 500, "notify_salesperson": True}
        plain = plain.create(vals)
        for name in names[1:]:
            self.assertEqual(rule[name], plain[name], name)
