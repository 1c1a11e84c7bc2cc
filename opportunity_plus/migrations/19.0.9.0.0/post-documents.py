# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoices and credit notes belong to lost and archived opportunities too.

Earlier versions did not see these when they linked a document: a credit note of their
invoice got no link, a document of one was not named after it, and an order that moved
on left its invoice linked. All links are computed anew, as ``account.move`` computes
them; which documents are divided, the next version does.
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


def migrate(cr, version):
    for statement in (LINK, NAME):
        # raw SQL: the ORM would compute the documents of years one after the other
        cr.execute(statement)
