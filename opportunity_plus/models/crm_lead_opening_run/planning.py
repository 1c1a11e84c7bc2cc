# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain


class Plan(NamedTuple):
    """What becomes of a customer: an opportunity for somebody, or none."""

    reason: str
    salesperson: models.BaseModel


class CrmLeadOpeningRun(models.Model):
    """Decides which customers get an opportunity, with the rights of who asks.

    A fixed number of queries for each batch of customers.
    """

    _inherit = "crm.lead.opening.run"

    def _opening_plans(self, rows):
        """What becomes of the customers of rows, as plans by row."""
        partners = rows.sudo().partner_id
        reasons = self._opening_reasons(partners)
        users = self._opening_users(partners.filtered(lambda p: p not in reasons))
        nobody = self.env["res.users"]
        return {
            row: Plan(
                reasons.get(row.partner_id, "") if row.partner_id else "deleted",
                users.get(row.partner_id, nobody),
            )
            for row in rows
        }

    def _opening_reasons(self, partners):
        """Why customers get no opportunity, by customer; what the user may not read
        tells nothing else."""
        reasons = partners._opening_no_customers()
        if self.kind == "campaign":
            reasons |= dict.fromkeys(self._opening_called(partners), "open")
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

    def _opening_called(self, partners):
        """Customers with an open opportunity in this campaign."""
        if not self.campaign_id:
            return partners.browse()
        domain = Domain("campaign_id", "=", self.campaign_id.id)
        domain &= Domain("type", "=", "opportunity")
        domain &= Domain("won_status", "=", "pending")
        domain &= Domain("partner_id.commercial_partner_id", "in", partners.ids)
        domain &= Domain("company_id", "in", [False, *self.env.user.company_ids.ids])
        # sudo: a customer is called once, whoever calls; whose opportunity it is
        # remains untold
        leads = self.env["crm.lead"].sudo().search(domain)
        return leads.partner_id.commercial_partner_id & partners

    def _opening_users(self, partners):
        """Who gets the opportunities, by customer."""
        leads, users = self.env["crm.lead"], {}
        for company, group in partners._opening_by_company().items():
            opener = leads._opening_as_system(company)
            users |= {
                partner: opener._opening_salesperson(partner) for partner in group
            }
        return users
