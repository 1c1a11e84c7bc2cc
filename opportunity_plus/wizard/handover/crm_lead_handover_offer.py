# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_amount

from ...models.foundation.actions import form_of
from ...models.handover.res_users import DECLINED


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
    figures = fields.Text(compute="_compute_figures")

    @api.depends("owner_ids")
    @api.depends_context("uid", "lang", "company")
    def _compute_figures(self):
        """Tell how many open opportunities there are and what they are worth, as far as
        the current user may read them."""
        for offer in self:
            figures = offer.owner_ids._oplus_handover_figures()
            lines = [
                self._handover_said(user, *figures[user])
                if user in figures
                else user.name
                for user in (offer.owner_ids if figures else ())
            ]
            if figures and len(offer.owner_ids) > 1:
                message = self.env._("Each of them gets a handover of their own.")
                lines.append(message)
            offer.figures = "\n".join(lines)

    def _handover_said(self, user, count, value):
        return self.env._(
            "%(name)s: %(count)s open, expected revenue %(amount)s",
            name=user.name,
            count=count,
            amount=format_amount(self.env, value, self.env.company.currency_id),
        )

    def _handover_open(self, users, owners):
        offer = self.create({"user_ids": users.ids, "owner_ids": owners.ids})
        return form_of(offer, name=self.env._("Open Opportunities"), target="new")

    def action_handover(self):
        """Open a new handover of the user, or the new handovers of several users."""
        return self._handover_new()

    def action_handover_archive(self):
        """Open handovers that end with archiving; archive those at once who have
        nothing to hand over, with the rights of the current user."""
        others = self.user_ids - self.owner_ids
        others.with_context(**{DECLINED: True}).action_archive()
        return self._handover_new(archive_user=True)

    def _handover_new(self, **vals):
        if len(self.owner_ids) > 1:
            return self._handover_drafts(vals)
        action = self.owner_ids.oplus_action_handover()
        defaults = {f"default_{name}": value for name, value in vals.items()}
        return action | {"context": action["context"] | defaults}

    def _handover_drafts(self, vals):
        """Create a handover of each user, and list them: each gets its successors."""
        handovers = self.env["crm.lead.handover"].create(
            [{"user_id": owner.id, **vals} for owner in self.owner_ids]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_handover_action"
        )
        return action | {"domain": [("id", "in", handovers.ids)]}

    def action_archive(self):
        """Archive the users anyway, with the rights of the current user."""
        self.user_ids.with_context(**{DECLINED: True}).action_archive()
        return {"type": "ir.actions.act_window_close"}
