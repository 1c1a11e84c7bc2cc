# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.access import everywhere


class ResUsers(models.Model):
    _inherit = "res.users"

    def _oplus_notice_skipped(self, lead):
        """Return values to skip the notice if the user may not get it, else none."""
        reason = None
        reader = lead.with_user(self).with_context(**everywhere(self))
        if not self.active:
            reason = self.env._("The user is archived.")
        elif not reader.has_access("read"):
            reason = self.env._("The user may not see the opportunity.")
        return {"state": "skipped", "reason": reason} if reason else {}
