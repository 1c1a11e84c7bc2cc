# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..foundation.naming import names


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    note_required = fields.Boolean(
        "Closing Note Required", help="Whoever chooses this reason has to explain it."
    )

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_used(self):
        # sudo: a reason is in use wherever it is used, also where the user may not look
        rows = self.env["crm.lead.stage.history"].sudo()
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        domain = [("lost_reason_id", "in", self.ids)]
        used = leads.search(domain).lost_reason_id | rows.search(domain).lost_reason_id
        if used:
            raise UserError(
                self.env._(
                    "Opportunities were lost for these reasons, so they cannot be"
                    " deleted. Archive them instead: %(names)s",
                    names=names(used),
                )
            )
