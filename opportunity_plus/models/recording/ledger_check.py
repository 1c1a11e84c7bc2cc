# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.faults import find_faults
from .crm_lead_revision import RUNNING
from .revision_statements import FACTS, POINTS
from .revision_values import STAY

ROWS = """
    WITH entry AS MATERIALIZED (
        SELECT revision.*,
               lead(date_from) OVER (PARTITION BY lead_number ORDER BY id) AS next_from,
               lead(changed) OVER (PARTITION BY lead_number ORDER BY id)
                   AS next_changed,
               min(date_from) FILTER (WHERE is_stay) OVER (
                   PARTITION BY lead_number ORDER BY id
                   ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_stay,
               (array_agg(changed) FILTER (WHERE is_stay) OVER (
                   PARTITION BY lead_number ORDER BY id
                   ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING))[1]
                   AS next_stay_changed,
               max(id) FILTER (WHERE is_stay) OVER (
                   PARTITION BY lead_number ORDER BY id
                   ROWS UNBOUNDED PRECEDING) AS own_stay,
               lag((stage_id, outcome)) OVER (PARTITION BY lead_number ORDER BY id)
                   IS DISTINCT FROM (stage_id, outcome) AS is_other
          FROM crm_lead_revision revision
         WHERE lead_number > 0
    )
"""
BEGINS = ", ".join(f"'{name}'" for name in sorted(STAY))
# of what is open
PRESENT = """
    SELECT lead_number FROM crm_lead_revision
     WHERE date_to IS NULL AND outcome = 'open'
"""
# what must not be found, by name; numbers of opportunities
FAULTS = {
    "gap": "SELECT lead_number FROM entry"
    " WHERE next_from IS NOT NULL AND date_to IS DISTINCT FROM next_from"
    # it was a lead in between
    " AND NOT (next_changed = 'created' AND COALESCE(date_to <= next_from, FALSE))",
    "overlap": "SELECT lead_number FROM entry WHERE date_to < date_from",
    "stay": "SELECT lead_number FROM entry WHERE is_stay AND outcome = 'open'"
    " AND next_stay IS NOT NULL AND date_out IS DISTINCT FROM next_stay"
    " AND NOT (next_stay_changed = 'created'"
    " AND COALESCE(date_out <= next_stay, FALSE))",
    "running": f"SELECT lead_number FROM entry WHERE {RUNNING}"
    " GROUP BY lead_number HAVING count(*) > 1",
    # of the table itself, which has an index of running stays
    "standing": f"SELECT lead.id FROM crm_lead lead JOIN ({PRESENT}) present"
    " ON present.lead_number = lead.id WHERE lead.type = 'opportunity'"
    " AND NOT EXISTS (SELECT FROM crm_lead_revision"
    f" WHERE lead_number = lead.id AND {RUNNING})",
    "lasting": f"SELECT lead_number FROM crm_lead_revision stay WHERE {RUNNING}"
    f" AND NOT EXISTS (SELECT FROM ({PRESENT}) present"
    " WHERE present.lead_number = stay.lead_number)"
    " AND NOT EXISTS (SELECT FROM crm_lead"
    " WHERE crm_lead.id = stay.lead_number AND crm_lead.type = 'opportunity')",
    "beginning": "SELECT lead_number FROM entry"
    " WHERE outcome IN ('open', 'won', 'lost') AND (is_stay IS NOT TRUE AND is_other"
    f" OR is_stay IS DISTINCT FROM string_to_array(changed, ',') && ARRAY[{BEGINS}])",
    "closed": "SELECT lead_number FROM entry"
    " WHERE is_stay AND outcome <> 'open' AND date_out IS NOT NULL",
    "belonging": "SELECT lead_number FROM entry WHERE stay_id IS DISTINCT FROM"
    " CASE WHEN is_stay IS NOT TRUE THEN own_stay END",
    "gone": "SELECT lead_number FROM entry WHERE date_to IS NULL"
    " AND outcome IN ('open', 'won', 'lost')"
    " AND NOT EXISTS (SELECT FROM crm_lead WHERE crm_lead.id = lead_number)",
    "lead": "SELECT lead.id FROM crm_lead lead"
    " JOIN entry ON entry.lead_number = lead.id AND entry.date_to IS NULL"
    " WHERE lead.type = 'lead'",
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
    + " OR abs(COALESCE(lead.probability, 0)"
    f" - COALESCE(entry.probability, 0)) >= {POINTS})",
}


class CrmLeadRevision(models.Model):
    """Proves what must hold of the ledger of any database."""

    _inherit = "crm.lead.revision"

    @api.model
    def _ledger_faults(self):
        """Return ids of opportunities by the name of what is wrong."""
        statements = self._ledger_checks().items()
        return find_faults(self.env, {name: ROWS + sql for name, sql in statements})

    @api.model
    def _ledger_checks(self):
        """Return SQL that finds faults by name. Rooms add those of what they keep.

        Statements may ask ``entry``, the rows with what follows them. Here: rows with a
        gap, or that overlap, stays that do not follow each other, two running stays or
        none of an open opportunity, one of what is no opportunity, a missing last row,
        or one that is not the state of the opportunity; a stay that begins where
        nothing of it changed, or the other way round, a closed stay that ends, a row
        that belongs to another stay, or an open row of an opportunity that is gone, or
        of what is a lead.
        """
        return FAULTS
