# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.misc import clean_context


class CrmSystemRows(models.AbstractModel):
    """Rows that the system alone writes, but for what people may say in them.

    Everybody is refused, superuser included, because public methods of Odoo create
    records as superuser with values of their caller. The models themselves write with
    ``_system_create``, ``_system_write`` and ``_system_unlink``, or by SQL.
    """

    _name = "crm.system.rows"
    _description = "Written by the System"

    # fields that people write
    _SAID_BY_PEOPLE = frozenset()
    # whether people make and delete rows, saying no more than that
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
        """Refuse what people may not do.

        :param is_changed: whether rows are changed, as opposed to made or deleted
        """
        may_act = is_changed or self._MADE_BY_PEOPLE
        for vals in vals_list:
            if not may_act or vals.keys() - self._SAID_BY_PEOPLE:
                raise AccessError(self._system_refusal())

    def _system_refusal(self):
        return self.env._("These rows are written by the system alone.")

    def _system_clean(self):
        # replaced: a default in the context would say more than a person may
        context = clean_context(self.env.context)
        return self.with_context(context)  # pylint: disable=context-overridden

    # sudo, three times: nobody has the right to what the system writes, past the
    # refusals above and those of the models, by design
    # pylint: disable=super-method-mismatch

    def _system_create(self, vals_list):
        rows = self.sudo()._system_clean()
        return super(CrmSystemRows, rows).create(vals_list)

    def _system_write(self, vals):
        return super(CrmSystemRows, self.sudo()).write(vals)

    def _system_unlink(self):
        return super(CrmSystemRows, self.sudo()).unlink()
