# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def oplus_action_call_campaign(self):
        """Prepare a call campaign for the customers of these opportunities.

        :return: the action that opens the preview
        :raise AccessError: the user may not read one of them
        :raise UserError: none of them has a customer
        """
        self.check_access("read")
        customers = self.partner_id.commercial_partner_id
        if not customers:
            raise UserError(
                self.env._(
                    "None of these opportunities has a customer who could be called."
                    " Enter the customers first."
                )
            )
        return customers.oplus_action_call_campaign()
