# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is read of documents: a row for each order, and for each opportunity of an
invoice."""

from odoo.tools import SQL

ORDERS = """
    %(kind)s AS kind, sale_order.opportunity_id AS lead_id, sale_order.id,
    sale_order.currency_id, sale_order.company_id, sale_order.date_order::date AS date,
    sale_order.amount_untaxed AS untaxed, sale_order.amount_total AS total,
    0 AS due, 0 AS due_total, TRUE AS is_counted, FALSE AS is_divided,
    FALSE AS is_partial, FALSE AS is_exchanged,
    sale_order.currency_id != own.currency_id AS is_foreign, FALSE AS is_printed
"""
INVOICES = """
    CASE WHEN account_move.state = 'draft' THEN account_move.move_type || '_draft'
         ELSE account_move.move_type END AS kind, linked.lead_id, account_move.id,
    %(currency)s AS currency_id, account_move.company_id, account_move.date,
    %(untaxed)s AS untaxed, %(total)s AS total,
    CASE WHEN %(due)s = 0 THEN 0 ELSE %(untaxed)s END AS due,
    %(due)s AS due_total,
    account_move.state != 'cancel' AS is_counted,
    account_move.oplus_is_opportunity_divided IS TRUE AS is_divided,
    %(due)s NOT IN (0, %(total)s) AS is_partial,
    -- settled by a document of the other type at another rate; tested for few documents
    COALESCE(account_move.amount_residual_signed != account_move.amount_total_signed
             AND (account_move.currency_id != company.currency_id
                  OR account_move.move_type = 'out_refund')
             AND %(exchanged)s, FALSE) AS is_exchanged,
    %(currency)s != own.currency_id AS is_foreign, %(is_printed)s AS is_printed
"""
# amounts as they were booked, in the currency of the company
BOOKED = {
    "currency": SQL("company.currency_id"),
    "untaxed": SQL("account_move.amount_untaxed_signed"),
    "total": SQL("account_move.amount_total_signed"),
    "due": SQL("account_move.amount_residual_signed"),
}
# a document in the currency of the opportunity counts as it is printed, if the books of
# its company are in another one
IS_PRINTED = SQL(
    "(account_move.currency_id = own.currency_id"
    " AND company.currency_id != own.currency_id)"
)
PRINTED = {
    "currency": SQL("own.currency_id"),
    "untaxed": SQL("account_move.amount_untaxed_in_currency_signed"),
    "total": SQL("account_move.amount_total_in_currency_signed"),
    # what is settled in the books is paid, as filters have it
    "due": SQL(
        "CASE WHEN account_move.amount_residual_signed = 0 THEN 0"
        " WHEN account_move.move_type = 'out_refund'"
        " THEN -account_move.amount_residual ELSE account_move.amount_residual END"
    ),
}
SHOWN = {
    name: SQL("CASE WHEN %s THEN %s ELSE %s END", IS_PRINTED, PRINTED[name], booked)
    for name, booked in BOOKED.items()
}
