# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Companies: all of them, and the one that records without a company follow."""


def every_company(env):
    """Return the model of companies, for settings and currencies of all of them."""
    # sudo: they apply to users who may not read the companies
    return env["res.company"].sudo()


def main_company(env):
    """Return Odoo's main company without a query to check that it exists."""
    id_ = env["ir.model.data"]._xmlid_to_res_id("base.main_company")
    companies = every_company(env)
    return companies.browse(id_) if id_ else companies._get_main_company()
