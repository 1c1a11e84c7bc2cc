# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names of records in messages."""


def names(records):
    """Return the display names of records, separated by commas."""
    return ", ".join(records.mapped("display_name"))
