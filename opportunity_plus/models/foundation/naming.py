# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records in messages."""


def names(records):
    """Their names, for a sentence."""
    return ", ".join(records.mapped("display_name"))
