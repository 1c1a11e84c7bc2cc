# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opportunities that have no stage are in none in the ledger, too.

Where the chatter did not tell that a stage was emptied, the ledger was rebuilt as if
the opportunity were still in the last one.
"""

from odoo import SUPERUSER_ID, api

from odoo.addons.opportunity_plus.models.recording.pending import Pending

EMPTIED = """
    SELECT lead.id
      FROM crm_lead lead
      JOIN crm_lead_revision past ON past.lead_number = lead.id AND past.date_to IS NULL
     WHERE lead.type = 'opportunity' AND lead.stage_id IS NULL
       AND past.is_backfilled AND past.stage_id IS NOT NULL
"""


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute(EMPTIED)
    touched = {id_ for (id_,) in cr.fetchall()}
    transaction = env["crm.lead"]._oplus_record_transaction()
    env["crm.lead.revision"]._revision_record(Pending(touched=touched), transaction)
