# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo.tools import SQL

LINKS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE conrelid = %s::regclass AND contype = 'f'
  ORDER BY conname
"""


@contextmanager
def checked_at_once(env, table):
    """Let the database check the links of many new rows at once, at the end.

    To check each row, it marks the record that the row refers to, and so writes nearly
    every page of that table anew. Without its constraints, it does so to none; but to
    take them away and to give them back keeps everybody out of those tables until the
    transaction ends. So this is only done for a table without rows, as after an
    installation.
    """
    links = _links(env, table)
    for link in links:
        # raw SQL: Odoo knows no constraints that come back
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", *link[:2]))
    yield
    for link in links:
        env.cr.execute(SQL("ALTER TABLE %s ADD CONSTRAINT %s %s", *link))


def _links(env, table):
    """Return the foreign keys of an empty table, and none of another one."""
    name = SQL.identifier(table)
    # raw SQL: a look at a row of whoever, and the catalog of the database
    rows = env.execute_query(SQL("SELECT FROM %s LIMIT 1", name))
    links = () if rows else env.execute_query(SQL(LINKS, table))
    return [(name, SQL.identifier(link), SQL(text)) for link, text in links]
