# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, models

from .calls import is_called

# in the context of what is exempt. The values are objects, which no interface can send
EXEMPTION, EXEMPT = "opportunity_plus_conditions", object()
UNLOCKING, UNLOCKED = "opportunity_plus_unlocked", object()
# what a handover moves: it looks at its successors itself, and gives back to leavers
HANDOVER, HANDED_OVER = "opportunity_plus_handover", object()


class CrmLead(models.Model):
    """Who is exempt from the policies.

    Superuser code is exempt. But if it answers a call of somebody, it may have
    checked anything of that user except what the lock on closed opportunities asks: the
    lock asks for the role of that user then. The system itself and what administrators
    have automated pass.
    """

    _inherit = "crm.lead"

    def _oplus_condition_exempt(self):
        """Return them as ones for which no stage asks its conditions."""
        return self.with_context(**{EXEMPTION: EXEMPT})

    def _oplus_unlocked(self):
        """Return them for superuser code that may change what is closed."""
        # sudo: the lock is lifted for superuser code alone
        return self.sudo().with_context(**{UNLOCKING: UNLOCKED})

    def _oplus_is_unlocked(self):
        is_marked = self.env.context.get(UNLOCKING) is UNLOCKED
        is_system = self.env.uid == SUPERUSER_ID or not is_called()
        return self.env.su and (is_marked or is_system)
