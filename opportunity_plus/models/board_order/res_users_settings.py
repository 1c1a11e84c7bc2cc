# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import fields, models
from odoo.exceptions import UserError

FIELD = "oplus_board_orders"
BOARD = re.compile(r"\d{1,10},\d{1,10}(,today)?")
ORDER = re.compile(r"[a-z_]{1,64} (asc|desc)")
MOST_BOARDS = 100


class ResUsersSettings(models.Model):
    """How a user has sorted the boards of opportunities.

    A board is named by the ids of its action and view, an order by field and way:
    ``{"312,845": "date_deadline asc"}``. The web client gets them with the session, on
    any machine.
    """

    _inherit = "res.users.settings"

    oplus_board_orders = fields.Json(export_string_translation=False)

    def set_res_users_settings(self, new_settings):
        """Add what was chosen for a board to what was chosen for others, maybe on
        another machine; False takes a choice back."""
        if not isinstance(new_settings, dict):
            raise self._oplus_board_order_invalid()
        if FIELD in new_settings:
            orders = self._oplus_board_orders_after(new_settings[FIELD])
            new_settings = {**new_settings, FIELD: orders}
        return super().set_res_users_settings(new_settings)

    def _oplus_board_order_invalid(self):
        return UserError(self.env._("This is not an order of a board."))

    def _oplus_board_orders_after(self, chosen):
        self.ensure_one()
        if not isinstance(chosen, dict) or not all(
            is_choice(board, order) for board, order in chosen.items()
        ):
            raise self._oplus_board_order_invalid()
        orders = {**(self[FIELD] or {}), **chosen}
        if len(orders) > MOST_BOARDS:
            orders = chosen  # nobody uses that many
        return {board: order for board, order in orders.items() if order}


def is_choice(board, order):
    """Return whether a value names a board, and another how to sort it."""
    if not BOARD.fullmatch(board):
        return False
    return order is False or isinstance(order, str) and bool(ORDER.fullmatch(order))
