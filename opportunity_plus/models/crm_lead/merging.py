# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "lost_note", "opportunity_type_id"]

    def _merge_dependences(self, opportunities):
        """Bring every capability's rows along before the others are deleted."""
        opportunities._reopening_drop_requests(self)
        result = super()._merge_dependences(opportunities)
        self._record_changes_now()
        self.env["crm.lead.stage.history"]._history_adopt(self, opportunities)
        self._share_adopt(opportunities)
        self._document_adopt(opportunities)
        self._product_line_adopt(opportunities)
        self.env["crm.big.deal.alert"]._alert_adopt(self, opportunities)
        return result

    def _merge_opportunity(self, *args, **kwargs):
        """A merge may pick another stage, but nobody dealt with the customer."""
        head = super()._merge_opportunity(*args, **kwargs)
        self._record_pending().moved.pop(head.id, None)
        return head
