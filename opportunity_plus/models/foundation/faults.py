# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tools import SQL


def find_faults(env, statements):
    """Return the ids of what must not be there, by the name of what is wrong.

    :param statements: SQL that finds ids, by name
    """
    env.flush_all()
    faults = {}
    for name, statement in statements.items():
        # raw SQL: a look at all rows of the database, whoever may read them
        if ids := {id_ for (id_,) in env.execute_query(SQL(statement))}:
            faults[name] = sorted(ids)
    return faults
