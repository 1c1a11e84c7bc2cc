# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLead(models.Model):
    """The salesperson proposed for a new opportunity."""

    _inherit = "crm.lead"

    # fields preset by the column of a board, which choosing a customer does not change
    oplus_given = fields.Char(
        store=False,
        default=lambda self: self._oplus_given(),
        export_string_translation=False,
    )

    def _oplus_given(self):
        """Return the names of preset fields, separated by commas."""
        # read once, as the form opens: later, the context may hold the defaults of a
        # form field, for records that are created from there
        names = ("user_id", "team_id", "opportunity_type_id")
        return ",".join(n for n in names if f"default_{n}" in self.env.context)

    # an onchange, not computed fields: these would change stored opportunities whenever
    # their customer changes
    @api.onchange("partner_id", "commercial_partner_id")
    def _onchange_oplus_customer_entry(self):
        if self.type != "opportunity":
            return
        customer = self.partner_id or self.commercial_partner_id
        self._oplus_propose_salesperson(customer)
        chosen = self.opportunity_type_id
        if chosen and "opportunity_type_id" in (self.oplus_given or "").split(","):
            return
        if not chosen or (not self._origin and chosen.proposed_for):
            wanted = [(customer, self.company_id.id)]
            self.opportunity_type_id = self._oplus_type_propose(wanted)[0] or chosen

    def _oplus_propose_salesperson(self, customer):
        """Propose the customer's salesperson, unless the user chose another one."""
        given, team = (self.oplus_given or "").split(","), self.team_id
        is_free = not self._origin and "user_id" not in given
        if is_free and self.user_id in (self.env.user, self.user_id.browse()):
            proposed = self._oplus_entry_salesperson(customer, self.company_id.id)
            self.user_id = proposed or self.user_id
            if "team_id" in given:
                self.team_id = team

    @api.model
    def _oplus_entry_salesperson(self, partner, company_id=False):
        """Return the salesperson of a customer, else of the customer's company, for
        whom the current user may create opportunities; else an empty record."""
        if not partner:
            return self.env["res.users"]
        # sudo: the user may not read the customer; only the salesperson is returned
        partner = partner.sudo()
        company = self.env["res.company"].browse(company_id or ()) or self.env.company
        for user in (partner.user_id, partner.commercial_partner_id.user_id):
            is_fit = user.active and not user.share and company in user.company_ids
            if is_fit and self._oplus_entry_may_assign(user):
                return user.sudo(False)
        return self.env["res.users"]

    def _oplus_entry_may_assign(self, salesperson):
        grant = self.browse()._oplus_visibility_grant("role")
        return self.env.su or grant.everything or salesperson.id in grant.salespeople

    def _oplus_entry_leavers(self, vals_list):
        """Return the ids of archived salespeople, who cannot get open opportunities."""
        user_ids = {vals["user_id"] for vals in vals_list if vals.get("user_id")}
        # sudo: only reads whether the salesperson is archived
        users = self.env["res.users"].sudo().browse(user_ids - {self.env.uid})
        return set(users.filtered(lambda user: not user.active)._ids)

    def _oplus_entry_is_open(self, vals):
        rule = (
            self.env["crm.stage"]._oplus_stage_change_policy().get(vals.get("stage_id"))
        )
        return vals.get("active", True) and not (rule and rule.is_won)
