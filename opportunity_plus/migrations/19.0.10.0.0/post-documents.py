# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which documents are divided among opportunities, computed anew.

Earlier versions looked at what a document reverses, but not at what that reverses: the
invoice that reverses a credit note counted as divided where the order has none.
"""

# lines of an order without opportunity belong to the origin of the document or of what
# it reverses, else to none
DIVIDE = """
    WITH RECURSIVE made AS (
        SELECT id AS move_id FROM account_move WHERE oplus_origin_id IS NOT NULL
         UNION
        SELECT reversal.id
          FROM made
          JOIN account_move reversal ON reversal.reversed_entry_id = made.move_id
    )
    UPDATE account_move move SET oplus_is_opportunity_divided = wanted.is_divided
      FROM (SELECT move.id, count(DISTINCT linked.lead_id) > 1
                   OR count(linked.lead_id) > 0
                   AND bool_or(sale.id IS NOT NULL AND sale.opportunity_id IS NULL)
                   AS is_divided
              FROM account_move move
         LEFT JOIN account_move_opportunity_rel linked ON linked.move_id = move.id
         LEFT JOIN made ON made.move_id = move.id
         LEFT JOIN account_move_line line
                ON line.move_id = linked.move_id AND made.move_id IS NULL
         LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
         LEFT JOIN sale_order_line sold ON sold.id = rel.order_line_id
         LEFT JOIN sale_order sale ON sale.id = sold.order_id
             WHERE linked.move_id IS NOT NULL OR move.oplus_is_opportunity_divided
          GROUP BY move.id) wanted
     WHERE wanted.id = move.id
       AND (move.oplus_is_opportunity_divided IS TRUE) <> wanted.is_divided
"""


def migrate(cr, version):
    # raw SQL: the ORM would compute the documents of years one after the other
    cr.execute(DIVIDE)
