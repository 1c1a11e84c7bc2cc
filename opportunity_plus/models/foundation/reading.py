# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import MissingError

# types whose value to read follows from the cached value alone
PLAIN = {"boolean", "char", "date", "datetime", "integer", "json", "selection", "text"}
MANY = 10


class CrmLead(models.Model):
    """Read the cards of a board field by field.

    Odoo asks each record for each value, which takes longer than finding the values.
    Where a value is plain, asking the first record finds and checks those of all.
    """

    _inherit = "crm.lead"

    def _read_format(self, fnames, load="_classic_read"):
        plain = [name for name in fnames if self._oplus_is_plain(name)]
        if len(self) < MANY or not plain:
            return super()._read_format(fnames, load)
        values = self._oplus_plain_values(plain)
        others = [name for name in fnames if name not in plain]
        rows = super()._read_format(others if values else fnames, load)
        if values and len(rows) < len(self):  # some were deleted meanwhile
            return super()._read_format(fnames, load)
        if not values:
            return rows
        for row, added in zip(rows, zip(*values, strict=True), strict=True):
            row.update(zip(plain, added, strict=True))
        return rows

    def _oplus_is_plain(self, name):
        field = self._fields[name]
        is_plain = name != "id" and field.type in PLAIN
        return is_plain and not (field.compute and field.store)

    def _oplus_plain_values(self, names):
        """Return a list of values for each field; None if one is missing."""
        values, first = [], next(iter(self))  # a slice would forget the others
        for field in map(self._fields.get, names):
            try:
                field.__get__(first)  # finds them all, and checks the access
            except MissingError:
                return None
            cache = field._get_cache(self.env)
            if any(id_ not in cache for id_ in self._ids):
                return None
            values.append(
                [
                    field.convert_to_read(
                        field.convert_to_record(cache[id_], first), first
                    )
                    for id_ in self._ids
                ]
            )
        return values
