# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models
from odoo.fields import Command

# forms of Odoo that this add-on extends, or that show what belongs to an opportunity
EXTENDED = {
    "crm.lead",
    "crm.lead.lost",
    "crm.lead2opportunity.partner",
    "crm.lead2opportunity.partner.mass",
    "crm.merge.opportunity",
}
OWN = "opportunity_plus"
LISTS = (list, tuple)
# forms are not deeper than this
DEEPEST = 5
# a form asks what holds in a company, which tells nothing of what is in there
COMPANY = "res.company"


# Forms tell nothing of records that their reader may not read.
#
# A form that is not saved computes what follows from the records that it names, in
# part as superuser. So whoever names them is asked for the right to read them, in
# every form of this add-on, and in any form if they belong to this add-on. What the
# saved record names already is not asked for again.
#
# No docstring: Odoo would note it for each model that has none.
class Base(models.AbstractModel):
    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """:raise AccessError: the user may not read a record that the form names"""
        if not self.env.su:
            named = defaultdict(set)
            given = self._oplus_with_defaults(
                values, () if field_names else fields_spec
            )
            self._oplus_collect_named(given, fields_spec, named)
            # also what is in a company of the user that is not active
            companies = {"allowed_company_ids": self.env.user.company_ids.ids}
            for model, ids in named.items():
                records = self.env[model].with_context(**companies).browse(ids)
                records.check_access("read")
        return super().onchange(values, field_names, fields_spec)

    def _oplus_is_own_form(self):
        return self._name in EXTENDED or self._original_module == OWN

    def _oplus_with_defaults(self, values, asked=()):
        """The values of a new record, with what the context names.

        :param asked: names of the fields whose defaults a dialog takes
        """
        keys = [key for key in self.env.context if key.startswith("default_")]
        named = {key[8:]: self.env.context[key] for key in keys}
        # what a dialog is about is known by its defaults alone
        if self._transient and asked and self._oplus_is_own_form():
            named |= self.default_get([name for name in asked if name not in values])
        return named | values

    def _oplus_collect_named(self, values, fields_spec, named, depth=0):
        """Add the ids of the records that the values of a form name, at any depth.

        :param values: by name of the field
        :param named: sets of ids by model, which are added to
        :param depth: how far down these values are; defaults could name each other
            without end
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

    What Odoo does not understand is left to Odoo.
    """
    if field.type == "many2one":
        value = [value[0] if isinstance(value, LISTS) else value]
    for item in value if isinstance(value, LISTS) else ():
        if isinstance(item, dict):  # the form around it, or a new line
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
    """The id as Odoo reads it; none for a new record, or for what is no number."""
    is_number = isinstance(value, int) or (
        value.is_integer() if isinstance(value, float) else str(value).isdecimal()
    )
    return int(value) if is_number else None
