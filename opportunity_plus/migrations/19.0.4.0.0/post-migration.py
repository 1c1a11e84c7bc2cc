# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Won stages get their category, which an update did not always give them."""


def migrate(cr, version):
    cr.execute(
        "UPDATE crm_stage SET category = 'won' WHERE is_won AND category <> 'won'"
    )
