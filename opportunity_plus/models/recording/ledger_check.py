# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .revision_statements import FACTS, POINTS

ROWS = """
    WITH entry AS MATERIALIZED (
        SELECT revision.*,
               lead(date_from) OVER (PARTITION BY lead_number ORDER BY id) AS next_from,
               lead(changed) OVER (PARTITION BY lead_number ORDER BY id)
                   AS next_changed,
               min(date_from) FILTER (WHERE is_stay) OVER (
                   PARTITION BY lead_number ORDER BY id
                   ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_stay
          FROM crm_lead_revision revision
         WHERE lead_number > 0
    )
"""
# what must not be found, by name; numbers of opportunities
FAULTS = {
    "gap": "SELECT lead_number FROM entry"
    " WHERE next_from IS NOT NULL AND date_to IS DISTINCT FROM next_from"
    # it was a lead in between
    " AND NOT (next_changed = 'created' AND COALESCE(date_to <= next_from, FALSE))",
    "overlap": "SELECT lead_number FROM entry WHERE date_to < date_from",
    "stay": "SELECT lead_number FROM entry WHERE is_stay AND outcome = 'open'"
    " AND next_stay IS NOT NULL AND date_out IS DISTINCT FROM next_stay",
    "running": "SELECT lead_number FROM entry"
    " WHERE is_stay AND outcome = 'open' AND date_out IS NULL"
    " GROUP BY lead_number HAVING count(*) > 1",
    "missing": "SELECT lead.id FROM crm_lead lead WHERE lead.type = 'opportunity'"
    " AND NOT EXISTS (SELECT FROM entry"
    " WHERE entry.lead_number = lead.id AND entry.date_to IS NULL)",
    "state": "SELECT lead.id FROM crm_lead lead"
    " JOIN entry ON entry.lead_number = lead.id AND entry.date_to IS NULL"
    " WHERE lead.type = 'opportunity' AND ("
    + " OR ".join(
        f"entry.{name} IS DISTINCT FROM {column}"
        for name, column in FACTS.items()
        if name != "probability"
    )
    + f" OR abs(lead.probability - COALESCE(entry.probability, 0)) >= {POINTS})",
    "deadline": "SELECT lead.id FROM crm_lead lead LEFT JOIN entry"
    " ON entry.lead_number = lead.id AND is_stay AND outcome = 'open'"
    " AND date_out IS NULL WHERE lead.type = 'opportunity'"
    " AND lead.stage_deadline IS DISTINCT FROM entry.stage_deadline",
    # somebody moved it there while another transaction disabled the stage
    "disabled": "SELECT lead.id FROM crm_lead lead"
    " JOIN crm_stage stage ON stage.id = lead.stage_id AND NOT stage.active"
    " WHERE lead.won_status = 'pending'",
}


class CrmLeadRevision(models.Model):
    """Proves what must hold of the ledger of any database."""

    _inherit = "crm.lead.revision"

    @api.model
    def _ledger_faults(self):
        """Return ids of opportunities by the name of what is wrong: rows with a gap, or
        that overlap, stays that do not follow each other, two running stays, a missing
        last row, or one that is not the state of the opportunity, another target date
        of the running stay, or an open opportunity in a disabled stage."""
        self.env.flush_all()
        faults = {}
        for name, statement in FAULTS.items():
            # raw SQL: a look at all rows
            found = self.env.execute_query(SQL(ROWS + statement))
            if ids := sorted({number for (number,) in found}):
                faults[name] = ids
        return faults
