# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

# context: the order is that of the cards of a board alone
FLAG = "oplus_board_order"
COLUMNS = "__count"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # a large column, sorted as most people do, is read from its beginning
    _oplus_closing_order_idx = models.Index(
        "(stage_id, date_deadline, id DESC) WHERE active IS TRUE"
    )
    _oplus_revenue_order_idx = models.Index(
        "(stage_id, expected_revenue DESC NULLS LAST, id DESC) WHERE active IS TRUE"
    )

    def _get_read_group_order(self, dict_order, groupby, aggregates):
        """Keep the order of a sorted board's columns, which Odoo would sort by sums."""
        if self.env.context.get(FLAG):
            dict_order = {key: dict_order[key] for key in dict_order if key == COLUMNS}
        return super()._get_read_group_order(dict_order, groupby, aggregates)
