# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmQuotationPartner(models.TransientModel):
    _name = "crm.quotation.partner"
    _inherit = ["crm.quotation.partner", "crm.opening.quiet.mixin"]
