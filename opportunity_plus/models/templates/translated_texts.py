# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Copies texts with their translations to a record of another model.

Odoo copies translations only to a record of the same model.
"""

from collections import defaultdict


def copy_texts(source, target, names):
    """Copy the translations of fields.

    :param source: a record that has the texts in all languages
    :param target: a record that has them in English
    :param names: names of translated fields that both models have
    """
    for name in names:
        field = source._fields[name]
        stored = _stored_texts(source, field)
        english = stored.pop("en_US", None)
        if not english or not stored:
            continue
        if field.translate is True:
            target.update_field_translations(name, stored)
        else:
            terms = field.get_translation_dictionary(english, stored)
            target.update_field_translations(name, _by_language(terms))


def texts(record, name):
    """Return the texts of a translated field in all languages, without their case."""
    stored = _stored_texts(record, record._fields[name])
    return {text.strip().casefold() for text in stored.values()}


def _stored_texts(record, field):
    """Return texts by language, for installed languages."""
    languages = {code for code, _name in record.env["res.lang"].get_installed()}
    stored = field._get_stored_translations(record) or {}
    return {
        language: stored.get(f"_{language}", text)
        for language, text in stored.items()
        if language in languages | {"en_US"} and text
    }


def _by_language(terms):
    """Turn translations by term into terms by language."""
    translations = defaultdict(dict)
    for term, translated in terms.items():
        for language, text in translated.items():
            translations[language][term] = text
    return translations
