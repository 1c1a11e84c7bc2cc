# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.faults import find_faults
from .amount_split import UNTAXED

# the opportunities of each document, as the ORM computes them
LINKS = """
    WITH RECURSIVE made AS (
        SELECT id AS move_id FROM account_move WHERE oplus_origin_id IS NOT NULL
         UNION
        SELECT reversal.id
          FROM made
          JOIN account_move reversal ON reversal.reversed_entry_id = made.move_id
    ),
    ordered AS (
        SELECT line.move_id, sale.opportunity_id AS lead_id
          FROM sale_order sale
          JOIN sale_order_line sold ON sold.order_id = sale.id
          JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
          JOIN account_move_line line ON line.id = rel.invoice_line_id
    ),
    due AS (
        SELECT move_id, lead_id FROM ordered WHERE lead_id IS NOT NULL
         UNION
        SELECT id, oplus_origin_id FROM account_move WHERE oplus_origin_id IS NOT NULL
         UNION
        SELECT reversal.id, linked.lead_id
          FROM account_move_opportunity_rel linked
          JOIN account_move reversal ON reversal.reversed_entry_id = linked.move_id
    ),
    linked AS (
        SELECT move_id, count(*) AS number, min(lead_id) AS lead_id
          FROM account_move_opportunity_rel GROUP BY move_id
    ),
    unowned AS (
        SELECT move_id FROM ordered
         WHERE lead_id IS NULL AND move_id NOT IN (SELECT move_id FROM made)
    )
"""
# what must not be found, by name; ids of invoices and credit notes
FAULTS = {
    "document_link": f"""
        {LINKS}
        (SELECT move_id FROM (
             (SELECT * FROM due
              EXCEPT SELECT move_id, lead_id FROM account_move_opportunity_rel)
              UNION
             (SELECT move_id, lead_id FROM account_move_opportunity_rel
              EXCEPT SELECT * FROM due)) wrong)
         UNION
        SELECT move.id
          FROM account_move move
     LEFT JOIN linked ON linked.move_id = move.id
         WHERE (linked.move_id IS NOT NULL OR move.opportunity_id IS NOT NULL
                OR move.oplus_is_opportunity_divided)
           AND (move.opportunity_id IS DISTINCT FROM COALESCE(
                    move.oplus_origin_id,
                    CASE WHEN linked.number = 1 THEN linked.lead_id END)
                OR (move.oplus_is_opportunity_divided IS TRUE) <> (
                    COALESCE(linked.number, 0) > 1
                    OR COALESCE(linked.number, 0) = 1
                       AND move.id IN (SELECT move_id FROM unowned)))
    """,
    "document_sum": f"""
        SELECT move.id
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id AND {UNTAXED}
         WHERE move.move_type IN ('out_invoice', 'out_refund')
           AND move.id IN (SELECT move_id FROM account_move_opportunity_rel)
      GROUP BY move.id
        HAVING abs(sum(line.balance) + move.amount_untaxed_signed) >= 0.005
    """,
}


class AccountMove(models.Model):
    """Proves that the amounts of opportunities are those of their documents."""

    _inherit = "account.move"

    @api.model
    def _oplus_document_faults(self):
        """Return ids of documents by the name of what is wrong: other opportunities
        than those of its orders, of what it reverses and of its origin, or lines that
        do not add up to its amount, of which each opportunity has a part."""
        return find_faults(self.env, FAULTS)
