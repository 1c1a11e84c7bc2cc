# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a user may access, and what counts whoever may access it."""


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


def readable_query(env, model):
    """Return the query of all records of a model that the user may read, archived ones
    included; None if the user has no right to the model.

    Compare it with None: as a condition, a query would be run.
    """
    records = env[model].sudo(False)
    if not records.has_access("read"):
        return None
    return records._search([], active_test=False)


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
