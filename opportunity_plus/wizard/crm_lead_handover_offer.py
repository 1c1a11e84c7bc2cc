# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..models.handover.res_users import DECLINED


class CrmLeadHandoverOffer(models.TransientModel):
    """Dialog that opens before users with open opportunities are archived."""

    _name = "crm.lead.handover.offer"
    _description = "Handover before Archiving"

    user_ids = fields.Many2many(
        "res.users", "crm_lead_handover_offer_user_rel", string="Users", readonly=True
    )
    owner_ids = fields.Many2many(
        "res.users",
        "crm_lead_handover_offer_owner_rel",
        string="Users with Open Opportunities",
        readonly=True,
    )

    def _handover_open(self, users, owners):
        offer = self.create({"user_ids": users.ids, "owner_ids": owners.ids})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Opportunities"),
            "res_model": self._name,
            "res_id": offer.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def action_handover(self):
        """Open a new handover of the first of the users."""
        return self.owner_ids[:1].oplus_action_handover()

    def action_archive(self):
        """Archive the users anyway, with the rights of the current user."""
        self.user_ids.with_context(**{DECLINED: True}).action_archive()
        return {"type": "ir.actions.act_window_close"}
