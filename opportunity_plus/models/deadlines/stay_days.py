# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .deadline_statements import COMPANY

# finished stays of the ledger
FINISHED = (
    """
    stays AS MATERIALIZED (
        SELECT stay.id AS stay_id, stay.lead_id, stay.date_from AS moment,
               stay.date_out, EXTRACT(EPOCH FROM date_out - date_from) / 86400 AS took,
               """
    + COMPANY.replace("crm_lead.", "stay.")
    + """ AS company_id,
               date_out::date - date_from::date + 1 AS days
          FROM crm_lead_revision stay
     LEFT JOIN crm_team team ON team.id = stay.team_id
         WHERE %(scope)s
    )
"""
)
PASSED = ", taken AS (SELECT lead_id, took AS days FROM stays)"
# A moment has a place among the working days: their number before it, and the part of
# its own day if that is one.
WORKED = """
    , taken AS (
        SELECT stays.lead_id, COALESCE(max(place) - min(place), max(took)) AS days
          FROM stays
     LEFT JOIN zone ON zone.company_id = stays.company_id
     LEFT JOIN calendar ON calendar.company_id = stays.company_id
    CROSS JOIN LATERAL unnest(ARRAY[moment, date_out]) edge
    CROSS JOIN LATERAL (
               SELECT edge AT TIME ZONE 'UTC' AT TIME ZONE zone.tz AS local) clock
    CROSS JOIN LATERAL (SELECT local::date - first_day + 1 AS day) found
    CROSS JOIN LATERAL (
               SELECT numbers[day] - CASE WHEN numbers[day] = numbers[day - 1] THEN 0
                      ELSE 1 - EXTRACT(EPOCH FROM local::time) / 86400 END AS place
               ) placed
      GROUP BY stays.stay_id, stays.lead_id
    )
"""
MEDIAN = """
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days), count(*)
      FROM (SELECT sum(days) AS days FROM taken GROUP BY lead_id) lead
"""


class CrmLead(models.Model):
    """How long stays took, in days as targets count them."""

    _inherit = "crm.lead"

    @api.model
    def _oplus_stay_median(self, scope):
        """Return the median of the days of opportunities in a stage, all stays of each
        together, and the number of opportunities.

        Where the company counts working days, these are working days.

        :param scope: SQL condition on rows of the ledger, as ``stay``
        """
        is_working = self.env["crm.stage"]._oplus_has_working_days()
        end = (WORKED if is_working else PASSED) + MEDIAN
        # raw SQL: a median of sums
        query = self._oplus_deadline_query(FINISHED, end, scope=scope)
        ((days, count),) = self.env.execute_query(query)
        return float(days or 0), count
