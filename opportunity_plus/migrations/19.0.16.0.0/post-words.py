# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words in Thai and Vietnamese of any earlier version that have become others, those of
mail templates included. What somebody has worded otherwise stays, and so do Odoo's own
words for its models and fields."""

import json
from pathlib import Path

from odoo.modules.migration import load_script
from odoo.tools.misc import file_path

EARLIER = "opportunity_plus/migrations/19.0.12.0.0/post-words.py"
REPLACED = json.loads(Path(__file__).with_name("replaced_words.json").read_text())
# what no screen shows any more, and is in no file
UNTRANSLATED = [
    "opportunity_plus.field_crm_lead_closing__lead_id",
    "opportunity_plus.field_crm_lead_contact_state__lead_id",
]


def migrate(cr, version):
    script = load_script(file_path(EARLIER), "post-words")
    script.REPLACED, script.UNTRANSLATED = REPLACED, UNTRANSLATED
    script.migrate(cr, version)
