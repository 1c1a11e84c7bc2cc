# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The groups that decide on what a user may do with opportunities."""

SALESMAN = "sales_team.group_sale_salesman"
ALL_DOCUMENTS = "sales_team.group_sale_salesman_all_leads"
ADMIN = "sales_team.group_sale_manager"
SUPERVISOR = "opportunity_plus.group_supervisor"
FINANCE = "opportunity_plus.group_finance"


def administrators(env):
    """Return the active sales administrators."""
    # sudo: users may not read the groups of other users
    users = env.ref(ADMIN).sudo().all_user_ids
    return users.filtered(lambda user: user.active and not user.share)
