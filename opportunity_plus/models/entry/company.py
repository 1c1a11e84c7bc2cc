# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# what decides on the company of an opportunity
DECIDING = ("company_id", "team_id", "user_id", "partner_id")


class CrmLead(models.Model):
    """The company of a new opportunity, whose policies apply to it."""

    _inherit = "crm.lead"

    @api.model
    def _oplus_entry_company(self, vals, known=None):
        """Return the company that Odoo will compute for a new opportunity.

        :param vals: its values; defaults count for missing ones
        :param known: companies by what decides on them, for the next ones of a batch
        :return: an empty record for one that is of no company
        """
        if only := self.env["res.company"]._oplus_only_id():
            return self.env["res.company"].browse(only)
        named = {name: vals[name] for name in ("type", *DECIDING) if name in vals}
        if named.get("user_id", self.env.context.get("default_user_id", True)):
            # the customer only decides for those without a salesperson
            named.pop("partner_id", None)
        known, key = {} if known is None else known, tuple(named.items())
        if key not in known:
            defaults = self.default_get([*DECIDING])
            known[key] = self.new(defaults | named).company_id
        return known[key]
