# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

# the table and the index are those that the ORM would create
LINK_YEARS = """
    CREATE TABLE IF NOT EXISTS account_move_opportunity_rel (
        move_id INTEGER NOT NULL,
        lead_id INTEGER NOT NULL,
        PRIMARY KEY (move_id, lead_id)
    );
    CREATE INDEX IF NOT EXISTS account_move_opportunity_rel_lead_id_move_id_idx
        ON account_move_opportunity_rel (lead_id, move_id);
    INSERT INTO account_move_opportunity_rel (move_id, lead_id)
    WITH RECURSIVE linked AS (
        SELECT line.move_id, sale.opportunity_id AS lead_id
          FROM sale_order sale
          JOIN sale_order_line sold ON sold.order_id = sale.id
          JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
          JOIN account_move_line line ON line.id = rel.invoice_line_id
         WHERE sale.opportunity_id IS NOT NULL
         UNION
        SELECT reversal.id, linked.lead_id
          FROM linked
          JOIN account_move reversal ON reversal.reversed_entry_id = linked.move_id
    )
    SELECT move_id, lead_id FROM linked
        ON CONFLICT DO NOTHING;
"""
NAME_THE_ONLY_ONE = """
    UPDATE account_move move SET opportunity_id = single.lead_id
      FROM (SELECT move_id, min(lead_id) AS lead_id
              FROM account_move_opportunity_rel
          GROUP BY move_id HAVING count(*) = 1) single
     WHERE single.move_id = move.id
"""
# documents of several opportunities, or with lines of an order that has none
MARK_DIVIDED = """
    UPDATE account_move move SET oplus_is_opportunity_divided = TRUE
      FROM (SELECT linked.move_id
              FROM account_move_opportunity_rel linked
              JOIN account_move_line line ON line.move_id = linked.move_id
         LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
         LEFT JOIN sale_order_line sold ON sold.id = rel.order_line_id
         LEFT JOIN sale_order sale ON sale.id = sold.order_id
          GROUP BY linked.move_id
            HAVING count(DISTINCT linked.lead_id) > 1
                OR bool_or(sale.id IS NOT NULL AND sale.opportunity_id IS NULL)
           ) divided
     WHERE divided.move_id = move.id
"""


class AccountMove(models.Model):
    """Links documents from before the installation to their opportunities."""

    _inherit = "account.move"

    def _auto_init(self):
        """Link existing documents first: the ORM would compute them one by one."""
        self._oplus_document_link_years()
        return super()._auto_init()

    def _oplus_document_link_years(self):
        cr = self.env.cr
        # the table may exist already: ``crm.lead`` declares the same relation
        if not column_exists(cr, self._table, "opportunity_id"):
            create_column(cr, self._table, "opportunity_id", "int4")
            # raw SQL: the ORM would compute one document after the other; it adds the
            # foreign keys afterwards
            cr.execute(SQL(LINK_YEARS))
            cr.execute(SQL(NAME_THE_ONLY_ONE))
        if not column_exists(cr, self._table, "oplus_is_opportunity_divided"):
            create_column(cr, self._table, "oplus_is_opportunity_divided", "bool")
            # raw SQL: the ORM would compute all documents, but few need a value
            cr.execute(SQL(MARK_DIVIDED))
