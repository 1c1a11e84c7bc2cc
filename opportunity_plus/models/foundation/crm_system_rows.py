# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.misc import clean_context


class CrmSystemRows(models.AbstractModel):
    """Rows that only the system writes, except for a few fields.

    ``create``, ``write`` and ``unlink`` refuse everybody, superuser included: public
    methods of Odoo create records as superuser with values from their caller. The
    models themselves use ``_system_create``, ``_system_write`` and ``_system_unlink``,
    or SQL.
    """

    _name = "crm.system.rows"
    _description = "Written by the System"

    # fields that users may write
    _SAID_BY_PEOPLE = frozenset()
    # whether users may create (with these fields only) and delete rows
    _MADE_BY_PEOPLE = False

    @api.model_create_multi
    def create(self, vals_list):
        self._system_check(*vals_list, is_changed=False)
        rows = super(CrmSystemRows, self._system_clean()).create(vals_list)
        return rows.with_env(self.env)

    def write(self, vals):
        if self:
            self._system_check(vals)
        return super().write(vals)

    def unlink(self):
        if self:
            self._system_check({}, is_changed=False)
        return super().unlink()

    def _system_check(self, *vals_list, is_changed=True):
        """Refuse what users may not do.

        :param is_changed: True for a write, False for creating or deleting
        :raise AccessError: the operation or one of the fields is not allowed
        """
        may_act = is_changed or self._MADE_BY_PEOPLE
        for vals in vals_list:
            if not may_act or vals.keys() - self._SAID_BY_PEOPLE:
                raise AccessError(self._system_refusal())

    def _system_refusal(self):
        return self.env._("These rows are written by the system alone.")

    def _system_clean(self):
        # replace the context: its defaults could set fields that users may not write
        context = clean_context(self.env.context)
        return self.with_context(context)  # pylint: disable=context-overridden

    # these methods skip the overrides above and those of inheriting models by design
    # pylint: disable=super-method-mismatch

    def _system_search(self, domain, **options):
        """Return rows for the system's own use, whoever may read them."""
        # sudo: what the system does with its rows does not depend on the user
        return self.sudo().search(domain, **options)

    def _system_create(self, vals_list):
        # sudo: users have no right to create these rows
        rows = self.sudo()._system_clean()
        return super(CrmSystemRows, rows).create(vals_list)

    def _system_write(self, vals):
        # sudo: users have no right to change these rows
        return super(CrmSystemRows, self.sudo()).write(vals)

    def _system_unlink(self):
        # sudo: users have no right to delete these rows
        return super(CrmSystemRows, self.sudo()).unlink()
