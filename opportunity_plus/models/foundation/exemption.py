# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

# in the context of what is exempt. Its value is an object, which no interface can send
EXEMPTION, EXEMPT = "opportunity_plus_conditions", object()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_condition_exempt(self):
        """Return them as ones for which no stage asks its conditions."""
        return self.with_context(**{EXEMPTION: EXEMPT})
