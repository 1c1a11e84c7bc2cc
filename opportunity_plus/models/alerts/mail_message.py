# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model
    def _oplus_naming_models(self):
        """The message of an alert has the headline of its opportunity."""
        return super()._oplus_naming_models() | {"crm.big.deal.alert"}
