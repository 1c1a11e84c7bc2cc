# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables that the judge watches, and what in them matters."""

from typing import NamedTuple

from odoo.tools import SQL

from .targets import ADDON, is_own

# columns that tell what matters of Odoo's tables, and the one of the opportunity
HOSTS = {
    "crm_lead": (
        "name, stage_id, user_id, team_id, active, type, expected_revenue, company_id,"
        "date_deadline, lost_reason_id, won_status, description, lost_note, priority,"
        "snooze_until, stage_deadline, partner_id, partner_name, contact_name,"
        "date_closed",
        "id",
    ),
    "crm_stage": ("t", None),
    "crm_team": ("name, user_id, active, company_id", None),
    "crm_team_member": ("crm_team_id, user_id, active", None),
    "crm_lost_reason": ("t", None),
    "sale_order": ("state, opportunity_id, user_id, amount_total", None),
    "sale_order_line": (
        "order_id, name, product_id, price_unit, product_uom_qty, discount",
        None,
    ),
    "account_move": ("state, amount_total", None),
    "account_move_line": (
        "move_id, name, product_id, balance, price_unit, quantity, discount",
        None,
    ),
    "calendar_event": (
        "name, start, stop, user_id, opportunity_id, active, description, res_id",
        None,
    ),
    "res_company": ("t", None),
    "res_partner": (
        "name, email, phone, parent_id, user_id, company_id, active, is_company, vat",
        None,
    ),
    "res_users": ("login, active, company_id, share", None),
    "ir_config_parameter": ("t", None),
    "ir_cron": ("active, interval_number, user_id", None),
    "ir_default": ("t", None),
}
# rows that point to an opportunity by the name of its model
ON_LEADS = {
    "mail_message": ("t.body, t.author_id, t.model, t.res_id", "model"),
    "mail_activity": ("t.user_id, t.date_deadline, t.active, t.res_id", "res_model"),
    "mail_followers": ("t.partner_id, t.res_id", "res_model"),
    "ir_attachment": ("t.name, t.res_id, t.type", "res_model"),
}
# tables that nobody changes through these doors, as one value
WHOLE = (
    *("ir_rule", "ir_model_access", "res_groups_users_rel", "res_groups_implied_rel"),
    *("ir_act_server", "ir_ui_view", "ir_model", "ir_model_fields", "res_groups"),
)
# what follows from rows of other tables, which are judged by themselves: how to reach
# the customer of an opportunity, and what scoring makes of that; who is told of a
# message; the opportunities of a document, of an invoice by its orders; what history
# keeps of what is deleted
FOLLOWING = {
    "crm_lead_gone": {"crm_lead", "crm_stage", "crm_team", "res_users"},
    "crm_lead_tick": {"crm_stage_checkpoint"},
    "crm_lead reached": {"res_partner"},
    # Odoo's: a company is called as its contact, which salespeople may edit
    "res_company": {"res_partner"},
    "mail_notification": {"mail_message"},
    "account_move_opportunity_rel": {"crm_lead", "sale_order", "sale_order_line"},
    "account_move linked": {"sale_order", "sale_order_line"},
}
# lines of what somebody makes, who may then have them made
LINES = {"crm_lead_opening": "crm.lead.opening.run"}
# follows from messages and meetings, and is settled as it is read
DERIVED = {"crm_lead_contact_state"}


class Part(NamedTuple):
    """What is watched.

    :param model: the one whose access rights count
    :param query: of rows with the name of the part, the number of the record, the
        opportunity, and a text
    """

    table: str
    model: str
    query: SQL


def parts(env):
    """Return what is watched, by name."""
    models = {env[name]._table: name for name in env if not env[name]._abstract}
    found = {table: Part(table, "", _whole(table)) for table in WHOLE}
    for table, (columns, lead) in {**HOSTS, **dict(_own(env))}.items():
        found[table] = Part(table, models[table], _rows(table, table, columns, lead))
    for table, (columns, model) in ON_LEADS.items():
        rows = _rows(table, table, columns, "res_id", f"{model} = 'crm.lead'")
        found[table] = Part(table, models[table], rows)
    return found | dict(_apart()) | dict(_links(env))


def _apart():
    """Yield parts of a row that are judged apart from it."""
    columns = "phone, email_from, probability"
    rows = _rows("crm_lead reached", "crm_lead", columns, "id")
    yield "crm_lead reached", Part("crm_lead", "crm.lead", rows)
    name, move = "account_move linked", "account_move"
    yield name, Part(move, "account.move", _rows(name, move, "opportunity_id"))
    name = "mail_notification"
    told = "mail_message_id IN (SELECT id FROM mail_message WHERE model = 'crm.lead')"
    rows = _rows(name, name, "res_partner_id, is_read, mail_message_id", None, told)
    yield name, Part(name, "mail.notification", rows)


def _own(env):
    for name in sorted(env):
        model = env[name]
        is_stored = model._auto and not model._abstract
        # of the lines of a dialog, which are computed, the dialog is judged
        is_stored &= not (model._transient and name.endswith(".line"))
        if is_own(model) and is_stored and model._table not in DERIVED:
            lead = model._fields.get("lead_id")
            is_on_lead = lead and lead.store and not model._transient
            yield model._table, ("t", "lead_id" if is_on_lead else None)


def _links(env):
    """Yield the tables of fields of many records that the add-on has, and of tags."""
    # from both sides, the one that comes last here counts: the invoice, not its
    # opportunity
    for name in sorted(env, reverse=True):
        model = env[name]
        is_kept = model._auto and not (model._abstract or model._transient)
        for field in model._fields.values() if is_kept else ():
            if field.type == "many2many" and field.store and _is_ours(field):
                table, column = field.relation, field.column1
                linked = f"array_agg({field.column2} ORDER BY {field.column2})"
                text = (
                    f"SELECT '{table}', {column}, NULL::int, md5(({linked})::text)"
                    f" FROM {table} GROUP BY {column}"
                )
                query = SQL(text)  # pylint: disable=sql-injection
                yield table, Part(table, name, query)


def _is_ours(field):
    return field._module == ADDON.name or field.relation == "crm_tag_rel"


def _rows(name, table, columns, lead=None, condition="true"):
    text = (
        f"SELECT '{name}', id, {lead or 'NULL'}::int, md5(ROW({columns})::text)"
        f" FROM {table} t WHERE {condition}"
    )
    return SQL(text)  # pylint: disable=sql-injection


def _whole(table):
    value = "ROW(count(*), max(xmin::text::bigint))::text"
    text = f"SELECT '{table}', 0, NULL::int, {value} FROM {table}"
    return SQL(text)  # pylint: disable=sql-injection
