# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .res_partner import NO_OPENING

CUSTOMERS = {"partner_id", "commercial_partner_id"}


class CrmOpeningQuietMixin(models.AbstractModel):
    """For models whose views create the customer of an opportunity: such a customer
    already has an opportunity and gets no other one."""

    _name = "crm.opening.quiet.mixin"
    _description = "Customers Who Have an Opportunity"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type != "search":
            for node in arch.iter("field"):
                if node.get("name") in CUSTOMERS:
                    rest = (node.get("context") or "{}").strip().removeprefix("{")
                    node.set("context", f"{{'{NO_OPENING}': True, {rest}")
        return arch, view
