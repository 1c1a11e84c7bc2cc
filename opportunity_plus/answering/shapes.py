# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check what arguments are made of: lists of names, values, rows of a table."""

from collections.abc import Mapping

from .values import LARGEST_ID, is_id, is_ids


def is_list_of_ids(value):
    return isinstance(value, list | tuple) and is_ids(value)


def is_count(value):
    return not value or (isinstance(value, int) and abs(value) <= LARGEST_ID)


def is_offset(value):
    return isinstance(value, int) and abs(value) <= LARGEST_ID


def is_text(value):
    return value is None or value is False or isinstance(value, str)


def is_single(value):
    return value is None or isinstance(value, str | int | float)


def is_mail(value):
    return isinstance(value, str | bytes) or hasattr(value, "data")


def is_names(value):
    return isinstance(value, list | tuple) and all(
        isinstance(one, str) for one in value
    )


def is_names_or_none(value):
    return not value or is_names(value)


def is_name_or_names(value):
    return isinstance(value, str) or is_names(value)


def is_values(value):
    return isinstance(value, Mapping)


def is_values_or_none(value):
    return not value or isinstance(value, Mapping)


def is_values_of_mail(value):
    return not value or (
        isinstance(value, Mapping)
        and is_text(value.get("model"))
        and all(is_id(value.get(name)) for name in ("res_id", "mail_message_id"))
    )


def is_values_list(value):
    return isinstance(value, Mapping) or (
        isinstance(value, list | tuple) and all(map(is_values, value))
    )


def is_specification(value):
    return isinstance(value, Mapping) and all(map(is_values_or_none, value.values()))


def is_rows(value):
    return isinstance(value, list | tuple) and all(
        isinstance(row, list | tuple) for row in value
    )


def is_table(value):
    return is_rows(value) and all(is_text(cell) for row in value for cell in row)


def is_views(value):
    return is_rows(value) and all(
        len(row) == 2 and is_id(row[0]) and isinstance(row[1], str) for row in value
    )


def is_context(value):
    return all(fits(value.get(name)) for name, fits in CONTEXT.items())


CONTEXT = {
    "active_id": is_id,
    "active_ids": is_ids,
    "active_model": is_text,
    "allowed_company_ids": is_ids,
    "lang": is_text,
    "tz": is_text,
}
