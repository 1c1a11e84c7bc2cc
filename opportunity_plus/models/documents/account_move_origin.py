# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class AccountMove(models.Model):
    """What a document was made for, and so its reversals and copies, too."""

    _inherit = "account.move"

    def _oplus_document_origin(self):
        """Return the opportunity that this, or what it reverses, was made for."""
        move, seen = self, self
        while not move.oplus_origin_id and move.reversed_entry_id - seen:
            move = move.reversed_entry_id
            seen |= move
        return move.oplus_origin_id

    def copy(self, default=None):
        """Link the copy to the same opportunity; a credit note follows its invoice."""
        copies, default = super().copy(default), default or {}
        if default.keys().isdisjoint({"opportunity_id", "reversed_entry_id"}):
            self._oplus_document_pass_on(copies)
        return copies

    def _oplus_document_pass_on(self, copies):
        """Give each copy the opportunity that its original was made for."""
        # sudo: the user may not read what the originals reverse and belong to
        origins = [
            move._oplus_document_passed_on(copied)
            for move, copied in zip(self.sudo(), copies.sudo(), strict=True)
        ]
        leads = self.env["crm.lead"].union(*origins).with_env(self.env)
        linkable = leads._oplus_document_linkable(is_derived=True)
        for origin, copied in zip(origins, copies, strict=True):
            copied._oplus_document_set_origin(origin & linkable)
            if origin - linkable:
                copied._message_log(body=self._oplus_text_left_out())

    def _oplus_document_passed_on(self, copied):
        """Return what a copy is made for. The copy of a reversal reverses nothing, so
        it needs a link of its own, unless its orders have one."""
        origin = self._oplus_document_origin()
        if origin or not self.reversed_entry_id or self.oplus_is_opportunity_divided:
            return origin
        return self.opportunity_id - copied.opportunity_ids

    def _oplus_text_left_out(self):
        return self.env._(
            "The original belongs to an opportunity that the user who copied it may not"
            " open. This copy has no opportunity."
        )
