# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..recording.pending import EXPLANATIONS

RESTORING = {"active", "probability", "stage_id"}


class CrmLead(models.Model):
    """Leads that were lost and are worked on again: the next loss is explained anew.

    The history, which keeps the reason and note of a reopened opportunity, knows no
    leads.
    """

    _inherit = "crm.lead"

    def _oplus_closing_lead_restored(self, written):
        """Clear the closing notes of leads that are not lost any more."""
        if not RESTORING.isdisjoint(written):
            restored = self.filtered(
                lambda lead: (
                    lead.type == "lead" and lead.won_status != "lost" and lead.lost_note
                )
            )
            # sudo: the user may have given it away by the same write
            restored.sudo().with_context(mail_notrack=True).lost_note = False

    def _oplus_closing_on_conversion(self):
        """Return what clears the reason and note of a lead that is not lost."""
        if self.won_status == "lost":
            return {}
        return {name: False for name in EXPLANATIONS if self[name]}
