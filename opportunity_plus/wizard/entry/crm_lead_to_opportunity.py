# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...models.opening.res_partner import NO_OPENING


class CrmLead2opportunityPartner(models.TransientModel):
    _inherit = "crm.lead2opportunity.partner"

    # a customer who is created for an opportunity has one, and gets no other
    commercial_partner_id = fields.Many2one(context={NO_OPENING: True})
    partner_id = fields.Many2one(context={NO_OPENING: True})

    # the dialog tells the customer of its lead, which Odoo reads as superuser: nobody
    # names a lead that they may not read

    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        dialogs.lead_id.check_access("read")
        return dialogs

    def write(self, vals):
        result = super().write(vals)
        if "lead_id" in vals:
            self.lead_id.check_access("read")
        return result

    @api.depends("lead_id")
    def _compute_user_id(self):
        """Propose the default salesperson in place of an archived one."""
        result = super()._compute_user_id()
        for wizard in self:
            if wizard.lead_id._oplus_orphans():
                wizard.user_id = wizard.lead_id._oplus_default_salesperson()
        return result

    @api.depends("lead_id", "partner_id")
    def _compute_duplicated_lead_ids(self):
        """Leave out duplicates that the user may not merge."""
        result = super()._compute_duplicated_lead_ids()
        for wizard in self:
            mergeable = wizard.duplicated_lead_ids.filtered("oplus_can_reopen")
            wizard.duplicated_lead_ids = mergeable
        return result
