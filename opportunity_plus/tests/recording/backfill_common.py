# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon

# what the chatter tells, as facts of the ledger
TRACKED = {
    *("created", "stage_id", "outcome", "expected_revenue", "salesperson_id"),
    "team_id",
}
# what the chatter does not remember
FORGOTTEN = {"id", "is_backfilled", "probability", "date_deadline", "display_name"}


class BackfillCommon(OpportunityPlusCommon):
    """An opportunity whose recorded history can be forgotten and rebuilt."""

    def setUp(self):
        super().setUp()
        self.rows = self.env["crm.lead.stage.history"]
        self._backfill(forget=False)  # what the database held before the test
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(expected_revenue=100)

    def _backfill(self, forget=True):
        """Install the add-on on a database that has seen all this without it."""
        self._end_transaction()
        if forget:
            self.env.cr.execute("DELETE FROM crm_lead_revision")
        self.env.invalidate_all()
        self.env["crm.lead.revision"].sudo()._revision_backfill()

    def _read(self, lead):
        names = set(self.rows._fields) - FORGOTTEN
        return lead.sudo().stage_history_ids.sorted("id").read(sorted(names), load="")

    def assertRebuilt(self, leads):
        """Rebuilding gives the rows that were recorded live."""

        def comparable(rows):
            return [{k: v for k, v in row.items() if k != "id"} for row in rows]

        recorded = {lead: comparable(self._read(lead)) for lead in leads}
        ledger = {lead: self._told(lead) for lead in leads}
        self._backfill()
        for lead in leads:
            self.assertEqual(comparable(self._read(lead)), recorded[lead])
            self.assertEqual(self._told(lead), ledger[lead])
        self.assertTrue(all(leads.sudo().stage_history_ids.mapped("is_backfilled")))

    def _told(self, lead):
        """The rows of the ledger that the chatter can tell."""
        rows = self.env["crm.lead.revision"].sudo()
        rows = rows.search([("lead_number", "=", lead.id)], order="id")
        return [
            (
                *(row.date_from, names, row.stage_id, row.outcome, row.is_stay),
                *(row.expected_revenue, row.salesperson_id, row.team_id, row.user_id),
            )
            for row in rows
            if (names := TRACKED & set(row.changed.split(",")))
        ]

    def _move(self, moment, stage, user=None, **vals):
        with self._at(moment):
            lead = self.lead.with_user(user or self.agent)
            lead.write({"stage_id": stage.id, **vals})

    def _lose(self, moment, reason=None):
        with self._at(moment):
            self.lead.action_set_lost(lost_reason_id=(reason or self.too_expensive).id)
