# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusProductsCommon(OpportunityPlusCommon):
    """A small catalogue.

    ::

        pallet   100.00 a unit, also sold by the dozen
        rent     50.00 an hour, service
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env(su=True)
        cls.unit = env.ref("uom.product_uom_unit")
        cls.dozen = env.ref("uom.product_uom_dozen")
        cls.dozen.active = True
        cls.hour = env.ref("uom.product_uom_hour")
        cls.kilo = env.ref("uom.product_uom_kgm")
        cls.pallet = cls._product("Pallet", 100, uom_ids=cls.dozen)
        cls.rent = cls._product("Rent", 50, type="service", uom_id=cls.hour)
        for feature in (
            "uom.group_uom",
            "product.group_product_pricelist",
            "sale.group_discount_per_so_line",
        ):
            env.ref("base.group_user").implied_ids += env.ref(feature)

    @classmethod
    def _product(cls, name, price, **vals):
        vals = {
            key: value.id if key == "uom_id" else value for key, value in vals.items()
        }
        if "uom_ids" in vals:
            vals["uom_ids"] = vals["uom_ids"].ids
        return (
            cls.env(su=True)["product.product"]
            .create({"name": name, "list_price": price, **vals})
            .with_env(cls.env)
        )

    def _give_pricelist(self, currency=None, **item):
        """Make a pricelist for all products that of the customer."""
        pricelists = self.env["product.pricelist"].sudo()
        self.customer.sudo().property_product_pricelist = pricelists.create(
            {
                "name": "Friends",
                "currency_id": (currency or self.env.company.currency_id).id,
                "item_ids": [Command.create({"applied_on": "3_global", **item})],
            }
        )
        self.env.invalidate_all()

    def _line(self, lead, product=None, **vals):
        """One line, of a product or of a free text, as the current user."""
        vals = {"product_id": product.id, **vals} if product else vals
        lines = self.env["crm.lead.product.line"]
        return lines.create({"lead_id": lead.id, **vals})
