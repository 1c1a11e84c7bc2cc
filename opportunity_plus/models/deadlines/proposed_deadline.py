# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .deadline_statements import COMPANY

# Stays of the ledger, each with a number of days to try as its target. Company and team
# of a running one are those of the opportunity today. One that a slip has interrupted,
# such as a closing that was undone, is a single stay, from its first moment to the end
# of its last row.
PROPOSED = (
    """
    stays AS MATERIALIZED (
        SELECT stay.id AS stay_id, clock.moment,
               """
    + COMPANY.replace("crm_lead.", "facts.")
    + """ AS company_id,
               LEAST(GREATEST(proposed.days, 0), %(most)s) AS days
          FROM unnest(%(ids)s::integer[], %(days)s::integer[]) proposed (id, days)
          JOIN crm_lead_revision stay ON stay.id = proposed.id
    CROSS JOIN LATERAL (
               SELECT COALESCE(stay.date_clock, stay.date_from) AS moment) clock
     LEFT JOIN crm_lead running
            ON running.id = stay.lead_id AND stay.date_out IS NULL
    CROSS JOIN LATERAL (
               SELECT running.company_id, running.team_id WHERE running.id IS NOT NULL
                UNION ALL
               SELECT stay.company_id, stay.team_id WHERE running.id IS NULL) facts
     LEFT JOIN crm_team team ON team.id = facts.team_id
         WHERE NOT EXISTS (
               SELECT FROM crm_lead_revision resumed
                WHERE resumed.lead_number = stay.lead_number
                  AND resumed.date_clock = clock.moment AND resumed.id > stay.id)
    )
"""
)


class CrmLead(models.Model):
    """Which deadlines stays would have, or would have had, with other targets."""

    _inherit = "crm.lead"

    @api.model
    def _oplus_deadlines_proposed(self, days):
        """Return the deadlines that stays would have, by the same rules.

        :param days: number of days by id of the ledger's row that begins a stay
        :return: moments by the same ids; those without a target are left out
        """
        query = self._oplus_deadline_query(
            PROPOSED,
            "SELECT stay_id, deadline FROM wanted WHERE deadline IS NOT NULL",
            ids=[*days],
            days=[*days.values()],
        )
        # raw SQL: the same statement as for running stays
        return dict(self.env.execute_query(query)) if any(days.values()) else {}
