# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words in Thai and Vietnamese of any earlier version that have become others, those of
mail templates included. What somebody has worded otherwise stays."""

import json
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.modules.migration import load_script
from odoo.tools.misc import file_path

EARLIER = "opportunity_plus/migrations/19.0.10.0.0/post-words.py"
REPLACED = json.loads(Path(__file__).with_name("replaced_words.json").read_text())
# what no screen shows any more, and is in no file
UNTRANSLATED = [
    "opportunity_plus.field_crm_lead_closing__lead_id",
    "opportunity_plus.field_crm_lead_contact_state__lead_id",
]


def migrate(cr, version):
    script = load_script(file_path(EARLIER), "post-words")
    script.REPLACED = REPLACED
    script.migrate(cr, version)
    env = api.Environment(cr, SUPERUSER_ID, {})
    installed = {code for code, _name in env["res.lang"].get_installed()}
    for lang in installed & REPLACED.keys():
        fields = env["ir.model.fields"]
        script.forget(fields, "field_description", UNTRANSLATED, lang)
