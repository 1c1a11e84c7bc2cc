# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check the arguments of public methods by name: Odoo uses the same names for the same
arguments everywhere."""

import re
from collections.abc import Mapping

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Domain

from .shapes import (
    is_context,
    is_count,
    is_list_of_ids,
    is_mail,
    is_name_or_names,
    is_names,
    is_names_or_none,
    is_offset,
    is_rows,
    is_single,
    is_specification,
    is_table,
    is_text,
    is_values,
    is_values_list,
    is_values_of_mail,
    is_values_or_none,
    is_views,
)
from .values import FAILURES, is_id, is_ids, is_required, is_storable, is_value

# arguments that are dicts of field values
OF_FIELDS = {"additional_values", "custom_values", "default", "vals", "values"}
# arguments that name fields
COLUMNS = {"field_names", "fields"}
# those that are stored
STORED = {"vals", "vals_list"}
# fields that name a model
MODELS = {"model", "res_model"}
# arguments of a search, with what stands for nothing
SEARCHED = {"domain": [], "order": None}


def unfit(records, name, value):
    """Return the name of an argument or field with an invalid value, else None."""
    fits = ARGUMENTS.get(name)
    if not is_storable(value) or (fits and not fits(value)):
        return name
    if not _is_of_model(records, name, value):
        return name
    if name in COLUMNS:
        names = [value] if isinstance(value, str) else value or []
        return next((one for one in names if not _is_column(records, one)), None)
    for values in _values_of_fields(name, value):
        for field, content in values.items():
            is_kept = name in STORED and is_required(records, field)
            if not _fits_field(records, field, content) or (is_kept and not content):
                return f"{name}, {field}"
    return None


def _fits_field(records, field, content):
    """Return whether a field takes a value; one with a model names a model."""
    if field in MODELS and content and isinstance(content, str):
        return content in records.env
    return is_value(records, field, content)


def _is_of_model(records, name, value):
    """Return whether a value fits the model, where the name of its argument tells."""
    if name == "model":
        return not value or value in records.env
    if name == "group_by":
        names = [value] if isinstance(value, str) else value or []
        return is_names(names) and all(_is_group(records, one) for one in names)
    return name not in SEARCHED or _is_searchable(records, name, value)


def _is_searchable(records, name, value):
    """Return whether Odoo can search by a domain, or in an order."""
    try:
        if isinstance(value, Domain):
            value = [*value]
        if not is_storable(value):
            return False
        value = SEARCHED[name] if value is None or value is False else value
        records.browse()._search(**{"domain": [], name: value})
    except FAILURES:
        return False
    except (UserError, psycopg2.Error):  # of something else, or asked too late
        return True
    return True


def _is_group(records, name):
    """Return whether Odoo can group by a field."""
    records = records.browse()
    try:
        records._read_group_groupby(records._table, name, records._search([]))
    except FAILURES:
        return False
    except UserError:  # of something else, or asked too late
        return True
    return True


def unfit_together(arguments):
    """Return the name of an argument that does not fit another one, else None: rows of
    an import that lack a cell, changed fields of a form that have no value."""
    changed, values = arguments.get("field_names"), arguments.get("values")
    if is_names(changed) and is_values(values) and {*changed} - values.keys():
        return "field_names"
    names, rows = arguments.get("fields"), arguments.get("data")
    if not (is_names(names) and rows and is_rows(rows)):
        return None
    return "data" if any(len(row) < len(names) for row in rows) else None


def _is_column(records, name):
    """Return whether a name is a field or, as in imports, a path from a field."""
    first = re.split("[/.:]", name.removeprefix("."))[0]
    return first in records._fields


def _values_of_fields(name, value):
    if name == "context":
        keys = [key for key in value if key.startswith("default_")]
        return [{key.removeprefix("default_"): value[key] for key in keys}]
    if name == "vals_list":
        return [value] if isinstance(value, Mapping) else value
    return [value] if name in OF_FIELDS and value else []


ARGUMENTS = {
    "access_uid": is_id,
    "allfields": is_names_or_none,
    "attributes": is_names_or_none,
    "checkpoint_ids": is_ids,
    "context": is_context,
    "count_limit": is_count,
    "custom_values": is_values_or_none,
    "data": is_table,
    "debug": is_single,
    "default": is_values_or_none,
    "email_values": is_values_of_mail,
    "field_names": is_name_or_names,
    "fields": is_names,
    "fields_list": is_names,
    "fields_spec": is_specification,
    "help_message": is_text,
    "limit": is_count,
    "message": is_mail,
    "missing": is_values_or_none,
    "model": is_text,
    "msg_dict": is_values,
    "next_id": is_id,
    "offset": is_offset,
    "options": is_values_or_none,
    "order": is_text,
    "partner_ids": is_ids,
    "res_id": is_id,
    "res_ids": is_list_of_ids,
    "rule_id": is_id,
    "specification": is_specification,
    "stage_id": is_id,
    "team_id": is_id,
    "thread_id": is_id,
    "tourName": is_text,
    "vals": is_values,
    "vals_list": is_values_list,
    "values": is_values,
    "views": is_views,
}
