# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def migrate(cr, version):
    """The indexes of links are those of their fields now."""
    cr.execute(
        "ALTER INDEX IF EXISTS crm_lead_revision_lead_idx"
        " RENAME TO crm_lead_revision__lead_id_index"
    )
    cr.execute(
        "DROP INDEX IF EXISTS crm_lead_handover_line_todo_idx,"
        " crm_lead_opening_todo_idx"
    )
