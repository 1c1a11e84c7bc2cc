# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The stage history becomes a view of the ledger: put its table aside."""


def migrate(cr, version):
    cr.execute("ALTER TABLE crm_lead_stage_history RENAME TO opportunity_plus_stay")
