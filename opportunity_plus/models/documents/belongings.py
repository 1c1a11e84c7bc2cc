# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

# models whose records belong to an opportunity: link field, its table and column
BELONGINGS = {
    "crm.lead.product.line": ("lead_id", "crm_lead_product_line", "lead_id"),
    "sale.order": ("opportunity_id", "sale_order", "opportunity_id"),
    "account.move": ("opportunity_ids", "account_move_opportunity_rel", "lead_id"),
}


class CrmLead(models.Model):
    """Whether opportunities have products, orders or invoices; most have none.

    One query tells, before any of them are read: evaluating their record rules takes
    longer than reading the rest of the form.
    """

    _inherit = "crm.lead"

    # models with records of any of the opportunities that are computed together
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
        # raw SQL: without record rules, which apply when the records are read
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
        """Return whether there may be records of a model; False is certain."""
        # sudo: tells no more than whether records may exist
        found = {models for [models] in self.sudo()._oplus_rows(["oplus_belongings"])}
        return any(model in models for models in found)
