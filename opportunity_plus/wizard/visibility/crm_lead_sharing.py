# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...models.foundation.actions import telling
from ...models.foundation.naming import names

TERMS = ("access", "date_end", "include_documents")
# most names of opportunities in one line of present terms
NAMES_SHOWN = 5


def _terms(record):
    """Return the terms of a share or of the dialog, in the format of a form."""
    return [
        record.access,
        fields.Date.to_string(record.date_end),
        record.include_documents,
    ]


def _names(shares):
    names = shares.lead_id.mapped("name")
    return ", ".join(names[:NAMES_SHOWN] + ["…"] * (len(names) > NAMES_SHOWN))


class CrmLeadSharing(models.TransientModel):
    _name = "crm.lead.sharing"
    _inherit = ["crm.lead.chosen.mixin"]
    _description = "Share Opportunities"

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
    date_end = fields.Date("Until", help="Last day of access. Leave empty for no end.")
    include_documents = fields.Boolean(
        "Documents", help="Also quotations, orders, invoices and credit notes."
    )

    present_terms = fields.Text(
        compute="_compute_present_terms", export_string_translation=False
    )
    # the terms that the dialog proposed; if the current ones differ, the user set them
    proposed_terms = fields.Json(export_string_translation=False)

    def _present_shares(self):
        """Return the active shares of the chosen users that the user may see."""
        shares = self.env["crm.lead.share"].search(
            [
                ("lead_id", "in", self.lead_ids.ids),
                ("user_id", "in", self.user_ids.ids),
            ]
        )
        return shares.filtered(lambda share: not share.is_expired)

    @api.depends("lead_ids", "user_ids")
    def _compute_present_terms(self):
        """List who already has access, one line per user and terms."""
        for sharing in self:
            found = sharing._present_shares().grouped(
                lambda share: f"{share.user_id.name}: {share._share_terms_text()}"
            )
            are_many = len(sharing.lead_ids) > 1
            sharing.present_terms = "\n".join(
                f"{line} ({_names(shares)})" if are_many else line
                for line, shares in found.items()
            )

    @api.onchange("lead_ids", "user_ids")
    def _onchange_people(self):
        """Propose the terms of the active shares, unless the user entered others."""
        default = _terms(self.new(self.default_get(list(TERMS))))
        present = {tuple(_terms(share)) for share in self._present_shares()}
        proposal = [*present.pop()] if len(present) == 1 else default
        if _terms(self) == (self.proposed_terms or default):
            self.update(dict(zip(TERMS, proposal, strict=True)))
        self.proposed_terms = proposal

    def action_share(self):
        """Share all the opportunities with all the users.

        Existing shares get the new terms.
        """
        self.ensure_one()
        terms = {name: self[name] for name in TERMS}
        known = self.lead_ids.oplus_share_ids.filtered(
            lambda s: s.user_id in self.user_ids
        )
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
        message = self.env._("Shared with %(names)s.", names=names(self.user_ids))
        return telling(message)
