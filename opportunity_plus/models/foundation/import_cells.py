# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

MODULE = "opportunity_plus"
NUMBERS = ("integer", "float", "monetary")


def _has_default(field):
    """Return whether something else than nothing stands for a missing value."""
    return (
        field.type == "boolean"
        or field.type in NUMBERS
        or field.required
        or bool(field.compute)
        or field.default is not None
    )


def _is_missing(field, cell):
    """Return whether a cell is empty. A program may send False to a yes or no, as Odoo
    exports it, and means *No*."""
    if cell is False:
        return field.type != "boolean"
    return cell is None or cell == ""


class IrFieldsConverter(models.AbstractModel):
    """An empty cell of an imported file is a missing value, as if its column was
    missing: a new record gets the default, and an existing one keeps what it has.

    Odoo reads it as *No*, 0 or nothing. That stays where nothing is a value, such as in
    a text, and for fields of others. Opportunities have rules of their own for the rest
    (``entry/empty_values.py``).
    """

    _inherit = "ir.fields.converter"

    @api.private
    def for_model(self, model, *args, **kwargs):
        convert = super().for_model(model, *args, **kwargs)
        defaulted = {
            name: field
            for name, field in model._fields.items()
            if self._oplus_is_defaulted(model, field)
        }

        def convert_filled(record, log):
            filled = {
                name: cell
                for name, cell in record.items()
                if name not in defaulted or not _is_missing(defaulted[name], cell)
            }
            return convert(filled, log)

        return convert_filled

    def _oplus_is_defaulted(self, model, field):
        if model._name == "crm.lead":
            return field.type == "boolean"
        return MODULE in field._modules and _has_default(field)
