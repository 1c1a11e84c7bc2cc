# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What earlier updates left behind: the file that *Reset Template* reads, which has
moved, the former name of a foreign key, and notes of foreign keys that are gone."""

MOVED = """
    UPDATE mail_template template
       SET template_fs = 'opportunity_plus/data/alerts/big_deal_mail_template.xml'
      FROM ir_model_data known
     WHERE known.module = 'opportunity_plus' AND known.model = 'mail.template'
       AND known.name = 'mail_template_alert' AND known.res_id = template.id
"""
FORMER, PRESENT = (
    f"account_move_{column}_fkey"
    for column in ("opportunity_origin_id", "oplus_origin_id")
)
KNOWN = "SELECT FROM pg_constraint WHERE conname = %s"
RENAME = f"ALTER TABLE account_move RENAME CONSTRAINT {FORMER} TO {PRESENT}"
NOTED = "UPDATE ir_model_constraint SET name = %s WHERE name = %s"
GONE = """
    DELETE FROM ir_model_constraint noted
     USING ir_module_module module
     WHERE module.id = noted.module AND module.name = 'opportunity_plus'
       AND noted.type = 'f'
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = noted.name)
"""


def migrate(cr, version):
    cr.execute(MOVED)
    cr.execute(KNOWN, [FORMER])
    if cr.rowcount:
        cr.execute(RENAME)
        cr.execute(NOTED, [PRESENT, FORMER])
    cr.execute(GONE)
