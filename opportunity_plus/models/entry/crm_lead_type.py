# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLead(models.Model):
    """Of what type an opportunity is, as proposed by the orders of its customer."""

    _inherit = "crm.lead"

    opportunity_type_id = fields.Many2one(
        "crm.opportunity.type", ondelete="restrict", index="btree_not_null"
    )

    # for conversions, which come one by one: computed for all leads at hand
    opportunity_type_proposed_id = fields.Many2one(
        "crm.opportunity.type",
        compute="_compute_opportunity_type_proposed_id",
        export_string_translation=False,
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_opportunity_type_proposed_id(self):
        wanted = [(lead.partner_id, lead.company_id.id) for lead in self]
        for lead, type_id in zip(self, self._oplus_type_propose(wanted), strict=True):
            lead.opportunity_type_proposed_id = type_id

    @api.model
    def _oplus_type_propose(self, wanted):
        """The type to propose, with one query for all customers.

        :param wanted: a pair of customer and id of the company for each opportunity;
            no company stands for all of the user
        :return: an id for each of them, False without customer
        """
        policy = self.env["crm.opportunity.type"]._type_policy()
        if not policy:
            return [False] * len(wanted)
        # sudo: to which company a contact belongs
        asked = [
            (customer.sudo().commercial_partner_id.id, company)
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
        """The pairs of customer and company that have a confirmed order."""
        companies = {*self.env.companies.ids, *(company for _, company in asked)}
        if not self.env.su:
            companies &= set(self.env.user._get_company_ids())
        # sudo: that a customer has ordered counts, from whomever; it tells no more
        groups = (
            self.env["sale.order"]
            .sudo()
            ._read_group(
                [
                    ("state", "=", "sale"),
                    ("company_id", "in", list(companies - {False})),
                    (
                        "partner_id.commercial_partner_id",
                        "in",
                        list({customer for customer, _company in asked} - {False}),
                    ),
                ],
                ["partner_id.commercial_partner_id", "company_id"],
            )
        )
        return {
            (customer.id, company)
            for customer, of_order in groups
            for company in (of_order.id, False)
        }

    def _oplus_type_on_conversion(self, customer):
        """A lead that becomes an opportunity has the type that its customer tells."""
        if self.opportunity_type_id:
            return {}
        if customer == self.partner_id:
            return {"opportunity_type_id": self.opportunity_type_proposed_id.id}
        wanted = [(customer, self.company_id.id)]
        return {"opportunity_type_id": self._oplus_type_propose(wanted)[0]}
