# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check ids and values of fields."""

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date
from math import inf, isfinite

import psycopg2

from odoo.exceptions import UserError
from odoo.models import BaseModel

# errors that an invalid value may cause
FAILURES = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError),
    *(TypeError, ValueError, psycopg2.DataError, psycopg2.ProgrammingError),
    RecursionError,
)
# how deep values may be nested, as in the lines of lines of a form
DEEPEST = 100
# of fields that would take anything else, too
KINDS = {"html": str, "json": (Mapping, list, tuple)}
# fields whose values the database keeps as integers
INTEGERS = ("integer", "many2one", "many2one_reference")
LARGEST_ID = 2**31 - 1
LARGEST_NUMBER = 2**63 - 1


def record_id(text):
    """Return the record id in a part of a URL, or 0 if it is none."""
    text = str(text)
    known = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))
    return int(text) if known and int(text) <= LARGEST_ID else 0


def numbers(env, values):
    """Return the numbers to compare with in a search; None becomes 0.

    :raise UserError: one of the values is not a number
    """
    try:
        found = [float(0 if value is None else value) for value in values]
    except FAILURES:
        found = [inf]
    if not all(map(isfinite, found)):
        raise UserError(env._("Enter amounts and days as a number, such as 12.5."))
    return found


def is_storable(value, depth=0):
    """Return whether a value holds only texts and numbers that can be stored.

    Lists within lists without end, as no client sends them, cannot be.
    """
    if depth > DEEPEST:
        return False
    if isinstance(value, str):
        return "\0" not in value and (value.isascii() or _is_encodable(value))
    if isinstance(value, int | float):
        return abs(value) <= LARGEST_NUMBER  # False for infinity and NaN
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            return False
        value = [*value.keys(), *value.values()]
    return not isinstance(value, list | tuple) or all(
        is_storable(one, depth + 1) for one in value
    )


def is_kept(records, name):
    """Return whether a field is stored, here or with another record; True for unknown
    fields."""
    field = records._fields.get(name)
    return field is None or field.store or bool(field.related)


def is_within(records, name, value):
    """Return whether a number is not too long for the column of a field."""
    field = records._fields.get(name)
    if field is None or field.type not in INTEGERS:
        return True
    try:
        return -LARGEST_ID - 1 <= int(value or 0) <= LARGEST_ID
    except FAILURES:  # no number: Odoo refuses it, or takes it for nothing
        return True


def _is_encodable(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_record_id(value):
    """Return whether a value is a record id or the ``NewId`` of an unsaved record."""
    is_stored = type(value) is int and 0 < value <= LARGEST_ID
    return is_stored or hasattr(value, "origin")


def is_id(value):
    return not value or is_record_id(value)


def is_ids(value):
    return not value or (
        isinstance(value, list | tuple) and all(map(is_record_id, value))
    )


def is_required(records, name):
    """Return whether a field holds a record in any case."""
    field = records._fields.get(name)
    return bool(field) and field.type == "many2one" and bool(field.required)


def is_value(records, name, value):
    """Return whether a value fits the type of a field."""
    field = records._fields.get(name)
    if field is None:
        return False
    if field.type == "many2one":
        return is_id(value) or isinstance(value, BaseModel)
    if field.type in ("one2many", "many2many"):
        others = records.env[field.comodel_name]
        return isinstance(value, BaseModel) or _is_commands(others, value)
    if field.type in ("integer", "many2one_reference"):
        return not value or (isinstance(value, int) and abs(value) <= LARGEST_ID)
    if field.type == "selection":  # also one whose values are known only to a method
        return not value or value in field.get_values(records.env)
    if field.type in KINDS:
        return not value or isinstance(value, KINDS[field.type])
    try:
        known = field.convert_to_cache(value, records.browse())
    except FAILURES:
        return False
    # nothing can be reckoned from a day or moment at the ends of the calendar
    return not isinstance(known, date) or MINYEAR < known.year < MAXYEAR


def _is_commands(records, value):
    if value is None or value is False:
        return True
    return isinstance(value, list | tuple) and all(
        is_record_id(one) or _is_command(records, one) for one in value
    )


def _is_command(records, value):
    """Return whether a value is an x2many command: number, id, and values or ids."""
    if not isinstance(value, list | tuple) or not 0 < len(value) <= 3:
        return False
    number, id_, content = (*value, 0, 0)[:3]
    if number in (0, 1):
        return (
            len(value) == 3
            and isinstance(content, Mapping)
            and all(is_value(records, *fact) for fact in content.items())
        )
    if number == 6:
        return len(value) == 3 and is_ids(content)
    return number == 5 or (number in (2, 3, 4) and is_record_id(id_))
