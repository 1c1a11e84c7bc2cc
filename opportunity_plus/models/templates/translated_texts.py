# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Adds translations of texts to a record of another model.

Odoo copies translations only to a record of the same model.
"""

from collections import defaultdict


def lacking_texts(source, target, names):
    """Return the translations that a record lacks.

    :param source: a record that has the texts in all languages
    :param target: a record that may have them; where its English text is another one,
        it needs no translation of this one
    :param names: names of translated fields that both models have
    :return: texts by language, by name of the field
    """
    lacking = {}
    for name in names:
        field, known = source._fields[name], target._fields[name]
        stored, there = _stored_texts(source, field), _stored_texts(target, known)
        english = stored.pop("en_US", None)
        if english and there.get("en_US") == english:
            missing = {code: text for code, text in stored.items() if code not in there}
            lacking |= {name: missing} if missing else {}
    return lacking


def fill_texts(source, target, names):
    """Add the translations that a record lacks, see :func:`lacking_texts`."""
    for name, missing in lacking_texts(source, target, names).items():
        field = source._fields[name]
        if field.translate is not True:
            english = _stored_texts(source, field)["en_US"]
            terms = field.get_translation_dictionary(english, missing)
            missing = _by_language(terms)
        target.update_field_translations(name, missing)


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
