# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class AccountMoveReversal(models.TransientModel):
    """*Reverse and Create Invoice*: the new invoice is for the same opportunity."""

    _inherit = "account.move.reversal"

    def reverse_moves(self, is_modify=False):
        moves = self.move_ids
        action = super().reverse_moves(is_modify=is_modify)
        if is_modify:
            # Odoo makes them in this order, without ``copy``
            moves._oplus_document_pass_on(self.new_move_ids.sorted("id"))
        return action
