# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ..foundation.telling import telling


class CrmLead(models.Model):
    """Convert a lead by the link in an e-mail."""

    _inherit = "crm.lead"

    def _oplus_convert_by_link(self):
        """Convert to opportunities, or change nothing.

        :return: the refusal in words, empty if they are converted
        """
        try:
            with self.env.cr.savepoint():
                self.convert_opportunity(self.partner_id)
        except UserError as error:
            return str(error)
        return ""

    def _oplus_tell_conversion(self):
        """Convert, and return the action that shows the form, below the refusal if it
        was refused."""
        refusal = self._oplus_convert_by_link()
        form = self._oplus_form_action()
        return telling(refusal, form, "danger", sticky=True) if refusal else form
