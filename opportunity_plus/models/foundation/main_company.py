# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The company of what belongs to none."""


def main_company(env):
    """Odoo's main company, without a query each time whether it is still there."""
    id_ = env["ir.model.data"]._xmlid_to_res_id("base.main_company")
    # sudo: its currency and time zone, for whoever reads what has no company
    companies = env["res.company"].sudo()
    return companies.browse(id_) if id_ else companies._get_main_company()
