# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmLead(models.Model):
    """For whom a new opportunity is opened."""

    _inherit = "crm.lead"

    @api.model
    def _entry_salesperson(self, partner, company_id=False):
        """Who is in charge of a customer, else of its company, as far as the current
        user may open an opportunity for him; else nobody."""
        # sudo: who is in charge decides on a default, and is no secret of the customer
        partner = partner.sudo()
        company = self.env["res.company"].browse(company_id or ()) or self.env.company
        for user in (partner.user_id, partner.commercial_partner_id.user_id):
            is_fit = user.active and not user.share and company in user.company_ids
            if is_fit and self._entry_may_assign(user):
                return user.sudo(False)
        return self.env["res.users"]

    def _entry_may_assign(self, salesperson):
        grant = self.browse()._visibility_grant("role")
        return self.env.su or grant.everything or salesperson.id in grant.salespeople

    def _entry_leavers(self, vals_list):
        """Ids of archived salespeople: nobody would look after an open opportunity."""
        user_ids = {vals["user_id"] for vals in vals_list if vals.get("user_id")}
        # sudo: whether a salesperson is still there
        users = self.env["res.users"].sudo().browse(user_ids - {self.env.uid})
        return set(users.filtered(lambda user: not user.active)._ids)

    def _entry_is_open(self, vals):
        rule = self.env["crm.stage"]._stage_change_policy().get(vals.get("stage_id"))
        return vals.get("active", True) and not (rule and rule.is_won)
