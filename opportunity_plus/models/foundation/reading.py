# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import MissingError

# what is read where the cache holds nothing, by the type of a field whose value to
# read follows from the cached value alone
EMPTY = {
    **dict.fromkeys(
        ("boolean", "char", "date", "datetime", "selection", "text"), False
    ),
    **dict.fromkeys(("float", "monetary"), 0.0),
}
# types whose values the field itself has to convert
CONVERTED = {"integer", "json"}
MANY = 10


class CrmLead(models.Model):
    """Read and compute the cards of a board field by field.

    Odoo asks each record for each value, which takes longer than finding the values.
    Where a value is plain, asking the first record finds and checks those of all.
    """

    _inherit = "crm.lead"

    def _read_format(self, fnames, load="_classic_read"):
        if len(self) < MANY:
            return super()._read_format(fnames, load)
        plain = [name for name in fnames if self._oplus_is_plain(name, load)]
        if not plain:
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

    def _oplus_is_plain(self, name, load):
        field = self._fields[name]
        if name == "id":
            return False
        if field.type == "many2one":
            return not load  # the id alone
        if field.type in CONVERTED:
            return True
        return field.type in EMPTY and not getattr(field, "translate", False)

    def _oplus_plain_values(self, names):
        """Return a list of values for each field; None if one is missing."""
        values, first = [], next(iter(self))  # a slice would forget the others
        for field in map(self._fields.get, names):
            if field.compute and field.store:
                field.recompute(self)  # the first tells nothing of the others
            try:
                field.__get__(first)  # finds them all, and checks the access
                cached = [*map(field._get_cache(self.env).__getitem__, self._ids)]
            except (KeyError, MissingError):
                return None
            if field.type in CONVERTED:
                cached = [
                    field.convert_to_read(field.convert_to_record(value, first), first)
                    for value in cached
                ]
            else:
                empty = EMPTY.get(field.type, False)
                cached = [empty if value is None else value for value in cached]
            values.append(cached)
        return values

    def _oplus_rows(self, names):
        """Return the values of plain fields for each record, of many2ones the id."""
        if len(self) >= MANY and (columns := self._oplus_plain_values(names)):
            return zip(*columns, strict=True)
        return (
            [value.id if isinstance(value, models.Model) else value for value in row]
            for row in ([lead[name] for name in names] for lead in self)
        )

    def _oplus_fill(self, names, rows):
        """Set plain computed fields of these records, from a row of values for each.

        Assigning to one record after the other takes longer than reading all of them.

        :param rows: in the order of the records; None is a missing value
        """
        columns = zip(*rows, strict=True) if self else ()
        for name, column in zip(names, columns, strict=bool(self)):
            cache = self._fields[name]._get_cache(self.env)
            cache.update(zip(self._ids, column, strict=True))
