# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError

from ..foundation.naming import names
from .reader_screens import RESPONSIBLE

# fields that decide on the company
LEADING_TO_COMPANY = RESPONSIBLE | {"partner_id"}


class CrmLead(models.Model):
    """Keep opportunities out of companies that the user may not use.

    Odoo checks the company of an opportunity before it is written, and then computes
    the company from the sales team, the salesperson and the customer.
    """

    _inherit = "crm.lead"

    def _oplus_companies(self, vals):
        """Return the companies before a write that may change them, by id."""
        if self.env.su or LEADING_TO_COMPANY.isdisjoint(vals):
            return {}
        # sudo: only compared; the write itself checks the rights
        return {lead.id: lead.company_id.id for lead in self.sudo()}

    def _oplus_check_companies(self, before):
        """Refuse to move opportunities to a company that the user may not use.

        :param before: what ``_oplus_companies`` returned
        :raise AccessError: names the opportunities
        """
        if not before:
            return
        usable = {False, *self.env.user._get_company_ids()}
        # sudo: the user may have lost access by this change
        moved = self.sudo().filtered(
            lambda lead: (
                lead.company_id.id not in usable
                and lead.company_id.id != before[lead.id]
            )
        )
        if moved:
            raise AccessError(
                self.env._(
                    "You may not use the company that these opportunities would move"
                    " to. Choose another company, sales team, salesperson or customer"
                    " for: %(names)s",
                    names=names(moved, "name"),
                )
            )
