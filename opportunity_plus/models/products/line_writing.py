# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.access import check_named

# fields that change a subtotal
AMOUNTS = {"product_id", "product_uom_id", "quantity", "price_unit", "discount"}


class CrmLeadProductLine(models.Model):
    """Updates the expected revenue, if it follows, whenever lines change."""

    _inherit = "crm.lead.product.line"

    @api.model_create_multi
    def create(self, vals_list):
        # defaults from the context are checked like given values
        defaults = self.default_get(["lead_id", "product_id"])
        vals_list = [defaults | vals for vals in vals_list]
        ids = {vals.get("lead_id") for vals in vals_list}
        leads = self.env["crm.lead"].browse(filter(None, ids)).exists()
        self._product_line_check_actor(leads)
        named = [vals.get("product_id") for vals in vals_list]
        check_named(self.env, "product.product", named)
        following = leads._oplus_product_line_following()
        lines = super().create(vals_list)
        following._oplus_product_line_follow()
        return lines

    def write(self, vals):
        self._product_line_check_stays(vals)
        self._product_line_check_actor(self.lead_id)
        check_named(self.env, "product.product", [vals.get("product_id")])
        if AMOUNTS.isdisjoint(vals):
            return super().write(vals)
        following = self.lead_id._oplus_product_line_following()
        result = super().write(vals)
        following._oplus_product_line_follow()
        return result

    def unlink(self):
        leads = self.lead_id
        self._product_line_check_actor(leads)
        following = leads._oplus_product_line_following()
        result = super().unlink()
        following._oplus_product_line_follow()
        return result

    def _product_line_move(self, lead, sequence, **amounts):
        """Move a line of a merged opportunity without the checks of ``write``: a user
        who may merge is responsible for both opportunities.

        :param amounts: price and subtotal, if they are converted
        """
        # pylint: disable-next=super-method-mismatch
        return super().write({"lead_id": lead.id, "sequence": sequence, **amounts})
