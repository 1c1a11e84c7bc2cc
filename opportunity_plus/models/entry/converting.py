# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import closing

from odoo import models
from odoo.exceptions import UserError

from ..foundation.actions import form_of, telling


class CrmLead(models.Model):
    """Conversion of a lead by the link in an e-mail, which has a token."""

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
        """Return the action that shows the form, below the refusal if converting is
        refused. It converts nothing, since any link can lead here."""
        refusal = self._oplus_conversion_refusal()
        form = form_of(self)
        return telling(refusal, form, "danger", sticky=True) if refusal else form

    def _oplus_conversion_refusal(self):
        """Try to convert, undo it, and return the refusal in words, empty if none."""
        # nobody is told of what is undone
        leads = self.with_context(tracking_disable=True)
        try:
            with closing(self.env.cr.savepoint()):
                leads.convert_opportunity(self.partner_id)
                self.env.flush_all()
        except UserError as error:
            return str(error)
        return ""
