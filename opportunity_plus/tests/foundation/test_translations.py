# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

import polib

from odoo.tests import BaseCase, tagged
from odoo.tools.misc import file_path

LANGUAGES = ("th", "vi")
# names of values, and what is no word of a language
SAME = re.compile(r"(%\(\w+\)s|\{\w+\}|\{\{.*\}\}|[\s,:])+|id")
# Vietnamese has the same word
SAME_IN_VIETNAMESE = {"Email", "Lead", "Menu"}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTranslations(BaseCase):
    """Each text is translated into each language, and no translation is a guess."""

    def _entries(self, name):
        return polib.pofile(file_path(f"opportunity_plus/i18n/{name}"))

    def test_each_text_is_translated(self):
        template = {entry.msgid for entry in self._entries("opportunity_plus.pot")}
        for code in LANGUAGES:
            entries = self._entries(f"{code}.po")
            with self.subTest(code):
                self.assertEqual({entry.msgid for entry in entries}, template)
                self.assertFalse([entry.msgid for entry in entries if entry.fuzzy])
                missing = {
                    entry.msgid
                    for entry in entries
                    if not entry.msgstr and not SAME.fullmatch(entry.msgid)
                }
                known = SAME_IN_VIETNAMESE if code == "vi" else set()
                self.assertEqual(missing, known)

    def test_values_are_named_as_in_english(self):
        """A misspelled name of a value would show the English text."""
        names = re.compile(r"%\((\w+)\)[sd]|%[sd]")
        for code in LANGUAGES:
            for entry in self._entries(f"{code}.po"):
                if entry.msgstr:
                    with self.subTest(entry.msgid, lang=code):
                        there = sorted(names.findall(entry.msgstr))
                        self.assertEqual(there, sorted(names.findall(entry.msgid)))
