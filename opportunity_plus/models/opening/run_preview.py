# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLeadOpeningRun(models.Model):
    """Decides which customers get an opportunity, with the rights of the current user.

    The number of queries does not depend on the number of customers.
    """

    _inherit = "crm.lead.opening.run"

    def _opening_plans(self, rows):
        """Return what the run will do for the customer of each row.

        :return: by row, a tuple: the reason to skip the customer, if there is one, the
            salesperson, and whether there is an open opportunity outside the campaign
        """
        # sudo: the user may have lost access to a customer since the preview
        partners = rows.sudo().partner_id
        leads = partners._oplus_open_leads()
        reasons = self._opening_reasons(partners, leads)
        pursued = leads.partner_id.commercial_partner_id & partners
        pursued = pursued.filtered(lambda partner: partner not in reasons)
        if self.others_policy == "skip":
            reasons |= dict.fromkeys(pursued, "pursued")
        users = self._opening_users(partners.filtered(lambda p: p not in reasons))
        nobody, pursued_ids = self.env["res.users"], set(pursued.ids)
        return {
            row: (
                reasons.get(row.partner_id, "") if row.partner_id else "deleted",
                users.get(row.partner_id, nobody),
                row.partner_id.id in pursued_ids,
            )
            for row in rows
        }

    def _opening_reasons(self, partners, leads):
        """Return the reason for each customer who gets no opportunity. No access to the
        customer hides any other reason.

        :param leads: the open opportunities of the customers
        """
        reasons = partners._oplus_opening_no_customers()
        if self.kind == "campaign":
            reasons |= dict.fromkeys(self._opening_called(partners, leads), "open")
            elsewhere = partners.filtered("company_id").filtered(
                lambda partner: partner.company_id not in self.env.companies
            )
            reasons |= dict.fromkeys(elsewhere, "company")
            readable = partners.with_env(self.env)._filtered_access("read")
            for partner in partners:
                mine = partner.company_id in self.env.user.company_ids
                if partner.id not in readable._ids and not (
                    partner in elsewhere and mine
                ):
                    reasons[partner] = "access"
        return reasons

    def _opening_called(self, partners, leads):
        """Return the customers with an open opportunity in this campaign."""
        if not self.campaign_id:
            return partners.browse()
        called = leads.filtered(lambda lead: lead.campaign_id.id == self.campaign_id.id)
        return called.partner_id.commercial_partner_id & partners

    def _opening_users(self, partners):
        """Return the salespeople of the new opportunities, by customer."""
        leads, users = self.env["crm.lead"], {}
        for company, group in partners._oplus_opening_by_company().items():
            opener = leads._oplus_opening_as_system(company)
            users |= {
                partner: opener._oplus_opening_salesperson(partner) for partner in group
            }
        return users
