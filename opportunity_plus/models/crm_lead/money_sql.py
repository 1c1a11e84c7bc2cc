# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements that sum up documents by opportunity, for ``money_statements.py``.

They are made of constants alone; whatever comes from outside is a parameter.
"""

# the currency of each opportunity, and what one unit of a document's currency is there
OWN_CURRENCY = """
    JOIN crm_lead lead ON lead.id = {lead}
    JOIN res_company own_company
      ON own_company.id = COALESCE(lead.company_id, %(company)s)
    JOIN res_currency own ON own.id = own_company.currency_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN {currency} = own.id THEN 1
               ELSE {own_rate} / {rate} END AS rate
    ) exchange
"""
# the latest rate until a date, else the first one there is, else 1, as Odoo takes it
RATE = """COALESCE(
    (SELECT known.rate::numeric FROM res_currency_rate known
      WHERE known.currency_id = {currency} AND known.name <= {date}
        AND (known.company_id IS NULL
             OR known.company_id = split_part(seller.parent_path, '/', 1)::integer)
   ORDER BY known.company_id, known.name DESC LIMIT 1),
    (SELECT known.rate::numeric FROM res_currency_rate known
      WHERE known.currency_id = {currency}
        AND (known.company_id IS NULL
             OR known.company_id = split_part(seller.parent_path, '/', 1)::integer)
   ORDER BY known.company_id, known.name LIMIT 1),
    1.0)"""


def own_currency(lead, currency, date):
    return OWN_CURRENCY.format(
        lead=lead,
        currency=currency,
        own_rate=RATE.format(currency="own.id", date=date),
        rate=RATE.format(currency=currency, date=date),
    )


def rounded(amount, currency):
    return f"round(({amount}) / {currency}.rounding) * {currency}.rounding"


def part(column, scale):
    """The part of an opportunity in an amount of a document, to the cent.

    It is the difference of two rounded running totals, so that the parts add up.
    """
    upto = rounded(f"running.{column}_upto * {scale}", "booked")
    before = f"(running.{column}_upto - running.{column}) * {scale}"
    return f"COALESCE({upto} - {rounded(before, 'booked')}, 0)"


def converted(amount):
    return f"COALESCE(sum({rounded(f'{amount} * exchange.rate', 'own')}), 0)"


ORDERS = f"""
    SELECT sale.opportunity_id AS lead_id, %(kind)s AS kind, count(*) AS number,
           {converted("sale.amount_untaxed")} AS untaxed,
           {converted("sale.amount_total")} AS total,
           0.0 AS due, 0.0 AS due_total
      FROM sale_order sale
      JOIN res_company seller ON seller.id = sale.company_id
      {own_currency("sale.opportunity_id", "sale.currency_id", "sale.date_order::date")}
     WHERE sale.id IN %(readable)s
  GROUP BY sale.opportunity_id
"""
INVOICES = f"""
    (WITH document AS (
        SELECT move.id, move.move_type, move.state, move.company_id, move.date,
               move.opportunity_id, move.opportunity_origin_id,
               move.amount_total_signed, move.amount_residual_signed
          FROM account_move move
         WHERE move.id IN (SELECT move_id FROM account_move_opportunity_rel linked
                            WHERE %(linked)s)
           AND move.id IN %(readable)s
    ),
    -- what credit notes have settled of invoices
    settling AS (
        SELECT document.id AS invoice_id, refund.id AS refund_id,
               sum(partial.amount) AS amount
          FROM document
          JOIN account_move_line due ON due.move_id = document.id
           AND due.display_type = 'payment_term'
          JOIN account_partial_reconcile partial ON partial.debit_move_id = due.id
          JOIN account_move_line paid ON paid.id = partial.credit_move_id
          JOIN account_move refund ON refund.id = paid.move_id
           AND refund.move_type = 'out_refund' AND refund.amount_total_signed != 0
         WHERE document.move_type = 'out_invoice' AND document.state = 'posted'
      GROUP BY document.id, refund.id
    ),
    counted AS (
        SELECT id, amount_total_signed, opportunity_id, opportunity_origin_id
          FROM document WHERE state = 'posted'
         UNION
        SELECT id, amount_total_signed, opportunity_id, opportunity_origin_id
          FROM account_move WHERE id IN (SELECT refund_id FROM settling)
    ),
    -- whose each line is: that of its order, or that of the document; 0 is nobody
    owned AS (
        SELECT line.move_id,
               line.balance / count(*) OVER (PARTITION BY line.id) AS part,
               COALESCE(
                   CASE WHEN sold.id IS NULL THEN counted.opportunity_id
                   ELSE COALESCE(sale.opportunity_id, counted.opportunity_origin_id)
                   END, 0) AS lead_id
          FROM counted
          JOIN account_move_line line ON line.move_id = counted.id
     LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
     LEFT JOIN sale_order_line sold ON sold.id = rel.order_line_id
     LEFT JOIN sale_order sale ON sale.id = sold.order_id
         -- what Odoo sums up to the untaxed amount
         WHERE line.display_type IN ('product', 'non_deductible_product',
                                     'non_deductible_product_total')
            OR line.display_type = 'rounding' AND line.tax_repartition_line_id IS NULL
    ),
    share AS (
        SELECT move_id, lead_id, -sum(part) AS untaxed FROM owned GROUP BY 1, 2
    ),
    taxed AS (
        SELECT share.*, counted.amount_total_signed AS whole,
               share.untaxed * counted.amount_total_signed
               / NULLIF(sum(share.untaxed) OVER (PARTITION BY share.move_id), 0)
               AS taxed
          FROM share JOIN counted ON counted.id = share.move_id
    ),
    -- a credit note settles what its opportunities have in an invoice; one of other
    -- opportunities is like money
    inside AS (
        SELECT settling.invoice_id, settling.refund_id, min(settling.amount) AS amount
          FROM settling
          JOIN share theirs ON theirs.move_id = settling.refund_id
     LEFT JOIN share ours ON ours.move_id = settling.invoice_id
           AND ours.lead_id = theirs.lead_id
      GROUP BY 1, 2 HAVING count(*) = count(ours.move_id)
    ),
    settled AS (
        SELECT inside.invoice_id AS move_id, theirs.lead_id,
               sum(inside.amount * theirs.untaxed / theirs.whole) AS untaxed,
               sum(inside.amount * theirs.taxed / theirs.whole) AS taxed
          FROM inside JOIN taxed theirs ON theirs.move_id = inside.refund_id
      GROUP BY 1, 2
    ),
    running AS (
        SELECT open.*, sum(untaxed) OVER upto AS untaxed_upto,
               sum(taxed) OVER upto AS taxed_upto,
               sum(open) OVER upto AS open_upto,
               sum(open_taxed) OVER upto AS open_taxed_upto
          FROM (SELECT taxed.*,
                       taxed.untaxed - COALESCE(settled.untaxed, 0) AS open,
                       taxed.taxed - COALESCE(settled.taxed, 0) AS open_taxed
                  FROM taxed LEFT JOIN settled USING (move_id, lead_id)) open
        WINDOW upto AS (PARTITION BY move_id ORDER BY lead_id)
    ),
    -- of what credit notes have left open, the part that is not paid
    unpaid AS (
        SELECT document.id, document.amount_residual_signed
               / NULLIF(document.amount_total_signed - COALESCE(sum(inside.amount), 0),
                        0) AS rate
          FROM document LEFT JOIN inside ON inside.invoice_id = document.id
      GROUP BY document.id, document.amount_residual_signed,
               document.amount_total_signed
    )
    SELECT linked.lead_id, document.move_type AS kind, count(*) AS number,
           {converted("amount.untaxed")} AS untaxed,
           {converted("amount.total")} AS total,
           {converted("amount.due")} AS due,
           {converted("amount.due_total")} AS due_total
      FROM account_move_opportunity_rel linked
      JOIN document ON document.id = linked.move_id
      JOIN unpaid ON unpaid.id = document.id
      JOIN res_company seller ON seller.id = document.company_id
      JOIN res_currency booked ON booked.id = seller.currency_id
      {own_currency("linked.lead_id", "booked.id", "document.date")}
 LEFT JOIN running
        ON running.move_id = linked.move_id AND running.lead_id = linked.lead_id
CROSS JOIN LATERAL (
        SELECT {part("untaxed", "1")} AS untaxed,
               {part("taxed", "1")} AS total,
               {part("open", "unpaid.rate")} AS due,
               {part("open_taxed", "unpaid.rate")} AS due_total
    ) amount
     WHERE %(linked)s
  GROUP BY linked.lead_id, document.move_type)
"""
