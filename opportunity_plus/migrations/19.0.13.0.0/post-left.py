# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The group that the menu of the ledger had in 19.0.8.0.0: updates take none away."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    name = "opportunity_plus.crm_lead_revision_menu"
    menu = env.ref(name, raise_if_not_found=False)
    former = env.ref("sales_team.group_sale_salesman_all_leads")
    if menu and menu.group_ids == former:
        menu.group_ids = False
