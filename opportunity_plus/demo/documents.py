# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Quotations, orders, invoices, payments and credit notes."""

from odoo.fields import Command

from .sales import products


def quote(doing):
    """Draw up a quotation, valid for a month."""
    orders = doing.env["sale.order"]
    number = len(doing.lead.order_ids) + 1
    values = {
        "partner_id": doing.lead.partner_id.id,
        "opportunity_id": doing.lead.id,
        "user_id": doing.lead.user_id.id,
        "team_id": doing.lead.team_id.id,
        "date_order": doing.moment,
        "validity_date": doing.day(30),
        "order_line": [
            Command.create({"product_id": product.id, "product_uom_qty": quantity})
            for product, quantity in products(doing)
        ],
    }
    doing.play.make(orders, f"order_demo_{doing.name}_{number}", values)


def order_of(doing):
    """Return the latest quotation or order."""
    # sudo: the bookkeeper may not read quotations
    return doing.lead.sudo().order_ids.sorted("id")[-1:].sudo(False)


def send(doing):
    """Send the quotation; it is valid for ``value`` days."""
    order = order_of(doing)
    order.validity_date = doing.day()
    order.action_quotation_sent()
    # sudo: nobody writes the day, which is that of the clock
    order.sudo().oplus_quotation_sent_on = doing.moment.date()


def confirm(doing):
    order = order_of(doing)
    order.action_confirm()
    order.date_order = doing.moment


def cancel(doing):
    order_of(doing)._action_cancel()


def invoice(doing):
    """Invoice the order, due after ``value`` days."""
    draft(doing).action_post()


def draft(doing):
    """Prepare an invoice of the order; none where the company has no accounts."""
    # sudo: the bookkeeper has no right to Sales
    order = order_of(doing).sudo()
    if not has_accounts(order.company_id):
        return order.env["account.move"]
    made = order._create_invoices()
    made.invoice_date = doing.moment.date()
    made.invoice_payment_term_id = False
    made.invoice_date_due = doing.day(doing.value or 30)
    return made


def has_accounts(company):
    sales = [("type", "=", "sale"), ("company_id", "=", company.id)]
    return bool(company.env["account.journal"].search_count(sales, limit=1))


def invoice_of(doing):
    # sudo: see above
    moves = order_of(doing).sudo().invoice_ids
    return moves.filtered(lambda move: move.move_type == "out_invoice").sorted("id")[
        -1:
    ]


def pay(doing):
    """The customer pays ``value`` percent of the invoice."""
    for move in invoice_of(doing):
        wizard = move.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        amount = move.currency_id.round(move.amount_total * doing.number / 100)
        values = {"payment_date": doing.moment.date(), "amount": amount}
        wizard = wizard.create(values)
        wizard._create_payments()
        wizard.unlink()  # it would keep the customer from being deleted


def credit(doing):
    """Credit ``value`` percent of the invoice."""
    for move in invoice_of(doing):
        day = {"date": doing.moment.date(), "invoice_date": doing.moment.date()}
        refund = move._reverse_moves([{**day, "ref": doing.text}])
        for line in refund.invoice_line_ids:
            line.quantity *= doing.number / 100
        refund.action_post()


DOCUMENTS = {
    "quote": quote,
    "send": send,
    "confirm": confirm,
    "cancel": cancel,
    "draft": draft,
    "invoice": invoice,
    "pay": pay,
    "credit": credit,
}
