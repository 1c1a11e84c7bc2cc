# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..foundation.access import used_in
from ..foundation.blank import check_names
from ..foundation.naming import names


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    note_required = fields.Boolean(
        "Closing Note Required", help="This lost reason requires a closing note."
    )

    @api.constrains("name")
    def _check_oplus_name(self):
        check_names(self)

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_used(self):
        used = used_in(self, "crm.lead", "lost_reason_id")
        used |= used_in(self - used, "crm.lead.stage.history", "lost_reason_id")
        if used:
            raise UserError(
                self.env._(
                    "These lost reasons are in use, so they cannot be deleted. Archive"
                    " them instead: %(names)s",
                    names=names(used),
                )
            )
