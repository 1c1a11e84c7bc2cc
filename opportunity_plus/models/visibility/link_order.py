# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


# Odoo sorts what links to an opportunity by the order of opportunities, which begins
# with their priority, whether or not the user may read them.
#
# No docstring: Odoo would use it for every model that has none.
class Base(models.AbstractModel):
    _inherit = "base"

    def _order_field_to_sql(self, alias, field_name, *args):
        """Sort by links to opportunities as these were created."""
        field = self._fields.get(field_name)
        if field and field.type == "many2one" and field.comodel_name == "crm.lead":
            field_name = f"{field_name}.id"
        return super()._order_field_to_sql(alias, field_name, *args)
