# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a user may access, and what counts whoever may access it."""

from odoo import SUPERUSER_ID
from odoo.fields import Domain
from odoo.tools import SQL, Query

from .main_company import every_company


def allowed(records, operation="read"):
    """Return the records on which the user has a right.

    Record rules and computed fields may run as superuser: this asks for the user. To
    the copies in an unsaved form, the user has the same right as to their originals.
    """
    found = records.sudo(False)._filtered_access(operation)
    if all(found._ids):
        return found
    originals = found._origin
    hidden = originals - originals._filtered_access(operation)
    return found.filtered(lambda copy: copy._origin not in hidden)


def everywhere(user):
    """Return the context in which all companies are active that a user works in.

    Those that are archived are none: Odoo refuses to work in them.
    """
    # sudo: a user may not read the companies of another
    return {"allowed_company_ids": [*(user and user.sudo()._get_company_ids())]}


def check_each(records, operation):
    """Raise an AccessError if the user has no such right to one of the records.

    Without records nothing is asked: Odoo would ask for a right to the model, which
    users of other applications do not have.
    """
    if records:
        records.check_access(operation)


def check_named(env, model, ids):
    """Require that the acting user may read records that values name, before a
    complaint names them, too. They may be of any company of the user.

    This also applies while code runs as superuser for a user, because public methods of
    Odoo create records as superuser with values of their caller.

    :param ids: ids, empty ones included
    :raise AccessError: the user may not read one of them
    """
    if env.uid != SUPERUSER_ID:
        records = env[model].sudo(False).with_context(**everywhere(env.user))
        check_each(records.browse(set(filter(None, ids))).exists(), "read")


def readable_query(env, model):
    """Return the query of all records of a model that the user may read, archived ones
    included; None if the user has no right to the model.

    Compare it with None: as a condition, a query would be run.
    """
    records = env[model].sudo(False)
    if not records.has_access("read"):
        return None
    return records._search([], active_test=False)


def reads_every_lead(env):
    """Return whether the user may read all opportunities: whether nothing is asked of
    them but their company, and all companies are meant.

    That spares a report a look at each of them.
    """
    leads, query = env["crm.lead"].sudo(False), readable_query(env, "crm.lead")
    rule = leads.env["ir.rule"]._compute_domain(leads._name, "read")
    plain = Query(env, leads._table, leads._table_sql)
    if not rule.is_true():
        if not _lets_companies_through(env, rule):
            return False
        plain.add_where(rule.optimize_full(leads)._to_sql(leads, leads._table, plain))
    return query is not None and query.select().code == plain.select().code


def _lets_companies_through(env, rule):
    """Return whether a rule lets each company through, and asks for nothing else."""
    if [*rule.iter_conditions()] != [rule] or rule.field_expr != "company_id":
        return False
    # read now: a cache may be older than a company, or than its end
    every = every_company(env).with_context(active_test=False).search([])._ids
    return rule.operator == "in" and {*every, False}.issubset(rule.value)


def about_readable(env, model, id_):
    """Return the SQL condition: a document is no opportunity, or the user may read it.

    :param model: SQL of the name of its model
    :param id_: SQL of its id
    """
    # raw SQL: a few opportunities are looked up by id; a domain would list all that the
    # user may read
    condition = SQL("%s IS DISTINCT FROM 'crm.lead'", model)
    readable = readable_query(env, "crm.lead")
    if readable is None:
        return condition
    readable.add_where(SQL("%s = %s", SQL.identifier(readable.table, "id"), id_))
    # with a limit, PostgreSQL looks it up instead of hashing all that may be read
    readable.limit, readable.order = 1, None
    return SQL("(%s OR (%s) IS TRUE)", condition, readable.select(SQL("TRUE")))


def on_readable(model_name, id_name, predicate=None):
    """Return the domain of records on no opportunity, or on one that the user may read.

    Odoo leaves out what a user may not see after it has cut a search at its limit, so
    what comes back would tell whether there is something hidden.

    :param model_name: name of the field with the model of their document
    :param id_name: name of the field with its id
    :param predicate: what tells the same of one record, where it is asked for
    """

    def to_sql(model, alias, query):
        names = (model_name, id_name)
        place = (model._field_to_sql(alias, name, query) for name in names)
        condition = about_readable(model.env, *place)
        # searches of messages run their statement without it
        model.env.flush_query(condition)
        return condition

    return Domain.custom(to_sql=to_sql, predicate=predicate)


def every_lead(env):
    """Return the model of opportunities, for what concerns those of everybody.

    Callers tell no more than ids, numbers or owners.
    """
    # sudo: what is out of the user's sight counts as well
    return env["crm.lead"].sudo()


def leads_of(records, path):
    """Return the opportunities of other records, for code that tells nothing of them.

    :param path: the field with them, or several with dots between
    """
    # sudo: a document may be in sight while its opportunity is not, and the reverse
    return records.sudo().mapped(path)


def used_in(records, model, field):
    """Return those of the records to which a record of a model refers.

    :param field: name of the field that refers to them
    """
    # sudo: they may be used in records that the user may not read
    users = records.env[model].sudo().with_context(active_test=False)
    groups = users._read_group([(field, "in", records.ids)], [field])
    return records & records.browse().union(*(found for (found,) in groups))
