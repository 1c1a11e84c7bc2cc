# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ledger holds from now on what earlier versions missed.

* Deleted teams and salespeople stay in the past: there is no foreign key.
* Stays of which an update did not say why they began say so.
* The last of the rows that were rebuilt had values from before the last change.
* The type of an opportunity is a fact: where it was changed alone, which left no row,
  a row has it from now on.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from odoo.addons.opportunity_plus.models.recording.pending import Pending

FREED = [f"crm_lead_revision_{name}_fkey" for name in ("salesperson_id", "team_id")]
DROP = "ALTER TABLE crm_lead_revision DROP CONSTRAINT IF EXISTS %s"
# the update to 19.0.2.0.0 left it empty at first
UNNAMED = """
    UPDATE crm_lead_revision stay
       SET changed = CASE
           WHEN outcome = 'lost' THEN 'reason'
           WHEN EXISTS (SELECT FROM crm_lead_revision before
                         WHERE before.lead_number = stay.lead_number
                           AND before.id < stay.id AND before.date_to = stay.date_from)
           THEN 'stage_id' ELSE 'created' END
     WHERE is_stay AND changed = ''
"""
# what changed since would have ended the row
REBUILT = """
    UPDATE crm_lead_revision past
       SET expected_revenue = COALESCE(lead.expected_revenue, 0),
           salesperson_id = lead.user_id, team_id = lead.team_id
      FROM crm_lead lead
     WHERE lead.id = past.lead_number AND lead.type = 'opportunity'
       AND past.date_to IS NULL AND past.is_backfilled
       AND (past.expected_revenue, past.salesperson_id, past.team_id)
           IS DISTINCT FROM
           (COALESCE(lead.expected_revenue, 0), lead.user_id, lead.team_id)
"""


def migrate(cr, version):
    for name in FREED:
        cr.execute(SQL(DROP, SQL.identifier(name)))
    cr.execute("DELETE FROM ir_model_constraint WHERE name = ANY(%s)", [FREED])
    cr.execute(UNNAMED)
    cr.execute(REBUILT)
    env = api.Environment(cr, SUPERUSER_ID, {})
    ledger = env["crm.lead.revision"]
    touched = {*ledger._ledger_faults().get("state", ())}
    transaction = env["crm.lead"]._oplus_record_transaction()
    ledger._revision_record(Pending(touched=touched), transaction)
