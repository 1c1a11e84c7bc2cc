# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import OpportunityPlusCommon

# the stage history as version 19.0.1.0.0 kept it
STAYS = """
    CREATE TABLE opportunity_plus_stay AS
    SELECT id, lead_id, NULL::varchar AS merged_from, stage_id, from_stage_id,
           deleted_stage, outcome, from_outcome, date_in, date_out, user_id,
           salesperson_id, team_id, company_id, expected_revenue, probability,
           date_deadline, lost_reason_id, reason, is_backfilled, is_interaction
      FROM crm_lead_stage_history
     WHERE lead_id = ANY(%(ids)s);
    DELETE FROM crm_lead_revision WHERE lead_number = ANY(%(ids)s)
"""
FACTS = (
    *("changed", "is_stay", "stage_id", "outcome", "from_outcome", "expected_revenue"),
    *("salesperson_id", "team_id", "date_from", "date_to", "date_out", "user_id"),
    *("reason", "lost_reason_id", "is_interaction"),
)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerUpgrade(OpportunityPlusCommon):
    """The ledger of a database that had stays alone."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(expected_revenue=100)

    def _do(self, day, **vals):
        with self._at(f"2026-03-{day:02} 09:00"):
            self.lead.with_user(self.admin).write(vals)

    def _rows(self):
        rows = self.env["crm.lead.revision"].sudo()
        return rows.search([("lead_number", "=", self.lead.id)], order="id")

    def _told(self):
        return self._rows().read(FACTS, load="")

    def _upgrade(self, version, script):
        path = file_path(f"opportunity_plus/migrations/{version}/{script}.py")
        load_script(path, script).migrate(self.env.cr, version)
        self.env.invalidate_all()

    def _upgrade_stays(self):
        self.env.cr.execute(STAYS, {"ids": self.lead.ids})
        self._upgrade("19.0.2.0.0", "post-migration")
        faults = self.env["crm.lead.revision"]._ledger_faults()
        self.assertNotIn(self.lead.id, {id_ for ids in faults.values() for id_ in ids})

    def assertKept(self):
        before = [{**row, "id": 0} for row in self._told()]
        self._upgrade_stays()
        self.assertEqual([{**row, "id": 0} for row in self._told()], before)

    def test_what_changed_between_stays(self):
        self._do(3, expected_revenue=250)
        self._do(4, stage_id=self.offer.id, expected_revenue=300)
        self._do(5, user_id=self.colleague.id)
        self._do(6, team_id=False)
        self._do(7, expected_revenue=0)
        self._do(8, stage_id=self.new.id)
        self._do(9, expected_revenue=80)
        self.assertKept()
        rows = self._rows()
        self.assertEqual(rows.mapped("is_backfilled")[:4], [False, True, False, True])
        self.assertEqual(rows[4].stay_id, rows[2].id)

    def test_a_corrected_loss(self):
        with self._at("2026-03-03 09:00"):
            self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._do(4, lost_note="They have no budget")
        self.assertKept()
        self.assertEqual(self._rows()[-1].changed, "reason")

    def test_an_opportunity_that_was_a_lead_in_between(self):
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().type = "lead"
        with self._at("2026-03-05 09:00"):
            self.lead.convert_opportunity(self.customer)
        self.assertKept()
        self.assertEqual(self._rows().mapped("changed"), ["created", "created"])

    def test_what_nobody_tells_is_one_more_row(self):
        self._do(3, expected_revenue=250)
        self._do(4, date_deadline="2026-09-01")
        self._upgrade_stays()
        rows = self._rows()
        self.assertEqual(
            rows.mapped("changed"), ["created", "expected_revenue", "date_deadline"]
        )
        self.assertEqual(rows[-1].stay_id, rows[0].id)
        self.assertEqual(rows[-1].expected_revenue, 250)

    def test_a_type_that_changed_alone_in_former_days(self):
        kind = self.env["crm.opportunity.type"].sudo().create({"name": "Tender"})
        self._do(3, opportunity_type_id=kind.id)
        self.env.cr.execute(
            "DELETE FROM crm_lead_revision WHERE id = %s", self._rows()[-1].ids
        )
        self.env.cr.execute(
            "UPDATE crm_lead_revision SET date_to = NULL WHERE id = %s",
            self._rows()[-1].ids,
        )
        self.env.invalidate_all()
        with self._at("2026-04-01 09:00"):
            self._upgrade("19.0.6.0.0", "post-ledger")
        rows = self._rows()
        self.assertEqual(rows.mapped("changed"), ["created", "opportunity_type_id"])
        self.assertEqual(rows[-1].opportunity_type_id, kind)
        self.assertEqual((rows[-1].door, rows[-1].user_id.id), ("automatic", 1))
        self.assertEqual(rows[0].date_to, rows[1].date_from)

    def test_a_rebuilt_row_with_values_from_before_the_last_change(self):
        self._do(3, expected_revenue=250)
        self.env.cr.execute(
            "UPDATE crm_lead_revision SET is_backfilled = TRUE, expected_revenue = 100,"
            " salesperson_id = NULL WHERE id = %s",
            self._rows()[-1].ids,
        )
        self.env.invalidate_all()
        self._upgrade("19.0.6.0.0", "post-ledger")
        row = self._rows()[-1]
        self.assertEqual((row.expected_revenue, row.salesperson_id), (250, self.agent))
        self.assertEqual(len(self._rows()), 2)

    def test_a_rebuilt_row_of_a_stage_that_was_emptied(self):
        self._do(3, stage_id=self.talk.id)
        # raw SQL: emptied where nothing is recorded
        self.env.cr.execute(
            "UPDATE crm_lead_revision SET is_backfilled = TRUE WHERE lead_number = %s",
            [self.lead.id],
        )
        self.env.cr.execute(
            "UPDATE crm_lead SET stage_id = NULL WHERE id = %s", [self.lead.id]
        )
        self.env.invalidate_all()
        with self._at("2026-04-01 09:00"):
            self._upgrade("19.0.12.0.0", "post-ledger")
        rows = self._rows()
        self.assertEqual(rows[-1].stage_id, self.env["crm.stage"])
        self.assertEqual(rows[-1].from_stage_id, self.talk)
        self.assertEqual(rows[-2].date_to, rows[-1].date_from)
        self.assertEqual(len(rows), 3)
