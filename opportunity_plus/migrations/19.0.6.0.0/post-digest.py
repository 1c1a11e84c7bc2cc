# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's own digest has the three figures of the pipeline, as after an installation."""

from odoo import SUPERUSER_ID, api

# not where somebody has decided about one of them
SHOWN = """
    UPDATE digest_digest
       SET kpi_oplus_pipeline = TRUE, kpi_oplus_weighted = TRUE, kpi_oplus_won = TRUE
     WHERE id = %s AND kpi_oplus_pipeline IS NULL AND kpi_oplus_weighted IS NULL
       AND kpi_oplus_won IS NULL
"""


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    digest = env.ref("digest.digest_digest_default", raise_if_not_found=False)
    if digest:
        # raw SQL: Odoo does not tell "never chosen" from "no"
        cr.execute(SHOWN, [digest.id])
        digest.invalidate_recordset()
