# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command


class CrmLeadSharing(models.TransientModel):
    _name = "crm.lead.sharing"
    _description = "Share Opportunities"

    lead_ids = fields.Many2many("crm.lead", string="Opportunities", required=True)
    user_ids = fields.Many2many(
        "res.users",
        string="Share with",
        required=True,
        domain="[('share', '=', False), ('id', '!=', uid)]",
    )
    access = fields.Selection(
        [("read", "Read and log notes"), ("write", "Edit")],
        required=True,
        default="read",
    )
    date_end = fields.Date("Until", help="The last day; empty for no end.")
    include_documents = fields.Boolean(
        "Documents", help="Also quotations, orders, invoices and credit notes."
    )

    @api.model
    def default_get(self, fields):
        result = super().default_get(fields)
        if "lead_ids" in fields and self.env.context.get("active_model") == "crm.lead":
            chosen = self.env.context.get("active_ids", [])
            result.setdefault("lead_ids", [Command.set(chosen)])
        return result

    def action_share(self):
        """Open all the opportunities to all the people; whoever has one of them
        already gets the new terms."""
        self.ensure_one()
        terms = {
            name: self[name] for name in ("access", "date_end", "include_documents")
        }
        known = self.lead_ids.share_ids.filtered(lambda s: s.user_id in self.user_ids)
        known.write(terms)
        pairs = {(share.lead_id, share.user_id) for share in known}
        self.env["crm.lead.share"].create(
            [
                {"lead_id": lead.id, "user_id": user.id, **terms}
                for lead in self.lead_ids
                for user in self.user_ids
                if (lead, user) not in pairs
            ]
        )
        message = self.env._(
            "Shared with %(names)s.", names=", ".join(self.user_ids.mapped("name"))
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
