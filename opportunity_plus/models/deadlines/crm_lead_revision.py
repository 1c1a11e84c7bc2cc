# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

from ..recording.revision_values import SLIP

OTHER_DEADLINE = """
    SELECT lead.id
      FROM crm_lead lead
 LEFT JOIN entry ON entry.lead_number = lead.id AND is_stay AND outcome = 'open'
       AND date_out IS NULL
     WHERE lead.type = 'opportunity'
       AND lead.stage_deadline IS DISTINCT FROM entry.stage_deadline
"""
KEPT = """
    UPDATE crm_lead_revision stay
       SET ended_before = ended::jsonb
      FROM unnest(%s::integer[], %s::text[]) kept (id, ended)
     WHERE stay.id = kept.id
"""
FORGOTTEN = """
    UPDATE crm_lead_revision SET ended_before = NULL
     WHERE ended_before IS NOT NULL AND date_from < %s
"""


class CrmLeadRevision(models.Model):
    """What a row that begins a stay knows of its target and of snoozes."""

    _inherit = "crm.lead.revision"

    stage_deadline = fields.Datetime(
        "Target Date", help="Until when the opportunity should have left the stage."
    )
    # since when the clock runs, if longer than the stay: the one before was ended by a
    # slip, which was undone
    date_clock = fields.Datetime(groups=NO_ACCESS, export_string_translation=False)
    # what ended with the stay before, for a return within a minute; forgotten at night
    ended_before = fields.Json(groups=NO_ACCESS, export_string_translation=False)
    snooze_count = fields.Integer(
        "Snoozes",
        aggregator="sum",
        help="How often it was snoozed during this stay.",
    )

    _ended_idx = models.Index("(id) WHERE ended_before IS NOT NULL")

    @api.model
    def _revision_keep_ended(self, ended):
        """Keep what ended with the stays before, see ``_oplus_stays_ended``.

        :param ended: by id of the row that begins the stay after
        """
        if ended:
            values = [json.dumps(one, default=str) for one in ended.values()]
            # raw SQL: the ledger is not written by the ORM
            self.env.cr.execute(SQL(KEPT, [*ended], values))

    @api.autovacuum
    def _gc_ended_before(self):
        # raw SQL: the ledger is not written by the ORM
        self.env.cr.execute(SQL(FORGOTTEN, fields.Datetime.now() - SLIP))

    @api.model
    def _ledger_checks(self):
        """Add another target date than that of the running stay."""
        return super()._ledger_checks() | {"deadline": OTHER_DEADLINE}
