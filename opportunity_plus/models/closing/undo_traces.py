# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from collections import defaultdict

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

from ..foundation.transaction import remember

# memories of the transaction: what was closed, and of what the closing was undone
CLOSED_NOW = "opportunity_plus.closed_now"
UNDONE = "opportunity_plus.undone"

KEPT = """
    UPDATE crm_lead_closing closing
       SET before = jsonb_set(before, ARRAY[%s], found.kept::jsonb)
      FROM unnest(%s::integer[], %s::text[]) found (lead_id, kept)
     WHERE closing.lead_id = found.lead_id AND closing.before IS NOT NULL
"""


class CrmLead(models.Model):
    """What a closing brought about, which is taken back with it.

    An undone closing is told to nobody again. Shares that it gave are withdrawn, those
    that it prolonged end when they would have, and big-deal rules stand where they
    stood, so that they do not tell of the same twice.
    """

    _inherit = "crm.lead"

    def _oplus_closing_note_alerts(self, lead_ids):
        """Keep where closed opportunities stood with big-deal rules before.

        :param lead_ids: of which the rules have just been asked
        """
        closed = remember(self.env, CLOSED_NOW, set) & lead_ids
        past = self.env["crm.big.deal.rule"]._alert_past(closed) if closed else {}
        kept = {}
        for (rule_id, lead_id), (alert_ids, before) in past.items():
            kept.setdefault(lead_id, []).append([rule_id, [*alert_ids], before])
        self._oplus_closing_keep("alerts", kept)

    def _oplus_stage_prolonged(self, before):
        """Keep what shares were, in case that a slip has prolonged them."""
        kept = defaultdict(list)
        for share, told in before.items():
            kept[share.lead_id.id].append([share.id, told, share._share_told()])
        self._oplus_closing_keep("prolonged", kept)
        return super()._oplus_stage_prolonged(before)

    @api.model
    def _oplus_closing_keep(self, name, kept):
        """Keep one more thing with what has just been closed.

        :param kept: what to keep, by id of the opportunity
        """
        closed = remember(self.env, CLOSED_NOW, set)
        kept = {id_: value for id_, value in kept.items() if id_ in closed}
        if kept:
            values = [json.dumps(one, default=str) for one in kept.values()]
            # raw SQL: any number of closings is one statement
            self.env.cr.execute(SQL(KEPT, name, [*kept], values))

    @api.model
    def _oplus_undo_left_out(self, changes):
        """Return the changes that are no undoing of a closing."""
        undone = remember(self.env, UNDONE, set)
        return [change for change in changes if change.lead_id not in undone]

    def _oplus_undo_start(self, found):
        """Take back what the closings brought about, before they are undone.

        :param found: see ``_oplus_undo_found``
        """
        remember(self.env, UNDONE, set).update(found)
        self._oplus_undo_shares(found)
        past = {
            (rule_id, lead_id): (alert_ids, before)
            for lead_id, closing in found.items()
            for rule_id, alert_ids, before in closing["before"].get("alerts", ())
        }
        self.env["crm.big.deal.rule"]._alert_restore(past)

    def _oplus_undo_shares(self, found):
        """Take back what the stage has shared or prolonged at the moment of closing."""
        self._oplus_undo_prolonged(found)
        # the system's: the stage shares as the system, and nobody else may withdraw it
        shares = self.env["crm.lead.share"].with_user(SUPERUSER_ID)
        given = shares.search(
            [("lead_id", "in", [*found]), ("create_uid", "=", SUPERUSER_ID)]
        )
        given.filtered(
            lambda share: (
                share.create_date == share.write_date
                and share.create_date.replace(microsecond=0)
                == found[share.lead_id.id]["date"].replace(microsecond=0)
            )
        )._share_drop()

    def _oplus_undo_prolonged(self, found):
        """Let shares end when they would have, unless somebody has changed them."""
        prolonged = {
            share_id: terms
            for closing in found.values()
            for share_id, *terms in closing["before"].get("prolonged", ())
        }
        # the system's: as it has prolonged them
        shares = self.env["crm.lead.share"].with_user(SUPERUSER_ID)
        for share in shares.browse(prolonged).exists():
            before, after = prolonged[share.id]
            refused = any(share._share_complaints(share.lead_id, share.user_id))
            if share._share_told() == after and not refused:
                share.write(before)
