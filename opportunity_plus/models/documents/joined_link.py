# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tools import SQL

# in the context of a search of all documents; it does not change what is found
EVERY = "oplus_every_document"
# PostgreSQL keeps the links in a hash table, if it reckons that this fits
FITS = """
    SELECT reltuples * 32 <= pg_size_bytes(current_setting('work_mem'))
                             * current_setting('hash_mem_multiplier')::float
      FROM pg_class WHERE oid = %s::regclass
"""


class HashedMany2many(fields.Many2many):
    """A list of linked records by which a search of all documents is fast.

    Odoo asks for each document whether it is linked to a record that fulfills the
    condition. Of one document, PostgreSQL looks that up. Of hundreds of thousands, it
    reckons with as many lookups, and compiles the statement for longer than it takes.
    """

    def fits(self, env):
        """Return whether PostgreSQL can keep all links in a hash table."""
        # raw SQL: settings, and what the database knows of a table
        [[fits]] = env.execute_query(SQL(FITS, self.relation))
        return fits

    def _condition_to_sql_relational(self, model, alias, exists, coquery, query):
        is_hashed = exists and coquery.where_clause and model.env.context.get(EVERY)
        if not is_hashed or coquery.is_empty():
            return super()._condition_to_sql_relational(
                model, alias, exists, coquery, query
            )
        return SQL(
            "%s IN (SELECT %s FROM %s WHERE %s IN %s)",
            SQL.identifier(alias, "id"),
            *map(SQL.identifier, (self.column1, self.relation, self.column2)),
            coquery.subselect(),
        )
