# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    @api.ondelete(at_uninstall=False)
    def _unlink_keep_name_in_history(self):
        """Past stays outlive their stage: they keep its name."""
        self.env["crm.lead.stage.history"]._history_keep_stage_names(self)
