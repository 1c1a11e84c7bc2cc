# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoices and credit notes belong to lost and archived opportunities too.

Earlier versions did not see these when they linked a document: a credit note of their
invoice got no link, a document of one was not named after it, one of several did not
count as divided, and an order that moved on left its invoice linked. A credit note of
an invoice that was made for an opportunity counted as divided where the order has none.
All links are computed anew, as ``account.move`` computes them.
"""

LINK = """
    WITH RECURSIVE linked AS (
        SELECT line.move_id, sale.opportunity_id AS lead_id
          FROM sale_order sale
          JOIN sale_order_line sold ON sold.order_id = sale.id
          JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
          JOIN account_move_line line ON line.id = rel.invoice_line_id
         WHERE sale.opportunity_id IS NOT NULL
         UNION
        SELECT id, oplus_origin_id FROM account_move WHERE oplus_origin_id IS NOT NULL
         UNION
        SELECT reversal.id, linked.lead_id
          FROM linked
          JOIN account_move reversal ON reversal.reversed_entry_id = linked.move_id
    ),
    gone AS (
        DELETE FROM account_move_opportunity_rel known
         WHERE NOT EXISTS (SELECT FROM linked
                            WHERE linked.move_id = known.move_id
                              AND linked.lead_id = known.lead_id)
    )
    INSERT INTO account_move_opportunity_rel (move_id, lead_id)
    SELECT move_id, lead_id FROM linked
        ON CONFLICT DO NOTHING
"""
NAME = """
    UPDATE account_move move SET opportunity_id = wanted.lead_id
      FROM (SELECT move.id, COALESCE(move.oplus_origin_id, single.lead_id) AS lead_id
              FROM account_move move
         LEFT JOIN (SELECT move_id, min(lead_id) AS lead_id
                      FROM account_move_opportunity_rel
                  GROUP BY move_id HAVING count(*) = 1) single
                ON single.move_id = move.id) wanted
     WHERE wanted.id = move.id AND move.opportunity_id IS DISTINCT FROM wanted.lead_id
"""
# lines of an order without opportunity belong to the origin of the document or of what
# it reverses, else to none
DIVIDE = """
    UPDATE account_move move SET oplus_is_opportunity_divided = wanted.is_divided
      FROM (SELECT move.id, count(DISTINCT linked.lead_id) > 1
                   OR count(linked.lead_id) > 0
                   AND bool_and(move.oplus_origin_id IS NULL
                                AND reversed.oplus_origin_id IS NULL)
                   AND bool_or(sale.id IS NOT NULL AND sale.opportunity_id IS NULL)
                   AS is_divided
              FROM account_move move
         LEFT JOIN account_move reversed ON reversed.id = move.reversed_entry_id
         LEFT JOIN account_move_opportunity_rel linked ON linked.move_id = move.id
         LEFT JOIN account_move_line line
                ON line.move_id = linked.move_id AND move.oplus_origin_id IS NULL
         LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
         LEFT JOIN sale_order_line sold ON sold.id = rel.order_line_id
         LEFT JOIN sale_order sale ON sale.id = sold.order_id
             WHERE linked.move_id IS NOT NULL OR move.oplus_is_opportunity_divided
          GROUP BY move.id) wanted
     WHERE wanted.id = move.id
       AND (move.oplus_is_opportunity_divided IS TRUE) <> wanted.is_divided
"""


def migrate(cr, version):
    for statement in (LINK, NAME, DIVIDE):
        # raw SQL: the ORM would compute the documents of years one after the other
        cr.execute(statement)
