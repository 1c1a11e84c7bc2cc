# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tools import SQL


class Lines(fields.One2many):
    """Lines that most records do not have.

    Whether there are any is asked first: the rules on the lines take longer to think
    about than a form without lines takes to read the rest of its record.
    """

    def read(self, records):
        comodel = records.env[self.comodel_name]
        comodel.flush_model([self.inverse_name])
        # raw SQL: rules decide on what is read afterwards
        records.env.cr.execute(
            SQL(
                "SELECT FROM %s WHERE %s = ANY(%s) LIMIT 1",
                SQL.identifier(comodel._table),
                SQL.identifier(self.inverse_name),
                list(records._ids),
            )
        )
        if records.env.cr.rowcount:
            return super().read(records)
        return self._insert_cache(records, [()] * len(records))
