# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError


class ReopeningRefused(AccessError):
    """The user may not reopen or change a closed opportunity.

    Programs may handle it as an ``AccessError``. The web client recognizes it by its
    name and offers to request the reopening of the opportunities in
    ``context["lead_ids"]``.

    :param lead_ids: ids of these opportunities
    """

    def __init__(self, message, lead_ids):
        super().__init__(message)
        self.context = {"lead_ids": list(lead_ids)}
