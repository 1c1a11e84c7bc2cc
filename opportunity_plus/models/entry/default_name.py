# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount, format_date

from ..foundation.blank import is_blank

# what the name may take from a lead that is converted
FROM_LEAD = ("partner_name", "contact_name", "email_from", "expected_revenue")


class CrmLead(models.Model):
    """Name new opportunities by the pattern of their company."""

    _inherit = "crm.lead"

    # the name that a form has proposed, which changes until somebody types one
    oplus_name_proposed = fields.Char(store=False, export_string_translation=False)

    def _oplus_entry_name_of(self, vals, company):
        name = self.env.context.get("default_name")
        name = name or self.new(vals)._oplus_entry_name(company)
        return self.env._("New opportunity") if is_blank(name) else name

    def _oplus_entry_name_on_conversion(self, customer):
        if not is_blank(self.name):
            return {}
        known = {name: self[name] for name in FROM_LEAD}
        known |= {"partner_id": customer.id, "type": "opportunity"}
        company = self.company_id or self.env.company
        return {"name": self._oplus_entry_name_of(known, company)}

    @api.depends("partner_id")
    def _compute_name(self):
        """Name opportunities by the pattern of their company."""
        for lead in self:
            if not lead.name and lead.type == "opportunity":
                lead.name = lead._oplus_entry_name(lead.company_id or lead.env.company)
        return super()._compute_name()

    @api.onchange("commercial_partner_id")
    def _onchange_commercial_partner_id(self):
        """Name them also if only the customer's company is chosen, as on the board."""
        self._onchange_oplus_name()
        return super()._onchange_commercial_partner_id()

    @api.onchange("partner_id", "company_id", "expected_revenue", "product_line_ids")
    def _onchange_oplus_name(self):
        """Let a proposed name follow what it is made of."""
        if self._origin or self.type != "opportunity":
            return
        name = self._oplus_entry_name(self.company_id or self.env.company)
        if not self.name or self.name in (self.oplus_name_proposed, name):
            self.name = self.oplus_name_proposed = name

    def _oplus_entry_name(self, company):
        """Return the name by the pattern; False as long as there is no customer."""
        parts = self._oplus_entry_name_parts(company)
        if is_blank(parts["customer"]):
            return False
        pattern = company._oplus_policy()["opportunity_name_pattern"]
        pattern = "{customer}" if is_blank(pattern) else pattern
        name = re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1]) or "", pattern)
        # remove the separators around empty parts
        name = re.sub(r"\s+[-–/|,](?=\s+[-–/|,])", "", name)
        name = re.sub(r" {2,}", " ", name)
        name = name.strip(" -–/|,")
        return parts["customer"] if is_blank(name) else name

    @api.model
    def _oplus_entry_name_check(self, pattern, company):
        """Refuse a pattern with unknown placeholders or unmatched braces.

        :raise ValidationError: names the wrong parts and the known placeholders
        """
        known = self.new()._oplus_entry_name_parts(company)
        names = re.findall(r"\{([^{}]*)\}", pattern)
        unknown = {f"{{{word}}}" for word in set(names) - known.keys()}
        unknown.update(re.findall(r"[{}]", re.sub(r"\{[^{}]*\}", "", pattern)))
        if unknown:
            raise ValidationError(
                self.env._(
                    "The name of opportunities cannot contain %(unknown)s. It may"
                    " contain %(known)s.",
                    unknown=", ".join(sorted(unknown)),
                    known=", ".join(f"{{{word}}}" for word in known),
                )
            )

    def _oplus_entry_name_parts(self, company):
        """Return the texts that replace placeholders. Extend it to add placeholders.

        :param company: gives the currency of amounts
        :return: texts by placeholder without braces
        """
        revenue, currency = self.expected_revenue, company.currency_id
        if self.product_line_ids and self._oplus_product_line_will_follow():
            revenue = self._oplus_product_line_revenue()
        return {
            "customer": self.partner_id.name
            or self.commercial_partner_id.name
            or self.partner_name
            or self.contact_name
            or self.email_from
            or "",
            "product": self._oplus_product_line_first_name(),
            "value": format_amount(self.env, revenue, currency) if revenue else "",
            "date": format_date(self.env, fields.Date.context_today(self)),
        }
