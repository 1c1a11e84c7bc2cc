# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Words of earlier versions in Thai and Vietnamese that have become others.

An update leaves translations alone that are stored already. Those that are still as an
earlier version has shipped them are forgotten here, so that the loading of translations
that follows brings those of today. What somebody has worded otherwise stays.
"""

import json
from pathlib import Path

from psycopg2.extras import Json

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL
from odoo.tools.translate import TranslationImporter, get_po_paths

# texts by language
REPLACED = json.loads(Path(__file__).with_name("replaced_words.json").read_text())
STORED = """
    SELECT one.id, one.%(name)s
      FROM %(table)s one
      JOIN ir_model_data known ON known.res_id = one.id AND known.model = %(model)s
     WHERE known.module || '.' || known.name = ANY(%(known)s)
       AND one.%(name)s ->> %(lang)s IS NOT NULL
"""


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    installed = {code for code, _name in env["res.lang"].get_installed()}
    for lang in installed & REPLACED.keys():
        importer = TranslationImporter(cr, verbose=False)
        for path in get_po_paths("opportunity_plus", lang):
            importer.load_file(path, lang)
        for shipped in importer.model_translations, importer.model_terms_translations:
            for model, names in shipped.items():
                for name, known in names.items():
                    forget(env[model], name, [*known], lang)


def forget(records, name, known, lang):
    """Forget the words of earlier versions in a field.

    :param known: external ids of the records that we have words for
    """
    column = {
        "table": SQL.identifier(records._table),
        "name": SQL.identifier(name),
        "model": records._name,
        "known": known,
        "lang": lang,
    }
    for id_, stored in records.env.execute_query(SQL(STORED, **column)):
        kept = without(records._fields[name], stored, lang, set(REPLACED[lang]))
        if kept != stored:
            # raw SQL: the ORM would store a translation in place of it
            store = SQL(
                "UPDATE %s SET %s = %s WHERE id = %s",
                column["table"],
                column["name"],
                Json(kept),
                id_,
            )
            records.env.cr.execute(store)


def without(field, stored, lang, texts):
    """Return translations of a field without those that are one of some texts."""
    if field.translate is True:
        is_replaced = stored[lang] in texts
        return {
            code: text
            for code, text in stored.items()
            if not (is_replaced and code == lang)
        }
    told = field.get_translation_dictionary(stored["en_US"], {lang: stored[lang]})
    kept = {term: words[lang] for term, words in told.items()}
    if texts.isdisjoint(kept.values()):
        return stored
    own = {term: text for term, text in kept.items() if text not in texts}
    return stored | {lang: field.translate(own.get, stored["en_US"])}
