# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import SUPERUSER_ID, fields, models

from ..recording.pending import EXPLANATIONS
from .lost import CLOSED

# postcommit key: how opportunities stood before this transaction began to close them
STANDING = "opportunity_plus.standing"

# each closing gets a new number, so that a screen knows which it has told of
NOTED = """
    INSERT INTO crm_lead_closing (lead_id, user_id, date, outcome, before)
    SELECT lead_id, user_id, %(date)s, outcome, before::jsonb
      FROM unnest(%(leads)s::integer[], %(users)s::integer[], %(outcomes)s::varchar[],
                  %(befores)s::text[]) closing (lead_id, user_id, outcome, before)
        ON CONFLICT (lead_id) DO UPDATE
       SET id = EXCLUDED.id, user_id = EXCLUDED.user_id, date = EXCLUDED.date,
           outcome = EXCLUDED.outcome, before = EXCLUDED.before
"""


class CrmLead(models.Model):
    """Remembers for a while what a person has closed, and how it stood before."""

    _inherit = "crm.lead"

    def _oplus_closing_remember(self, before, written):
        """Remember how opportunities stood which a user closes.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        """
        explains = not EXPLANATIONS.isdisjoint(written)
        for lead in self:
            state = before.get(lead.id)
            if not state or state.outcome in CLOSED:
                continue
            # the reason may be written before the loss: the first one counts
            if explains or lead.won_status in CLOSED:
                data = self.env.cr.postcommit.data
                data.setdefault(STANDING, {}).setdefault(lead.id, state)

    def _oplus_closing_note(self, changes):
        """Keep what people have closed in this transaction.

        :param changes: what the ledger has recorded
        """
        closings = [
            change
            for change in changes
            if change.outcome in CLOSED
            and change.outcome != change.from_outcome
            and change.user_id != SUPERUSER_ID
        ]
        if closings:
            # raw SQL: any number of closings is one statement
            self.env.cr.execute(NOTED, self._oplus_closing_values(closings))
            self.env["crm.lead.closing"].invalidate_model(flush=False)

    def _oplus_closing_values(self, closings):
        standing = self.env.cr.postcommit.data.get(STANDING, {})
        befores = (
            change.from_outcome == "open" and standing.get(change.lead_id)
            for change in closings
        )
        return {
            "date": self.env.cr.now(),
            "leads": [change.lead_id for change in closings],
            "users": [change.user_id for change in closings],
            "outcomes": [change.outcome for change in closings],
            "befores": [_told(state) for state in befores],
        }


def _told(state):
    """Return the values of a :class:`~..recording.pending.State` as JSON, or None."""
    if not state:
        return None
    return json.dumps(
        {
            "stage_id": state.stage.id or None,
            "active": state.active,
            "probability": state.probability,
            "automated_probability": state.automated_probability,
            "date_closed": fields.Datetime.to_string(state.date_closed),
            "lost_reason_id": state.lost_reason.id,
            "lost_note": state.lost_note,
        }
    )
