# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError


class ReopeningRefused(AccessError):
    """A closed opportunity is taken back or changed by somebody who may not.

    Programs see an ``AccessError``. The web client knows it by its name and offers to
    request the reopening of the opportunities in ``context``.
    """

    def __init__(self, message, lead_ids):
        super().__init__(message)
        self.context = {"lead_ids": list(lead_ids)}
