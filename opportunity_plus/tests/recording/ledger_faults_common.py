# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon

# what is broken, and the statements that break it, of the opportunity and its rows:
# the first stay, a change within it, the second stay, a change within that
BROKEN = {
    "gap": "UPDATE crm_lead_revision SET date_to = date_to + interval '1 hour'"
    " WHERE id = %(change)s",
    "overlap": "UPDATE crm_lead_revision SET date_to = date_from - interval '1 hour'"
    " WHERE id = %(first)s",
    "stay": "UPDATE crm_lead_revision SET date_out = date_out + interval '1 hour'"
    " WHERE id = %(first)s",
    "running": "ALTER TABLE crm_lead_revision"
    " DROP CONSTRAINT crm_lead_revision_running_unique;"
    "UPDATE crm_lead_revision SET date_out = NULL WHERE id = %(first)s",
    "standing": "UPDATE crm_lead_revision SET date_out = '2026-03-09'"
    " WHERE id = %(second)s",
    "lasting": "UPDATE crm_lead SET type = 'lead' WHERE id = %(lead)s;"
    "UPDATE crm_lead_revision SET date_to = date_from WHERE id = %(last)s",
    "beginning": "UPDATE crm_lead_revision SET changed = 'team_id'"
    " WHERE id = %(second)s",
    "closed": "UPDATE crm_lead_revision SET date_out = date_from WHERE id = %(won)s",
    "belonging": "UPDATE crm_lead_revision SET stay_id = %(first)s WHERE id = %(last)s",
    "gone": "UPDATE crm_lead_revision SET lead_number = %(far)s"
    " WHERE lead_number = %(lead)s",
    "lead": "UPDATE crm_lead SET type = 'lead' WHERE id = %(lead)s",
    "missing": "UPDATE crm_lead_revision SET date_to = date_from + interval '1 day'"
    " WHERE id = %(last)s",
    "state": "UPDATE crm_lead SET company_id = NULL, expected_revenue = 7"
    " WHERE id = %(lead)s",
    "deadline": "UPDATE crm_lead SET stage_deadline = '2026-01-01' WHERE id = %(lead)s",
    "disabled": "UPDATE crm_stage SET active = FALSE WHERE id = %(stage)s",
}


class LedgerFaultsCommon(OpportunityPlusCommon):
    """An opportunity of four rows, a won one, and ways to break them."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead, self.closed = self._leads(2)
        for day, vals in enumerate(
            (
                {"expected_revenue": 5},
                {"stage_id": self.offer.id},
                {"expected_revenue": 9},
            ),
            3,
        ):
            with self._at(f"2026-03-{day:02} 09:00"):
                self.lead.write(vals)
        with self._at("2026-03-07 09:00"):
            self.closed.action_set_won()

    def _rows(self, lead):
        rows = self.env["crm.lead.revision"].sudo()
        return rows.search([("lead_number", "=", lead.id)], order="id").ids

    def _break(self, name):
        first, change, second, last = self._rows(self.lead)
        values = {
            "first": first,
            "change": change,
            "second": second,
            "last": last,
            "won": self._rows(self.closed)[-1],
            "lead": self.lead.id,
            "stage": self.offer.id,
            "far": 2_000_000_000,
        }
        self.env.cr.execute(BROKEN[name], values)
        self.env.invalidate_all()
