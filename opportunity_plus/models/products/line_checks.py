# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..foundation.access import allowed
from ..foundation.blank import is_blank
from ..foundation.searching import search_true


class CrmLeadProductLine(models.Model):
    """Checks of product lines, and who may write them."""

    _inherit = "crm.lead.product.line"

    # for the record rule: a line is as writable as its opportunity

    is_lead_writable = fields.Boolean(
        compute="_compute_is_lead_writable",
        search="_search_is_lead_writable",
        export_string_translation=False,
    )

    @api.depends("lead_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_lead_writable(self):
        writable = allowed(self.lead_id, "write")
        for line in self:
            line.is_lead_writable = line.lead_id in writable

    @search_true
    def _search_is_lead_writable(self):
        leads = self.env["crm.lead"].sudo(False)
        writable = Domain.FALSE
        if leads.has_access("write"):
            rules = leads.env["ir.rule"]._compute_domain("crm.lead", "write")
            # sudo: the domain of the rules already applies the rights of this user
            query = leads.sudo()._search(rules, active_test=False)
            writable = Domain("lead_id", "in", query)
        return writable

    def _product_line_check_actor(self, leads):
        """Require write access of the acting user, also where public methods of Odoo
        write a caller's values as superuser; the system itself is exempt.

        It comes first: Odoo checks values before access, and a complaint about them
        names the opportunity.
        """
        if self.env.uid != SUPERUSER_ID:
            leads.sudo(False).check_access("write")

    def _product_line_check_stays(self, vals):
        if "lead_id" in vals and self.lead_id.ids != [vals["lead_id"]]:
            raise UserError(
                self.env._(
                    "A product stays with its opportunity. Delete it there and add it"
                    " to the other one."
                )
            )

    @api.constrains("name", "quantity", "discount", "product_id", "product_uom_id")
    def _check_product_line(self):
        """Require a description, a positive quantity, a discount from 0 to 100 %, and a
        unit that fits the product. One message lists all errors."""
        complaints = [
            "\n".join([text, *(line._product_line_label() for line in wrong)])
            for text, wrong in self._product_line_complaints()
            if wrong
        ]
        if complaints:
            raise ValidationError("\n\n".join(complaints))

    def _product_line_complaints(self):
        """Yield each complaint with the lines it concerns."""
        yield (
            self.env._("Enter a description:"),
            self.filtered(lambda line: is_blank(line.name)),
        )
        yield (
            self.env._("The quantity has to be more than 0:"),
            self.filtered(lambda line: line.quantity <= 0),
        )
        yield (
            self.env._("The discount has to be between 0 and 100 percent:"),
            self.filtered(lambda line: not 0 <= line.discount <= 100),
        )
        yield (
            self.env._("The product cannot be sold in this unit:"),
            self.filtered(lambda line: not line._product_line_fits_unit()),
        )

    def _product_line_fits_unit(self):
        unit, own = self.product_uom_id, self.product_id.uom_id
        return not (unit and own) or unit._has_common_reference(own)

    def _product_line_label(self):
        return f"- {(self.name or '').split(chr(10))[0]} ({self.lead_id.name})"
