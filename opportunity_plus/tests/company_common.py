# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command


def company_abroad(env, rate, *users):
    """A company that these work for too; one unit of ours is so many of its own."""
    env = env(su=True)
    vals = {"name": "2020-01-01", "rate": rate, "company_id": False}
    currency = env["res.currency"].create(
        {"name": "OPX", "symbol": "x", "rate_ids": [Command.create(vals)]}
    )
    company = env["res.company"].create({"name": "Abroad", "currency_id": currency.id})
    for user in users:
        user.sudo().company_ids += company
    return company
