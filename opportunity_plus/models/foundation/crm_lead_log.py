# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmLeadLog(models.AbstractModel):
    """Rows about an opportunity that the system alone writes.

    VISIBILITY: who may read the opportunity may read its rows, by construction; see
    the mixin.

    WRITING: nobody creates, changes or deletes a row through the ORM, superuser
    included, because public methods of Odoo create records as superuser with values
    of their caller. The models themselves write by SQL or with ``_log_create`` and
    ``_log_write``.
    """

    _name = "crm.lead.log"
    _inherit = ["crm.lead.readable.mixin"]
    _description = "Rows about an Opportunity"
    _log_access = False

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, ondelete="cascade"
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._log_refuse(bool(vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._log_refuse(bool(self))
        return super().write(vals)

    def unlink(self):
        self._log_refuse(bool(self))
        return super().unlink()

    def _log_create(self, vals_list):
        """Create rows as the system; the caller has made the values himself."""
        # past the refusal above, by design; sudo: nobody has the right
        # pylint: disable-next=super-method-mismatch
        return super(CrmLeadLog, self.sudo()).create(vals_list)

    def _log_write(self, vals):
        """Change rows as the system; the caller has made the values himself."""
        # past the refusal above, by design; sudo: nobody has the right
        # pylint: disable-next=super-method-mismatch
        return super(CrmLeadLog, self.sudo()).write(vals)

    def _log_refuse(self, is_real):
        # demonstration data tells a past; it is loaded before anybody has access
        if is_real and (self.pool.ready or not self.env.su):
            raise AccessError(self._log_refusal())

    def _log_refusal(self):
        return self.env._("These rows are written by the system alone.")
