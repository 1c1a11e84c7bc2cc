# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ..foundation.currency import currency_of
from ..foundation.jobs import is_job, repeated
from ..recording.pending import SCORED_BATCH

# weighted revenues that Odoo stores, and what they are parts of
WEIGHTED = {
    "prorated_revenue": "expected_revenue",
    "recurring_revenue_prorated": "recurring_revenue",
    "recurring_revenue_monthly_prorated": "recurring_revenue_monthly",
}
# Odoo stores the first one in whole cents, the others as the currency has it
DIGITS = {"prorated_revenue": "LEAST(currency.decimal_places, 2)"}
VALUES = [
    f"round(COALESCE(lead.{whole}, 0) * COALESCE(lead.probability, 0)::numeric / 100,"
    f" {DIGITS.get(part, 'currency.decimal_places')})"
    for part, whole in WEIGHTED.items()
]
IS_STALE = " OR ".join(
    f"COALESCE(lead.{part}, 0) <> {value}"
    for part, value in zip(WEIGHTED, VALUES, strict=True)
)
STALE = f"""
    SELECT lead.id
      FROM crm_lead lead
      JOIN res_currency currency ON currency.id = %(currency)s
     WHERE lead.type = 'opportunity' AND lead.won_status = 'pending' AND ({IS_STALE})
  ORDER BY lead.id
"""
WEIGH = f"""
    UPDATE crm_lead lead
       SET ({", ".join(WEIGHTED)}) = ROW({", ".join(VALUES)})
      FROM res_currency currency
     WHERE currency.id = %(currency)s AND lead.id = ANY(%(ids)s)
"""


class CrmLead(models.Model):
    """The weighted revenue of an opportunity follows its score."""

    _inherit = "crm.lead"

    def _oplus_forecast_follow_scores(self):
        """Weigh the revenue of open opportunities by rates that were written by SQL."""
        names = [*WEIGHTED, *WEIGHTED.values(), "probability", "company_id", "team_id"]
        self.flush_model(names)
        # raw SQL: scores were written by SQL, which recomputes nothing
        rows = self.env.execute_query(SQL(STALE, currency=self._oplus_forecast_owner()))
        ids = [lead_id for (lead_id,) in rows]
        for start in range(0, len(ids), SCORED_BATCH):
            batch = ids[start : start + SCORED_BATCH]
            repeated(self, self._oplus_forecast_weigh, batch)

    def _oplus_forecast_weigh(self, ids):
        """Weigh a batch; in a job it is a transaction of its own."""
        # raw SQL: as above
        self.env.cr.execute(SQL(WEIGH, currency=self._oplus_forecast_owner(), ids=ids))
        self.invalidate_model([*WEIGHTED], flush=False)
        if is_job(self):
            self.env["ir.cron"]._commit_progress()

    def _oplus_forecast_owner(self):
        return currency_of(self.env, SQL("lead.company_id"), SQL("lead.team_id"))
