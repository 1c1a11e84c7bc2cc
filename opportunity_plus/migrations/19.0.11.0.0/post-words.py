# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words of version 19.0.10.0.0 in Thai and Vietnamese that have become others.

What somebody has worded otherwise stays.
"""

import json
from pathlib import Path

from odoo.modules.migration import load_script
from odoo.tools.misc import file_path

EARLIER = "opportunity_plus/migrations/19.0.10.0.0/post-words.py"
REPLACED = json.loads(Path(__file__).with_name("replaced_words.json").read_text())


def migrate(cr, version):
    script = load_script(file_path(EARLIER), "post-words")
    script.REPLACED = REPLACED
    script.migrate(cr, version)
