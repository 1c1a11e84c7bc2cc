# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..foundation.days import day_of, zone_of

# the first row that was not rebuilt is looked for among those after the last that was
BEGINNING = """
    SELECT (SELECT min(date_from) FROM crm_lead_revision),
           (SELECT date_from
              FROM crm_lead_revision
             WHERE is_backfilled IS NOT TRUE
               AND date_from >= COALESCE(
                   (SELECT max(date_from) FROM crm_lead_revision
                     WHERE is_backfilled), '-infinity')
          ORDER BY date_from
             LIMIT 1)
"""


class CrmLeadRevision(models.Model):
    """What each page of a report says about its figures."""

    _inherit = "crm.lead.revision"

    # serves the question since when figures are exact
    _rebuilt_idx = models.Index("(date_from) WHERE is_backfilled")

    def _report_frame(self, day):
        """Return what each page says about its figures.

        :return: a dict with ``today``, ``time_zone``, ``currency_id``, ``rates``, and
            the days ``recorded_since`` and ``exact_since`` (False: not yet)
        """
        company = self.env.company
        return {
            "today": day_of(company, self.env.cr.now()).isoformat(),
            "time_zone": zone_of(company),
            "currency_id": self._report_currency().id,
            "rates": self._report_rates_told(day),
            **self._report_beginning(),
        }

    @api.model
    def _report_beginning(self):
        """Return the first days of what is recorded, and of what is exact."""
        # raw SQL: the same for all readers, whatever they may see
        [moments] = self._report_ask(SQL(BEGINNING))
        days = (
            moment and day_of(self.env.company, moment).isoformat()
            for moment in moments
        )
        return {
            name: day or False
            for name, day in zip(("recorded_since", "exact_since"), days, strict=True)
        }
