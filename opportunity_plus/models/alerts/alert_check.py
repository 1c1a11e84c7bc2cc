# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.faults import find_faults
from ..recording.closed import UNDO_WITHIN

# what must not be found, by name; ids of alerts
FAULTS = {
    "alert_twice": "SELECT id FROM ("
    " SELECT id, count(*) OVER (PARTITION BY lead_id, rule_id, crossing, kind) AS times"
    " FROM crm_big_deal_alert WHERE kind <> 'slipped' AND merged_from IS NULL) alert"
    " WHERE times > 1",
    # the alert of the next crossing would be taken for this one. That is right if this
    # one tells of a closing that was undone: nobody is told of the same twice
    "alert_uncounted": "SELECT alert.id FROM crm_big_deal_alert alert"
    " LEFT JOIN crm_big_deal_state state"
    " ON (state.lead_id, state.rule_id) = (alert.lead_id, alert.rule_id)"
    " WHERE alert.merged_from IS NULL AND alert.crossing > COALESCE(state.crossing, 0)"
    " AND NOT EXISTS (SELECT FROM crm_lead_revision closed"
    " WHERE closed.lead_number = alert.lead_id AND closed.outcome IN ('won', 'lost')"
    " AND closed.date_from >= alert.date AND closed.date_to <="
    f" alert.date + INTERVAL '{UNDO_WITHIN.seconds} seconds')",
}


class CrmBigDealAlert(models.Model):
    """Proves that there is one alert for each crossing of a target."""

    _inherit = "crm.big.deal.alert"

    @api.model
    def _alert_faults(self):
        """Return ids of alerts by the name of what is wrong: several of one crossing,
        or of a crossing that the opportunity's count lacks though it was not undone."""
        return find_faults(self.env, FAULTS)
