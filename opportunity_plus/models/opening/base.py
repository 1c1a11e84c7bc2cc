# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


# An imported list, of contacts or of anything that brings new customers along, is
# one piece of work with one message about what it has opened.
#
# No docstring: Odoo would note it for each model that has none.
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
