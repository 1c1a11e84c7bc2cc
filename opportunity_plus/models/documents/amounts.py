# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import NO_ACCESS

from .amount_sums import Sums


class CrmLead(models.Model):
    """The money of an opportunity: quoted, ordered, invoiced, credited, paid, due.

    All amounts are untaxed, in the currency of the opportunity's company, and count the
    documents that the reader may open. ``invoiced - credited = paid + due``, plus the
    exchange difference of credit notes at another rate than their invoice.

    * An invoice of several opportunities is divided by the lines of their orders. Lines
      without an order belong to the opportunity the invoice was created for, or to its
      only one.
    * A credit note settles the parts of its own opportunities in the invoice. Payments
      of the rest count with their untaxed part, for each opportunity in proportion to
      its lines. The parts of a document add up to the cent.
    * A final invoice deducts the down payment in a negative line, so both are added.
    * A document in the currency of the opportunity counts as it is printed. Other
      quotations and orders are converted at the rate of their date, other invoices at
      the rate at which they were booked.

    ``oplus_amount_*_total`` is the same with tax. The number of statements does not
    depend on the number of opportunities.
    """

    _inherit = "crm.lead"

    amount_quoted = fields.Monetary(
        "Quoted",
        compute="_compute_sale_data",
        search="_search_oplus_amount_quoted",
        currency_field="company_currency",
        help="Untaxed total of the quotations that are neither confirmed nor"
        " cancelled.",
    )
    amount_ordered = fields.Monetary(
        "Ordered",
        compute="_compute_sale_data",
        search="_search_oplus_amount_ordered",
        currency_field="company_currency",
        help="Untaxed total of the confirmed orders.",
    )
    amount_invoiced = fields.Monetary(
        "Invoiced",
        compute="_compute_oplus_invoice_data",
        search="_search_oplus_amount_invoiced",
        currency_field="company_currency",
        help="Untaxed total of the posted invoices.",
    )
    amount_credited = fields.Monetary(
        "Credited",
        compute="_compute_oplus_invoice_data",
        search="_search_oplus_amount_credited",
        currency_field="company_currency",
        help="Untaxed total of the posted credit notes.",
    )
    amount_paid = fields.Monetary(
        "Paid",
        compute="_compute_oplus_invoice_data",
        search="_search_oplus_amount_paid",
        currency_field="company_currency",
        help="Untaxed part of what is paid, less what is paid back.",
    )
    amount_due = fields.Monetary(
        "Due",
        compute="_compute_oplus_invoice_data",
        search="_search_oplus_amount_due",
        currency_field="company_currency",
        help="Untaxed part of what is still to be paid.",
    )
    oplus_amount_difference = fields.Monetary(
        "Exchange Difference",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
        help="Arises when a credit note has another exchange rate than its invoice."
        " Invoiced less credited equals paid plus due plus this difference.",
    )
    oplus_amount_quoted_total = fields.Monetary(
        "Quoted with Tax",
        compute="_compute_sale_data",
        currency_field="company_currency",
    )
    oplus_amount_ordered_total = fields.Monetary(
        "Ordered with Tax",
        compute="_compute_sale_data",
        currency_field="company_currency",
    )
    oplus_amount_invoiced_total = fields.Monetary(
        "Invoiced with Tax",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
    )
    oplus_amount_credited_total = fields.Monetary(
        "Credited with Tax",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
    )
    oplus_amount_paid_total = fields.Monetary(
        "Paid with Tax",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
    )
    oplus_amount_due_total = fields.Monetary(
        "Due with Tax",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
    )
    oplus_amount_difference_total = fields.Monetary(
        "Exchange Difference with Tax",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
    )
    oplus_amount_invoiced_draft = fields.Monetary(
        "Invoiced, Draft",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
        help="Untaxed total of the invoices that are not posted yet.",
    )
    oplus_amount_credited_draft = fields.Monetary(
        "Credited, Draft",
        compute="_compute_oplus_invoice_data",
        currency_field="company_currency",
        help="Untaxed total of the credit notes that are not posted yet.",
    )
    oplus_invoice_count = fields.Integer(
        "Invoices", compute="_compute_oplus_invoice_data"
    )
    oplus_credit_note_count = fields.Integer(
        "Credit Notes", compute="_compute_oplus_invoice_data"
    )
    # inverse of the link, only for the dependencies of the amounts: documents are read
    # through their own model and its record rules
    oplus_invoice_ids = fields.Many2many(
        "account.move",
        "account_move_opportunity_rel",
        "lead_id",
        "move_id",
        string="Invoices and Credit Notes",
        copy=False,
        groups=NO_ACCESS,
        export_string_translation=False,
    )

    @api.depends("order_ids.amount_total", "company_currency")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_sale_data(self):
        """Replace Odoo's method, which queries the rate of each order and fails on
        orders that the reader may not open."""
        # pylint: disable=missing-return
        sums = defaultdict(Sums)
        if self._oplus_belongings_include("sale.order"):
            sums = self._oplus_money_of_orders(self._origin)
        for lead in self:
            quoted = sums[lead._origin.id, "quoted"]
            ordered = sums[lead._origin.id, "ordered"]
            lead._oplus_money_keep(
                quotation_count=quoted.number,
                amount_quoted=quoted.untaxed,
                oplus_amount_quoted_total=quoted.total,
                sale_order_count=ordered.number,
                sale_amount_total=ordered.untaxed,
                amount_ordered=ordered.untaxed,
                oplus_amount_ordered_total=ordered.total,
            )

    @api.depends(
        "company_currency",
        "oplus_invoice_ids.state",
        "oplus_invoice_ids.move_type",
        "oplus_invoice_ids.opportunity_id",
        "oplus_invoice_ids.amount_untaxed_signed",
        "oplus_invoice_ids.amount_total_signed",
        "oplus_invoice_ids.amount_residual_signed",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_invoice_data(self):
        sums = defaultdict(Sums)
        if self._oplus_belongings_include("account.move"):
            sums = self._oplus_money_of_invoices(self._origin)
        for lead in self:
            invoiced = sums[lead._origin.id, "out_invoice"]
            credited = sums[lead._origin.id, "out_refund"]
            invoicing = sums[lead._origin.id, "out_invoice_draft"]
            crediting = sums[lead._origin.id, "out_refund_draft"]
            settled = sums[lead._origin.id, "settled"]
            due, due_total = (
                invoiced.due + credited.due,
                invoiced.due_total + credited.due_total,
            )
            lead._oplus_money_keep(
                oplus_invoice_count=invoiced.number + invoicing.number,
                oplus_credit_note_count=credited.number + crediting.number,
                oplus_amount_invoiced_draft=invoicing.untaxed,
                oplus_amount_credited_draft=0.0 - crediting.untaxed,
                amount_invoiced=invoiced.untaxed,
                amount_credited=0.0 - credited.untaxed,
                amount_due=due,
                amount_paid=invoiced.untaxed + credited.untaxed - due - settled.untaxed,
                oplus_amount_difference=settled.untaxed,
                oplus_amount_invoiced_total=invoiced.total,
                oplus_amount_credited_total=0.0 - credited.total,
                oplus_amount_due_total=due_total,
                oplus_amount_paid_total=(
                    invoiced.total + credited.total - due_total - settled.total
                ),
                oplus_amount_difference_total=settled.total,
            )

    def _oplus_money_keep(self, **values):
        # all fields at once: assigning them one by one takes longer than reading them
        self._update_cache(values)
