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


def part(scale):
    """The part of an opportunity in an amount of a document, to the cent.

    It is the difference of two rounded running totals, so that the parts add up.
    """
    upto = rounded(f"running.upto * {scale}", "booked")
    before = rounded(f"(running.upto - running.untaxed) * {scale}", "booked")
    return f"COALESCE({upto} - {before}, 0)"


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
    -- whose each line is: that of its order, or that of the document
    owned AS (
        SELECT line.move_id,
               line.balance / count(*) OVER (PARTITION BY line.id) AS part,
               CASE WHEN sold.id IS NULL THEN document.opportunity_id
                    ELSE COALESCE(sale.opportunity_id, document.opportunity_origin_id)
               END AS lead_id
          FROM document
          JOIN account_move_line line ON line.move_id = document.id
     LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
     LEFT JOIN sale_order_line sold ON sold.id = rel.order_line_id
     LEFT JOIN sale_order sale ON sale.id = sold.order_id
         WHERE document.state = 'posted'
           -- what Odoo sums up to the untaxed amount
           AND (line.display_type IN ('product', 'non_deductible_product',
                                      'non_deductible_product_total')
                OR line.display_type = 'rounding'
                   AND line.tax_repartition_line_id IS NULL)
    ),
    share AS (
        SELECT move_id, lead_id, -sum(part) AS untaxed FROM owned GROUP BY 1, 2
    ),
    running AS (
        SELECT *, sum(untaxed) OVER (PARTITION BY move_id ORDER BY lead_id) AS upto,
               sum(untaxed) OVER (PARTITION BY move_id) AS whole
          FROM share
    )
    SELECT linked.lead_id, document.move_type AS kind, count(*) AS number,
           {converted("amount.untaxed")} AS untaxed,
           {converted("amount.total")} AS total,
           {converted("amount.due")} AS due,
           {converted("amount.due_total")} AS due_total
      FROM account_move_opportunity_rel linked
      JOIN document ON document.id = linked.move_id
      JOIN res_company seller ON seller.id = document.company_id
      JOIN res_currency booked ON booked.id = seller.currency_id
      {own_currency("linked.lead_id", "booked.id", "document.date")}
 LEFT JOIN running
        ON running.move_id = linked.move_id AND running.lead_id = linked.lead_id
CROSS JOIN LATERAL (
        SELECT document.amount_total_signed AS total,
               document.amount_residual_signed AS due,
               NULLIF(document.amount_total_signed, 0) AS any_total,
               NULLIF(running.whole, 0) AS any_whole
    ) whole
CROSS JOIN LATERAL (
        SELECT {part("1")} AS untaxed,
               {part("whole.total / whole.any_whole")} AS total,
               {part("whole.due / whole.any_total")} AS due,
               {part("whole.due / whole.any_whole")} AS due_total
    ) amount
     WHERE %(linked)s
  GROUP BY linked.lead_id, document.move_type)
"""
