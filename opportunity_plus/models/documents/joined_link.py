# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tools import SQL

# in the context of a search of all documents; it does not change what is found
EVERY = "oplus_every_document"
LINKED = "(SELECT DISTINCT %s AS id FROM %s WHERE %s IN %s)"


class JoinedMany2many(fields.Many2many):
    """A list of linked records by which a search of all documents is fast.

    Odoo asks for each document whether it is linked to a record that fulfills the
    condition. Of one document, PostgreSQL looks that up. Of hundreds of thousands, it
    reckons with as many lookups, and compiles the statement for longer than it takes:
    there the links are joined.
    """

    def _condition_to_sql_relational(self, model, alias, exists, coquery, query):
        is_joined = exists and coquery.where_clause and model.env.context.get(EVERY)
        if not is_joined or coquery.is_empty():
            return super()._condition_to_sql_relational(
                model, alias, exists, coquery, query
            )
        names = map(SQL.identifier, (self.column1, self.relation, self.column2))
        links = SQL(LINKED, *names, coquery.subselect())
        # a rule may ask for several conditions
        joined = query.make_alias(alias, f"{self.name}_{len(query._joins)}")
        linked = SQL.identifier(joined, "id")
        link = SQL("%s = %s", linked, SQL.identifier(alias, "id"))
        query.add_join("LEFT JOIN", joined, links, link)
        return SQL("%s IS NOT NULL", linked)
