# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmLead(models.Model):
    """Opportunities created by mail."""

    _inherit = "crm.lead"

    @api.model
    def _oplus_mail_defaults(self, msg_dict, values):
        """Return the default values of a mail. If a user and not the mail gateway sends
        it in, propose a salesperson as a form does, and drop a closed date."""
        values = dict(values)
        self._oplus_stage_proposed(values)
        if not self.env.su:
            values.pop("date_closed", None)
        if not (self.env.su or "user_id" in values):
            customer = values.get("partner_id") or msg_dict.get("author_id")
            customer = self.env["res.partner"].browse(customer or ())
            company = self._oplus_entry_company(values)
            proposed = self._oplus_entry_salesperson(customer, company.id)
            values["user_id"] = (proposed or self.env.user).id
        return values
