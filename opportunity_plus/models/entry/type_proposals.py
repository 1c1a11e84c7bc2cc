# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ..foundation.actions import reloading, telling


class CrmLead(models.Model):
    """Types for opportunities from before: a list shows each with the type that its
    customer proposes, before anything changes."""

    _inherit = "crm.lead"

    def oplus_action_propose_types(self):
        """Open the selected opportunities that have no type, with proposals."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_type_proposals_action"
        )
        return {**action, "domain": [("id", "in", self.ids), *_untyped()]}

    def oplus_action_accept_types(self):
        """Give the selected opportunities the types that are proposed for them."""
        untyped = self.filtered_domain(_untyped())
        by_type = untyped.grouped("oplus_type_proposed_id")
        by_type.pop(self.env["crm.opportunity.type"], None)
        if not by_type:
            raise UserError(
                self.env._(
                    "No type is proposed for these opportunities. Choose one in the"
                    " column Opportunity Type."
                )
            )
        for proposed, leads in by_type.items():
            leads.opportunity_type_id = proposed
        message = self.env._(
            "Opportunities that have got a type: %s", sum(map(len, by_type.values()))
        )
        return telling(message, reloading())


def _untyped():
    return [("type", "=", "opportunity"), ("opportunity_type_id", "=", False)]
