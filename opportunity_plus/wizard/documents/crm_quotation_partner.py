# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...models.opening.res_partner import NO_OPENING


class CrmQuotationPartner(models.TransientModel):
    _inherit = "crm.quotation.partner"

    # a customer who is created for an opportunity has one, and gets no other
    partner_id = fields.Many2one(context={NO_OPENING: True})
