# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ..foundation.access import leads_of

WATCHED = {"opportunity_id", "user_id"}
BEFORE = "SELECT DISTINCT opportunity_id FROM sale_order WHERE id IN %s"


class SaleOrder(models.Model):
    """Messages about a quotation are contacts of its opportunity.

    They end its silence if the quotation is that of its salesperson, or nobody's.
    """

    _inherit = "sale.order"

    def _write_multi(self, vals_list):
        if WATCHED & set().union(*vals_list):
            # raw SQL: which opportunities they belonged to before
            before = self.env.execute_query(SQL(BEFORE, self._ids))
            ids = {id_ for (id_,) in before if id_}
            ids.update(leads_of(self, "opportunity_id")._ids)
            self.env["crm.lead"].browse(ids)._oplus_contact_touch()
        return super()._write_multi(vals_list)
