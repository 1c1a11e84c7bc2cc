# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


# An import, of contacts or of other records that create customers, is one run with one
# message about the opportunities that were opened.
#
# No docstring: every model without its own would get it as a description.
class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def load(self, fields, data):
        if not self.env.context.get("import_file"):
            return super().load(fields, data)
        log = self.env["crm.lead.opening"]
        last = log._opening_last()
        result = super().load(fields, data)
        log._opening_imported(last)
        return result
