# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import SUPERUSER_ID, fields, models

from ..foundation.transaction import remember
from ..recording.closed import CLOSED
from .undo_traces import CLOSED_NOW

# memory of the transaction: how opportunities stood before a user first wrote to them
STANDING = "opportunity_plus.standing"

# what an opportunity says, without what a save moves that changes nothing
FINGERPRINT = """
    md5((to_jsonb(lead) - ARRAY['write_date', 'write_uid', 'date_last_stage_update',
                                'automated_probability'])::text)
"""
# each closing gets a new number, so that a screen knows which it has told of
NOTED = f"""
    INSERT INTO crm_lead_closing (lead_id, user_id, date, outcome, before, fingerprint)
    SELECT lead_id, closing.user_id, %(date)s, outcome, before::jsonb, {FINGERPRINT}
      FROM unnest(%(leads)s::integer[], %(users)s::integer[], %(outcomes)s::varchar[],
                  %(befores)s::text[]) closing (lead_id, user_id, outcome, before)
      JOIN crm_lead lead ON lead.id = lead_id
        ON CONFLICT (lead_id) DO UPDATE
       SET id = EXCLUDED.id, user_id = EXCLUDED.user_id, date = EXCLUDED.date,
           outcome = EXCLUDED.outcome, before = EXCLUDED.before,
           fingerprint = EXCLUDED.fingerprint
"""


class CrmLead(models.Model):
    """Remembers for a while what a person has closed, and how it stood before."""

    _inherit = "crm.lead"

    def _oplus_closing_remember(self, before):
        """Remember how opportunities stood before a user wrote to them.

        Closing may take several writes, such as the reason, unarchiving and the stage:
        the state before the first one counts, whatever that one was.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        """
        standing = remember(self.env, STANDING)
        for lead_id, state in before.items():
            standing.setdefault(lead_id, state)

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
            closed = remember(self.env, CLOSED_NOW, set)
            closed.update(change.lead_id for change in closings)

    def _oplus_closing_values(self, closings):
        standing = remember(self.env, STANDING)
        ended = self._oplus_stays_ended()
        reminders = self.env["crm.lead.reminder"]._reminder_ended()
        befores = (
            (
                change.from_outcome == "open" and standing.get(change.lead_id),
                {
                    "ended": ended.get(change.lead_id),
                    "reminder": reminders.get(change.lead_id),
                },
            )
            for change in closings
        )
        return {
            "date": self.env.cr.now(),
            "leads": [change.lead_id for change in closings],
            "users": [change.user_id for change in closings],
            "outcomes": [change.outcome for change in closings],
            "befores": [_told(state, one) for state, one in befores],
        }


def _told(state, ended):
    """Return how an opportunity stood, as JSON, or None.

    :param state: a :class:`~..recording.pending.State`, if it was open
    :param ended: what ended with the stay, by name
    """
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
            **ended,
        },
        default=str,
    )
