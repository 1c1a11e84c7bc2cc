# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Won stages get their category.

In the last state of 19.0.2.0.0, stages had a category already: a plain field with the
default *In Progress*, which the won stages got as well. Since then it is computed from
the mark of won stages. Odoo computes a stored field only for rows whose column is new,
so it left the column as it was. Where the column is new, Odoo computes it.
"""


def migrate(cr, version):
    cr.execute(
        "UPDATE crm_stage SET category = 'won' WHERE is_won AND category <> 'won'"
    )
