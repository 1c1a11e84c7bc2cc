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
