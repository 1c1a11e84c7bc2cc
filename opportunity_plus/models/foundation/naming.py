# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names of records in messages."""


def names(records, field="display_name"):
    """Return the names of records, separated by commas.

    :param field: ``name`` to name opportunities that the user may not read, but has
        just entered or could read before
    """
    # a name that is missing is about to be refused
    return ", ".join(name or "?" for name in records.mapped(field))


def more(env, count):
    """Return the line below a list that leaves out so many; False if it has all."""
    return count > 0 and env._("And %(count)s more.", count=count)


def some_names(records, most=5):
    """Return the names of the first records, and how many more there are."""
    text, others = names(records[:most]), len(records) - most
    if others > 0:
        return records.env._("%(names)s and %(count)s more", names=text, count=others)
    return text
