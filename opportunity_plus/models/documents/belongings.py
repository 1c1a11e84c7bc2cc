# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

# what an opportunity may have: the field by which it has it, the table and the column
BELONGINGS = {
    "crm.lead.product.line": ("lead_id", "crm_lead_product_line", "lead_id"),
    "sale.order": ("opportunity_id", "sale_order", "opportunity_id"),
    "account.move": ("opportunity_ids", "account_move_opportunity_rel", "lead_id"),
}


class CrmLead(models.Model):
    """What most opportunities do not have: products, orders, invoices.

    Whether there are any is asked first, once for all of it: the rules on what there
    may be take longer to think about than a form without it takes to read the rest.
    """

    _inherit = "crm.lead"

    # models of what they have, all that were asked about together
    oplus_belongings = fields.Char(
        compute="_compute_oplus_belongings",
        compute_sudo=True,
        groups=NO_ACCESS,
        export_string_translation=False,
    )

    @api.depends("product_line_ids", "order_ids", "oplus_invoice_ids")
    def _compute_oplus_belongings(self):
        for model, (name, *_table) in BELONGINGS.items():
            self.env[model].flush_model([name])
        # raw SQL: rules decide on what is read afterwards
        [found] = self.env.execute_query(
            SQL(
                "SELECT %s",
                SQL(", ").join(
                    SQL(
                        "EXISTS (SELECT FROM %s WHERE %s = ANY(%s))",
                        *map(SQL.identifier, table),
                        self._origin.ids,
                    )
                    for _name, *table in BELONGINGS.values()
                ),
            )
        )
        self.oplus_belongings = ",".join(
            model for model, has in zip(BELONGINGS, found, strict=True) if has
        )

    def _oplus_belongings_include(self, model):
        """Whether there may be records of a model: False is certain."""
        # sudo: no more than whether it is worth asking
        return any(model in lead.oplus_belongings for lead in self.sudo())
