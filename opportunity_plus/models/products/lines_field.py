# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields


class Lines(fields.One2many):
    """Lines that few opportunities have: without any, no record rule is evaluated."""

    def read(self, records):
        if records._oplus_belongings_include(self.comodel_name):
            return super().read(records)
        return self._insert_cache(records, [()] * len(records))
