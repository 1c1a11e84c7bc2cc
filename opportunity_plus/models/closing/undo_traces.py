# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

# postcommit keys: what was closed, and of what the closing was undone
CLOSED_NOW = "opportunity_plus.closed_now"
UNDONE = "opportunity_plus.undone"

ALERTED = """
    UPDATE crm_lead_closing closing
       SET before = jsonb_set(before, '{alerts}', found.alerts::jsonb)
      FROM unnest(%s::integer[], %s::text[]) found (lead_id, alerts)
     WHERE closing.lead_id = found.lead_id AND closing.before IS NOT NULL
"""


class CrmLead(models.Model):
    """What a closing brought about, which is taken back with it.

    An undone closing is told to nobody again. Shares that it gave are withdrawn, and
    big-deal rules stand where they stood, so that they do not tell of the same twice.
    """

    _inherit = "crm.lead"

    def _oplus_closing_note_alerts(self, lead_ids):
        """Keep where closed opportunities stood with big-deal rules before.

        :param lead_ids: of which the rules have just been asked
        """
        closed = self.env.cr.postcommit.data.get(CLOSED_NOW, set()) & lead_ids
        past = self.env["crm.big.deal.rule"]._alert_past(closed) if closed else {}
        kept = {}
        for (rule_id, lead_id), (alert_ids, before) in past.items():
            kept.setdefault(lead_id, []).append([rule_id, [*alert_ids], before])
        if kept:
            alerts = [json.dumps(one, default=str) for one in kept.values()]
            # raw SQL: any number of closings is one statement
            self.env.cr.execute(SQL(ALERTED, [*kept], alerts))

    @api.model
    def _oplus_undo_left_out(self, changes):
        """Return the changes that are no undoing of a closing."""
        undone = self.env.cr.postcommit.data.get(UNDONE, ())
        return [change for change in changes if change.lead_id not in undone]

    def _oplus_undo_start(self, found):
        """Take back what the closings brought about, before they are undone.

        :param found: :class:`~.closing_undo.Closing` by id of the opportunity
        """
        self.env.cr.postcommit.data.setdefault(UNDONE, set()).update(found)
        self._oplus_undo_shares(found)
        past = {
            (rule_id, lead_id): (alert_ids, before)
            for lead_id, closing in found.items()
            for rule_id, alert_ids, before in closing.before.get("alerts", ())
        }
        self.env["crm.big.deal.rule"]._alert_restore(past)

    def _oplus_undo_shares(self, found):
        """Withdraw what the stage has shared at the moment of closing."""
        # the system's: the stage shares as the system, and nobody else may withdraw it
        shares = self.env["crm.lead.share"].with_user(SUPERUSER_ID)
        given = shares.search(
            [("lead_id", "in", [*found]), ("create_uid", "=", SUPERUSER_ID)]
        )
        given.filtered(
            lambda share: (
                share.create_date == share.write_date
                and share.create_date.replace(microsecond=0)
                == found[share.lead_id.id].date.replace(microsecond=0)
            )
        )._share_drop()
