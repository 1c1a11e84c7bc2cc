# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import chain

from odoo import api, fields, models

from ..recording.closed import CLOSED
from .lines_field import Lines


class CrmLead(models.Model):
    """Products of an opportunity; the expected revenue can follow their total.

    If the company's policy says so, a change of the products of an open opportunity
    also changes the expected revenue, provided that it was empty or equal to their
    total. Another amount, from a user or a confirmed order, stays. Setting the revenue
    to the total again, with the button or by hand, resumes.

    A negative total counts as 0.
    """

    _inherit = "crm.lead"

    product_line_ids = Lines("crm.lead.product.line", "lead_id", "Products", copy=True)
    oplus_product_line_total = fields.Monetary(
        "Total of the Products",
        compute="_compute_oplus_product_line_total",
        currency_field="company_currency",
    )
    oplus_is_revenue_of_products = fields.Boolean(
        compute="_compute_oplus_is_revenue_of_products", export_string_translation=False
    )
    oplus_is_product_total_unused = fields.Boolean(
        compute="_compute_oplus_is_product_total_unused",
        export_string_translation=False,
    )

    @api.depends("product_line_ids.price_subtotal")
    def _compute_oplus_product_line_total(self):
        for lead in self:
            lead.oplus_product_line_total = sum(
                lead.product_line_ids.mapped("price_subtotal")
            )

    @api.depends("expected_revenue", "oplus_product_line_total")
    def _compute_oplus_is_revenue_of_products(self):
        for lead in self:
            lead.oplus_is_revenue_of_products = (
                not lead.company_currency.compare_amounts(
                    lead.expected_revenue, lead._oplus_product_line_revenue()
                )
            )

    @api.depends("product_line_ids", "oplus_is_revenue_of_products")
    def _compute_oplus_is_product_total_unused(self):
        """Tell whether the total differs, and saving the form will not use it."""
        for lead in self:
            lead.oplus_is_product_total_unused = (
                bool(lead.product_line_ids)
                and not lead.oplus_is_revenue_of_products
                and not lead._oplus_product_line_will_follow()
            )

    def _oplus_product_line_will_follow(self):
        """Return whether saving these form values will update the expected revenue."""
        before = self._origin
        is_untouched = not self.company_currency.compare_amounts(
            self.expected_revenue, before.expected_revenue
        )
        if self.id == before.id or not is_untouched:
            return False
        policy = (before or self)._oplus_policy()
        return policy["opportunity_revenue_from_products"] and (
            not before or bool(before._oplus_product_line_following())
        )

    def _oplus_product_line_revenue(self):
        return max(self.oplus_product_line_total, 0)

    def _oplus_product_line_following(self):
        """Return those whose expected revenue follows a change of the products."""
        return self.filtered(
            lambda lead: (
                lead._oplus_policy()["opportunity_revenue_from_products"]
                and lead.won_status not in CLOSED
                and (not lead.expected_revenue or lead.oplus_is_revenue_of_products)
            )
        )

    def _oplus_product_line_follow(self):
        for lead in self:
            if not lead.oplus_is_revenue_of_products:
                lead.expected_revenue = lead._oplus_product_line_revenue()
                lead._track_set_log_message(
                    self.env._("The expected revenue follows the products.")
                )

    def oplus_action_use_product_total(self):
        """Make the total of the products the expected revenue."""
        for lead in self:
            lead.expected_revenue = lead._oplus_product_line_revenue()

    def _oplus_product_line_first_name(self):
        """Return the name of the first product or free text, also of unsaved values.

        :return: one line of text, empty without products
        """
        line = self.product_line_ids.sorted("sequence")[:1]
        return line.product_id.name or (line.name or "").split("\n")[0]

    # merging

    def _oplus_product_line_adopt(self, tails):
        """Append the products of opportunities that are merged into this one, in the
        currency that it will have."""
        # sudo: a user who may merge is responsible for all of the opportunities
        leads = (self + tails).sudo()
        own, *per_tail = (lead.product_line_ids.sorted() for lead in leads)
        last = max(own.mapped("sequence"), default=0)
        for line in own:
            if amounts := leads._oplus_product_line_converted(line):
                line._product_line_move(self, line.sequence, **amounts)
        for sequence, line in enumerate(chain(*per_tail), last + 1):
            amounts = leads._oplus_product_line_converted(line)
            line._product_line_move(self, sequence, **amounts)

    def _oplus_product_line_converted(self, line):
        """Return the amounts of a line in the currency of the survivor of these; none,
        if it has that currency."""
        currency = self._oplus_merged_company().currency_id
        if line.currency_id == currency:
            return {}
        price = self._oplus_merged_convert(
            line.price_unit, line.currency_id, is_rounded=False
        )
        subtotal = line._product_line_amount(price, currency)
        return {"price_unit": price, "price_subtotal": subtotal}

    def _merge_get_fields_specific(self):
        return super()._merge_get_fields_specific() | {
            "expected_revenue": lambda _name, leads: (
                leads._oplus_product_line_merged_revenue()
            )
        }

    def _oplus_product_line_merged_revenue(self):
        """Return the first revenue that is not empty, as Odoo does. If that revenue
        follows its products, return the total of all products instead."""
        source = self.filtered("expected_revenue")[:1] or self[:1]
        lines = self.product_line_ids
        if lines and source._oplus_product_line_following():
            converted = self._oplus_product_line_converted
            subtotals = (
                converted(line).get("price_subtotal", line.price_subtotal)
                for line in lines
            )
            return max(sum(subtotals), 0)
        return self._oplus_merged_amount(source, "expected_revenue")
