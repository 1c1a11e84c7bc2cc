# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The company whose currency and time zone apply to records without a company."""


def main_company(env):
    """Return Odoo's main company, without a query to check that it exists."""
    id_ = env["ir.model.data"]._xmlid_to_res_id("base.main_company")
    # sudo: users need its currency and time zone without access to that company
    companies = env["res.company"].sudo()
    return companies.browse(id_) if id_ else companies._get_main_company()
