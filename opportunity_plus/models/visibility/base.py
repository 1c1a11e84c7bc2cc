# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models
from odoo.fields import Command

from ..foundation.access import everywhere

# Odoo's forms that this add-on extends, or that show data of an opportunity
EXTENDED = {
    "crm.lead",
    "crm.lead.lost",
    "crm.lead2opportunity.partner",
    "crm.lead2opportunity.partner.mass",
    "crm.merge.opportunity",
}
OWN = "opportunity_plus"
LISTS = (list, tuple)
# nesting level down to which the lines of a form are followed
DEEPEST = 5
# not checked: a form uses the settings of a company, not its records
COMPANY = "res.company"


# A form must not reveal records that its user may not read.
#
# Odoo computes an unsaved form from the records that it names, partly as superuser.
# ``onchange`` therefore checks read access to these records: to all of them in the
# forms of this add-on, to opportunities and records of this add-on in any form.
# Records that the saved record names already are not checked again.
#
# No docstring: Odoo would use it for every model that has none.
class Base(models.AbstractModel):
    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """Raise an AccessError if the user may not read a record in the form."""
        if not self.env.su:
            unsent = () if field_names else fields_spec
            given = self._oplus_with_defaults(values, unsent)
            self._oplus_check_named(given, fields_spec)
        return super().onchange(values, field_names, fields_spec)

    def _oplus_check_named(self, values, fields_spec):
        """Raise an AccessError if the user may not read a record that values name."""
        named = defaultdict(set)
        self._oplus_collect_named(values, fields_spec, named)
        # the user may name records of all their companies, also inactive ones
        forms = self.with_context(**everywhere(self.env.user))
        for model, ids in named.items():
            forms.env[model].browse(ids).check_access("read")

    def _oplus_is_own_form(self):
        return self._name in EXTENDED or self._original_module == OWN

    def _oplus_with_defaults(self, values, asked=()):
        """Return the values of a new record, with the defaults from the context.

        :param asked: names of the fields whose defaults a dialog takes
        """
        keys = [key for key in self.env.context if key.startswith("default_")]
        named = {key[8:]: self.env.context[key] for key in keys}
        # a dialog gets its records only from its defaults
        if self._transient and asked and self._oplus_is_own_form():
            named |= self.default_get([name for name in asked if name not in values])
        return named | values

    def _oplus_collect_named(self, values, fields_spec, named, depth=0):
        """Collect the ids of the records that form values name, nested ones included.

        :param values: values by field name
        :param named: sets of ids by model, updated in place
        :param depth: nesting level of the values; bounded, since defaults could name
            each other without end
        """
        is_own = self._oplus_is_own_form()
        for name, value in values.items():
            field = self._fields.get(name)
            if not (value and field and field.relational):
                continue
            lines = self.env[field.comodel_name]
            is_asked_for = is_own or lines._oplus_is_own_form()
            if field.type == "many2one" and field.comodel_name == COMPANY:
                continue
            spec = fields_spec.get(name) or {}
            lines = lines.with_context(**spec.get("context") or {})
            saved = self[name]._ids if is_asked_for and self else ()
            for id_, nested in _named_by(field, value):
                if is_asked_for and id_ and id_ not in saved:
                    named[lines._name].add(id_)
                if not id_ and depth < DEEPEST:
                    nested = lines._oplus_with_defaults(nested)
                line = lines.browse(id_ or ())
                below = spec.get("fields") or {}
                line._oplus_collect_named(nested, below, named, depth + 1)


def _named_by(field, value):
    """Yield the id and the nested values of each record that a value names.

    Malformed values are skipped; Odoo handles them.
    """
    if field.type == "many2one":
        value = [value[0] if isinstance(value, LISTS) else value]
    for item in value if isinstance(value, LISTS) else ():
        if isinstance(item, dict):  # the parent form, or a new line
            yield _id(item.get("id")), item
        elif not isinstance(item, LISTS):
            yield _id(item), {}
        elif len(item) > 2 and item[0] == Command.SET:
            ids = item[2] if isinstance(item[2], LISTS) else ()
            yield from ((_id(id_), {}) for id_ in ids)
        elif len(item) > 1:
            nested = item[2] if len(item) > 2 and isinstance(item[2], dict) else {}
            yield item[0] != Command.CREATE and _id(item[1]), nested


def _id(value):
    """Return the id as Odoo reads it; None for a new record or a malformed id."""
    is_number = isinstance(value, int) or (
        value.is_integer() if isinstance(value, float) else str(value).isdecimal()
    )
    return int(value) if is_number else None
