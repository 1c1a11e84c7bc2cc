# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.exemption import UNLOCKED, UNLOCKING


class IrActionsServer(models.Model):
    """Lets what administrators have automated reopen, whoever sets it off.

    Odoo runs automation rules, and actions that update records, as superuser code in
    the name of the user who set them off.
    """

    _inherit = "ir.actions.server"

    def run(self):
        unlocked = self.with_context(**{UNLOCKING: UNLOCKED})
        return super(IrActionsServer, unlocked).run()
