# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """The type of an opportunity, proposed by the orders of its customer."""

    _inherit = "crm.lead"

    opportunity_type_id = fields.Many2one(
        "crm.opportunity.type", ondelete="restrict", index="btree_not_null"
    )

    # leads are converted one by one: compute the proposals of all of them together
    oplus_type_proposed_id = fields.Many2one(
        "crm.opportunity.type",
        compute="_compute_oplus_type_proposed_id",
        export_string_translation=False,
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_type_proposed_id(self):
        wanted = [(lead.partner_id, lead.company_id.id) for lead in self]
        for lead, type_id in zip(self, self._oplus_type_propose(wanted), strict=True):
            lead.oplus_type_proposed_id = type_id

    @api.model
    def _oplus_type_propose(self, wanted):
        """Return the ids of the types to propose, with one query for all customers.

        :param wanted: a pair of customer and company id for each opportunity; without
            a company, all companies of the user count
        :return: a type id for each pair, False without a customer or proposal
        """
        policy = self.env["crm.opportunity.type"]._type_policy()
        if not policy:
            return [False] * len(wanted)
        # sudo: the user may not read the company of a contact
        asked = [
            (bool(customer) and customer.sudo().commercial_partner_id.id, company)
            for customer, company in wanted
        ]
        if not any(customer for customer, _company in asked):
            return [False] * len(asked)
        existing = self._oplus_type_existing(asked)
        kinds = ("existing" if pair in existing else "new" for pair in asked)
        return [
            bool(pair[0]) and policy.get(kind, False)
            for pair, kind in zip(asked, kinds, strict=True)
        ]

    def _oplus_type_existing(self, asked):
        """Return the pairs of customer and company id that have a confirmed order."""
        companies = {*self.env.companies.ids, *(company for _, company in asked)}
        if not self.env.su:
            companies &= set(self.env.user._get_company_ids())
        customers = {customer for customer, _company in asked}
        buyer = "partner_id.commercial_partner_id"
        domain = Domain("state", "=", "sale")
        domain &= Domain("company_id", "in", companies - {False})
        domain &= Domain(buyer, "in", customers - {False})
        # sudo: orders of other salespeople count too; only their existence is used
        orders = self.env["sale.order"].sudo()
        groups = orders._read_group(domain, [buyer, "company_id"])
        return {
            (customer.id, company)
            for customer, of_order in groups
            for company in (of_order.id, False)
        }

    def _oplus_type_on_conversion(self, customer):
        """Return the type that the customer of a converted lead proposes."""
        if self.opportunity_type_id:
            return {}
        if customer == self.partner_id:
            return {"opportunity_type_id": self.oplus_type_proposed_id.id}
        wanted = [(customer, self.company_id.id)]
        return {"opportunity_type_id": self._oplus_type_propose(wanted)[0]}
