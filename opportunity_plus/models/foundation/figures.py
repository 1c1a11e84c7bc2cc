# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError


def check_figure(env, name, figures):
    """Refuse what is not the name of a figure.

    :raise UserError: tells to reload the page
    """
    if not isinstance(name, str) or name not in figures:
        raise UserError(env._("There is no such figure. Reload the page."))
