# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bounds of the numbers of days that users enter."""

from odoo.exceptions import ValidationError

from ..foundation.naming import names

MOST_DAYS = 3650


def check_days(records, field):
    """Refuse numbers of days below 0 or above 10 years.

    :param field: name of a field with a number of days
    :raise ValidationError: names all the records
    """
    wrong = records.filtered(lambda record: not 0 <= record[field] <= MOST_DAYS)
    if wrong:
        label = records.fields_get([field], ["string"])[field]["string"]
        raise ValidationError(
            records.env._(
                "%(label)s: enter a number of days from 0 (none) to %(most)s for"
                " %(names)s.",
                label=label,
                most=MOST_DAYS,
                names=names(wrong),
            )
        )
