# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLeadLog(models.AbstractModel):
    """Rows about an opportunity that only the system writes.

    Users who may read the opportunity may read its rows (``crm.lead.readable.mixin``).
    No user creates, changes or deletes a row (``crm.system.rows``).
    """

    _name = "crm.lead.log"
    _inherit = ["crm.lead.readable.mixin", "crm.system.rows"]
    _description = "Rows about an Opportunity"
    _log_access = False

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, ondelete="cascade"
    )

    def _system_check(self, *vals_list, is_changed=True):
        # allow demo data: it is loaded before users have access
        if self.pool.ready or not self.env.su:
            return super()._system_check(*vals_list, is_changed=is_changed)
        return None
