# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The last fields and methods on models of others that had names which could clash."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

BEFORE = Path(__file__).parents[1] / "19.0.1.1.0" / "pre-migration.py"

# by model; methods are named by the add-on's views and record rules
FIELDS = {
    "account.move": {"opportunity_origin_id": "oplus_origin_id"},
    "crm.lead": {
        "tick_ids": "oplus_tick_ids",
        "opportunity_type_proposed_id": "oplus_type_proposed_id",
    },
    "res.partner": {
        "action_view_opportunity_interactions": "oplus_action_view_interactions",
    },
    "res.users": {
        "opportunity_share_ids": "oplus_share_ids",
        "_opportunity_documents": "_oplus_documents",
        "_opportunity_granted": "_oplus_granted",
        "_opportunity_is_narrowed": "_oplus_is_narrowed",
    },
}
# the name of a field of other models, too
COUNT = r"\mopportunity_count\M"


def migrate(cr, version):
    if version:
        renaming = _renaming()
        renaming.FIELDS, renaming.ACTIONS = FIELDS, ()
        renaming.migrate(cr, version)
        renaming._rename_field(
            cr, "account.move", "opportunity_count", "oplus_opportunity_count"
        )
        _rename_count(cr)


def _renaming():
    """Return the migration that renamed the first of them."""
    spec = spec_from_file_location("opportunity_plus_renaming", BEFORE)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rename_count(cr):
    cr.execute(
        """
        UPDATE ir_ui_view AS record
           SET arch_db = regexp_replace(
                   record.arch_db::text, %(old)s, 'oplus_opportunity_count', 'g'
               )::jsonb
          FROM ir_model_data AS known
         WHERE known.module = 'opportunity_plus'
           AND known.model = 'ir.ui.view' AND known.res_id = record.id
           AND record.model = 'account.move' AND record.arch_db::text ~ %(old)s
        """,
        {"old": COUNT},
    )
