# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLeadHandoverLine(models.Model):
    """Shares of opportunities that their successor takes over.

    The share is dropped, since the successor becomes the salesperson. An undo restores
    it with its terms.
    """

    _inherit = "crm.lead.handover.line"

    old_share = fields.Json(readonly=True, export_string_translation=False)

    def _handover_shares(self, mover, records):
        """Return the terms of the successors' shares, by record id and user id."""
        if mover.model != "crm.lead":
            return {}
        shares = self.env["crm.lead.share"].search_fetch(
            [
                ("lead_id", "in", records.ids),
                ("user_id", "in", self.successor_id.ids),
            ]
        )
        return {
            (share.lead_id.id, share.user_id.id): {
                "access": share.access,
                "date_end": fields.Date.to_string(share.date_end) or False,
                "include_documents": share.include_documents,
            }
            for share in shares
        }

    def _handover_share_again(self):
        shares, again = self.env["crm.lead.share"], []
        for line in self.filtered("old_share"):
            person = {"lead_id": line.res_id, "user_id": line.successor_id.id}
            share = shares.new(line.old_share | person)
            if not any(share._share_complaints(share.lead_id, share.user_id)):
                again.append(line.old_share | person)
        shares._share_keep(again)
