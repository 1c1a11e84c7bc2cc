# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.http import request

from .movers import OPEN

DECLINED = "opportunity_plus_handover_declined"
CLIENT, ARCHIVE = "/web/dataset/", "/res.users/action_archive"


class ResUsers(models.Model):
    """Archiving of users with open opportunities."""

    _inherit = "res.users"

    def action_archive(self):
        """Offer a handover when someone archives users with open opportunities.

        Only the web client offers it: code, jobs and other interfaces archive at once.
        """
        owners = (
            self._oplus_handover_owners() if self._oplus_handover_is_offered() else None
        )
        if owners:
            return self.env["crm.lead.handover.offer"]._handover_open(self, owners)
        return super().action_archive()

    def oplus_action_handover(self):
        """Open a new handover of this user."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_handover_action_new"
        )
        return action | {"context": {"default_user_id": self.id}}

    def _oplus_handover_is_offered(self):
        """Tell whether the archive button of the web client makes this call."""
        if self.env.su or self.env.context.get(DECLINED) or not request:
            return False
        path = request.httprequest.path
        return path.startswith(CLIENT) and path.endswith(ARCHIVE)

    def _oplus_handover_owners(self):
        """Return the active users with open opportunities.

        :raise AccessError: the current user may not archive them
        """
        self.check_access("write")
        # sudo: the user may not read these opportunities; only owners are returned
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group(
                OPEN
                & Domain("type", "=", "opportunity")
                & Domain("user_id", "in", self.filtered("active").ids),
                ["user_id"],
            )
        )
        return self.browse(user.id for (user,) in groups)
