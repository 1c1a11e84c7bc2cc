# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount, format_date

DAYS_TO_CLOSING = 7


class CrmLead(models.Model):
    """What an opportunity needs when it is opened, and its default.

    Forms ask for it. By other doors (mail, website, import, interfaces) what is missing
    gets its default in :meth:`create`; what is impossible is refused at every door.
    """

    _inherit = "crm.lead"

    @api.constrains("expected_revenue")
    def _check_expected_revenue(self):
        """An expected revenue is a number from 0 up."""
        wrong = self.filtered(lambda lead: lead.expected_revenue < 0)
        if wrong:
            raise ValidationError(
                self.env._(
                    "The expected revenue cannot be negative. Correct it for:"
                    " %(names)s",
                    names=", ".join(wrong.mapped("name")),
                )
            )

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        # a form asks for the type as well; create only for what it was not given
        if defaults.get("type") == "opportunity" and "date_deadline" in fields_list:
            defaults.setdefault("date_deadline", self._entry_date_deadline())
        if defaults.get("partner_id") and "default_user_id" not in self.env.context:
            customer = self.env["res.partner"].browse(defaults["partner_id"])
            user = self._entry_salesperson(customer)
            if user and "user_id" in defaults:
                defaults["user_id"] = user.id
        return defaults

    # a computed salesperson would recompute team, company and date of assignment
    # whenever a customer changes; this is a proposal of the form alone
    @api.onchange("partner_id")
    def _onchange_partner_id_salesperson(self):
        if not self._origin and self.user_id in (self.env.user, self.user_id.browse()):
            self.user_id = self._entry_salesperson(self.partner_id) or self.user_id

    def _entry_complete(self, vals_list):
        """The values of :meth:`create`, with defaults for what an opportunity lacks."""
        kind = self.default_get(["type"]).get("type")
        partners = self.env["res.partner"].browse(
            {vals["partner_id"] for vals in vals_list if vals.get("partner_id")}
        )
        # sudo: names of customers that the user chose
        partners.sudo().fetch(["name", "user_id", "commercial_partner_id"])
        deadline = self._entry_date_deadline()
        completed = []
        for vals in vals_list:
            if (vals.get("type") or kind) == "opportunity":
                partner = partners.browse(vals.get("partner_id") or ())
                partner = partner.with_prefetch(partners._prefetch_ids)
                vals = self._entry_defaults(partner, vals) | vals
                vals["date_deadline"] = vals.get("date_deadline") or deadline
                vals["name"] = vals.get("name") or self._entry_name_of(vals)
            completed.append(vals)
        return completed

    def _entry_defaults(self, partner, vals):
        defaults = {}
        if "user_id" not in vals and "default_user_id" not in self.env.context:
            user = self._entry_salesperson(partner, vals.get("company_id"))
            if user:
                defaults["user_id"] = user.id
        return defaults

    @api.model
    def _entry_date_deadline(self):
        """The expected closing date of a new opportunity, in the user's time zone."""
        return fields.Date.context_today(self) + timedelta(days=DAYS_TO_CLOSING)

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
        user = self.env.user
        if self.env.su or user == salesperson:
            return True
        if user.has_group("sales_team.group_sale_salesman_all_leads"):
            return True
        # sudo: the structure of the organisation, which decides on rights
        members = user.sudo().opportunity_member_ids
        return (
            user.has_group("opportunity_plus.group_supervisor")
            and salesperson.id in members.ids
        )

    # name

    def _entry_name_of(self, vals):
        # the company of a new record would be looked for by its team, one at a time
        company = self.env["res.company"].browse(vals.get("company_id") or ())
        name = self.env.context.get("default_name") or self.new(vals)._entry_name(
            company or self.env.company
        )
        return name or self.env._("New opportunity")

    @api.depends("partner_id")
    def _compute_name(self):
        """Name opportunities after the pattern of their company."""
        for lead in self:
            if not lead.name and lead.type == "opportunity":
                lead.name = lead._entry_name(lead.company_id or lead.env.company)
        return super()._compute_name()

    def _entry_name(self, company):
        """The name by the pattern; none as long as there is nobody to name it after."""
        parts = self._entry_name_parts(company)
        if not parts["customer"]:
            return False
        # sudo: a setting of the company
        pattern = company.sudo().opportunity_name_pattern or "{customer}"
        name = re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1]) or "", pattern)
        # a part that is not known yet leaves no separator behind
        name = re.sub(r"\s+[-–/|,](?=\s+[-–/|,])", "", name)
        name = re.sub(r" {2,}", " ", name)
        return name.strip(" -–/|,") or parts["customer"]

    def _entry_name_parts(self, company):
        """What a pattern may name; extend it for other placeholders.

        :param company: whose pattern and currency it is
        :return: texts by placeholder, without its braces
        """
        revenue = self.expected_revenue
        currency = company.currency_id
        return {
            "customer": self.partner_id.name
            or self.partner_name
            or self.contact_name
            or self.email_from
            or "",
            "product": "",
            "value": format_amount(self.env, revenue, currency) if revenue else "",
            "date": format_date(self.env, fields.Date.context_today(self)),
        }
