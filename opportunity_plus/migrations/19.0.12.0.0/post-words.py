# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words in Thai and Vietnamese: those of earlier versions that have become others, and
those of Odoo.

The update to 19.0.8.0.0 loaded the add-on's words over those that Odoo has for its own
models and fields. What somebody has worded otherwise stays.
"""

import json
from pathlib import Path

from psycopg2.extras import Json

from odoo import SUPERUSER_ID, api
from odoo.modules.migration import load_script
from odoo.tools import SQL
from odoo.tools.misc import file_path
from odoo.tools.translate import TranslationImporter, get_po_paths

EARLIER = "opportunity_plus/migrations/19.0.10.0.0/post-words.py"
REPLACED = json.loads(Path(__file__).with_name("replaced_words.json").read_text())
# what is called as in English today, which is in no file
UNTRANSLATED = ["opportunity_plus.field_crm_lead_reason__lead_ids"]
MODELS = ("ir.model", "ir.model.fields", "ir.model.fields.selection")
# Odoo's, with our word or without any; the first to know a record is its owner
FORGET = """
    UPDATE %(table)s one
       SET %(name)s = one.%(name)s - %(lang)s
      FROM jsonb_each_text(%(words)s) word
      JOIN ir_model_data known
        ON known.module || '.' || known.name = word.key AND known.model = %(model)s
CROSS JOIN LATERAL (
            SELECT module, name
              FROM ir_model_data
             WHERE model = known.model AND res_id = known.res_id
          ORDER BY id
             LIMIT 1) owner
     WHERE one.id = known.res_id AND owner.module <> known.module
       AND COALESCE(one.%(name)s ->> %(lang)s, word.value) = word.value
 RETURNING owner.module, owner.name
"""


def migrate(cr, version):
    script = load_script(file_path(EARLIER), "post-words")
    script.REPLACED = REPLACED
    script.migrate(cr, version)
    env = api.Environment(cr, SUPERUSER_ID, {})
    installed = {code for code, _name in env["res.lang"].get_installed()}
    for lang in installed & REPLACED.keys():
        fields = env["ir.model.fields"]
        script.forget(fields, "field_description", UNTRANSLATED, lang)
        give_back(env, lang)


def give_back(env, lang):
    """Load Odoo's words for its own models and fields in place of ours."""
    ours = TranslationImporter(env.cr, verbose=False)
    for path in get_po_paths("opportunity_plus", lang):
        ours.load_file(path, lang)
    owners = []
    for model in MODELS:
        for name, known in ours.model_translations[model].items():
            words = {xmlid: texts[lang] for xmlid, texts in known.items()}
            owners += forget(env[model], name, words, lang)
    theirs = TranslationImporter(env.cr, verbose=False)
    names = {f"{module}.{name}" for module, name in owners}
    for module in {module for module, _name in owners}:
        for path in get_po_paths(module, lang):
            theirs.load_file(path, lang, xmlids=names)
    theirs.save()


def forget(records, name, words, lang):
    """Forget our words in a field; return how the owners of the records call them."""
    statement = SQL(
        FORGET,
        table=SQL.identifier(records._table),
        name=SQL.identifier(name),
        model=records._name,
        lang=lang,
        words=Json(words),
    )
    # raw SQL: the ORM would store a translation in place of it
    return records.env.execute_query(statement)
