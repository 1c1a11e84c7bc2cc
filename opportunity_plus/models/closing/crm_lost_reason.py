# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..foundation.naming import names


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    note_required = fields.Boolean(
        "Closing Note Required", help="This lost reason requires a closing note."
    )

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_used(self):
        # sudo: the reason may be used in records that the user may not read
        rows = self.env["crm.lead.stage.history"].sudo()
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        domain = [("lost_reason_id", "in", self.ids)]
        used = leads.search(domain).lost_reason_id | rows.search(domain).lost_reason_id
        if used:
            raise UserError(
                self.env._(
                    "These lost reasons are in use, so they cannot be deleted. Archive"
                    " them instead: %(names)s",
                    names=names(used),
                )
            )
