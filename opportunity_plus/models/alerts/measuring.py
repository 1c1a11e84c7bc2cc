# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SQL fragments that measure opportunities against rules."""

from odoo.tools import SQL

from ..foundation.main_company import main_company

# many2many field of a rule -> column of an opportunity that it limits
SCOPE = {
    "team_ids": "team_id",
    "stage_ids": "stage_id",
    "type_ids": "opportunity_type_id",
}

# an exchange rate as in Odoo: of the company first, the latest up to the day, else the
# first one
RATE = """
    COALESCE(
        (SELECT NULLIF(rate.rate, 0) FROM res_currency_rate rate
          WHERE rate.currency_id = %(currency)s AND rate.name <= %(day)s
            AND (rate.company_id IS NULL OR rate.company_id = %(root)s)
       ORDER BY rate.company_id, rate.name DESC LIMIT 1),
        (SELECT NULLIF(rate.rate, 0) FROM res_currency_rate rate
          WHERE rate.currency_id = %(currency)s
            AND (rate.company_id IS NULL OR rate.company_id = %(root)s)
       ORDER BY rate.company_id, rate.name LIMIT 1))
"""
# conversion factor; the currency of the company itself, or of another company, may be
# the base of the rates and then needs no rate of its own
FACTOR = """
    CASE WHEN company.currency_id = %(currency)s THEN 1
         ELSE COALESCE(
             (%(to_rate)s) / COALESCE((%(from_rate)s), 1),
             (SELECT 1 FROM res_company WHERE currency_id = %(currency)s LIMIT 1)
             / (%(from_rate)s)) END
"""
UNRATED = "SELECT name FROM res_company company WHERE id = ANY(%s) AND (%s) IS NULL"

# rules with their limits
RULES = """
    SELECT rule.*, currency.decimal_places AS digits, %(limits)s
      FROM crm_big_deal_rule rule
      JOIN res_currency currency ON currency.id = rule.currency_id
     WHERE %(which)s
"""
LIMIT = (
    "(SELECT array_agg(%(other)s) FROM %(table)s WHERE %(own)s = rule.id) AS %(name)s"
)

# the company whose currency the expected revenue is in, as on the card
DEAL_COMPANY = """
    COALESCE(lead.company_id,
             (SELECT company_id FROM crm_team WHERE id = lead.team_id), %s)
"""

AMOUNT = """
    round(deal.revenue * factor
          * CASE rule.measure WHEN 'weighted'
                 THEN deal.probability::numeric / 100 ELSE 1 END, rule.digits)
"""
# a rule that was not created in the form may have no closing rate at all
ABOVE = """
    NOT deal.is_lost AND amount >= rule.minimum_amount
    AND deal.probability >= COALESCE(rule.minimum_probability, 0)
"""
# when the rule is armed again for an opportunity that is not above the target. What was
# above the target before the rule was there is known without an alert
REARMS = """
    CASE rule.rearm
        WHEN 'below' THEN TRUE
        WHEN 'margin' THEN deal.is_lost
            OR amount < rule.minimum_amount * (1 - rule.rearm_margin::numeric / 100)
            OR deal.probability::numeric
               < COALESCE(rule.minimum_probability, 0)::numeric
                 * (1 - rule.rearm_margin::numeric / 100)
        ELSE NOT %(has_alert)s END
"""
# what follows from where an opportunity stood, for alerts and for the test on history:
# whether it crosses the target, and whether it may do so the next time
CROSSES = "is_reached AND NOT was_reached AND was_armed"
IS_ARMED = "NOT is_reached AND (was_armed OR rearms)"
HAS_ALERT = """
    EXISTS (SELECT FROM crm_big_deal_alert alert
             WHERE alert.lead_id = deal.lead_id AND alert.rule_id = rule.id
               AND alert.kind = 'reached' AND alert.merged_from IS NULL)
"""


def factor(day, currency):
    """Return SQL for the rate from the ``company``'s currency; NULL without one."""
    root = SQL("split_part(company.parent_path, '/', 1)::integer")
    to_rate = SQL(RATE, currency=currency, day=day, root=root)
    from_rate = SQL(RATE, currency=SQL("company.currency_id"), day=day, root=root)
    return SQL(FACTOR, currency=currency, to_rate=to_rate, from_rate=from_rate)


def unrated(companies, currency, day):
    """Return SQL for the names of companies without a rate to a currency."""
    currency = SQL("%s::integer", currency.id)
    return SQL(UNRATED, companies.ids, factor(SQL("%s::date", day), currency))


def fragments(env, has_alert=HAS_ALERT):
    """Return the SQL fragments that measure a ``deal`` under a ``rule``, by name.

    :param has_alert: SQL: whether the rule has raised an alert for a deal that is known
        to it
    """
    return {
        "company": SQL(DEAL_COMPANY, main_company(env).id),
        "amount": SQL(AMOUNT),
        "above": SQL(ABOVE),
        "in_scope": in_scope(),
        "rearms": SQL(REARMS, has_alert=SQL(has_alert)),
    }


def rules(model, which):
    """Return SQL for rules, with an array of ids for each field of the scope."""
    limits = []
    for name in SCOPE:
        field = model._fields[name]
        limits.append(
            SQL(
                LIMIT,
                other=SQL.identifier(field.column2),
                table=SQL.identifier(field.relation),
                own=SQL.identifier(field.column1),
                name=SQL.identifier(name),
            )
        )
    return SQL(RULES, limits=SQL(", ").join(limits), which=which)


def in_scope():
    """Return SQL: whether a ``deal`` is in the teams, stages, ... of a ``rule``."""
    return SQL(" AND ").join(
        SQL(
            "(rule.%(ids)s IS NULL"
            " OR COALESCE(deal.%(column)s = ANY(rule.%(ids)s), FALSE))",
            ids=SQL.identifier(ids),
            column=SQL.identifier(column),
        )
        for ids, column in SCOPE.items()
    )
