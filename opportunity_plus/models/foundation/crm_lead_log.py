# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLeadLog(models.AbstractModel):
    """Rows about an opportunity that the system alone writes.

    VISIBILITY: who may read the opportunity may read its rows, by construction; see
    the mixin.

    WRITING: nobody creates, changes or deletes a row; see the other mixin.
    """

    _name = "crm.lead.log"
    _inherit = ["crm.lead.readable.mixin", "crm.system.rows"]
    _description = "Rows about an Opportunity"
    _log_access = False

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, ondelete="cascade"
    )

    def _system_check(self, *vals_list, is_changed=True):
        # demonstration data tells a past; it is loaded before anybody has access
        if self.pool.ready or not self.env.su:
            super()._system_check(*vals_list, is_changed=is_changed)
