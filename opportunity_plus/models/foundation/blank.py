# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Detect names, notes and reasons that a reader would see as empty."""

import html
import unicodedata

from odoo.exceptions import ValidationError
from odoo.tools.mail import is_html_empty

# Unicode counts these as letters, but they show nothing: Hangul fillers and the
# empty Braille pattern
SHAPELESS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_blank(text):
    """Return whether a text shows nothing to a reader.

    White space, invisible characters (also as HTML entities) and empty HTML tags are
    blank. A picture or an icon is not.

    :param text: text or HTML; any other type is converted to text
    """
    text = str(text or "")
    if "<" not in text and "&" not in text:  # names of thousands are plain text
        return not any(map(_is_visible, text))
    text = html.unescape(text)
    return is_html_empty("".join(c if _is_visible(c) else " " for c in text))


def _is_visible(character):
    category = unicodedata.category(character)
    return character not in SHAPELESS and (category[0] in "LNPS" or category == "Co")


def check_names(records):
    """Refuse records whose name is blank.

    :raise ValidationError: a name is blank
    """
    if any(is_blank(record.name) for record in records):
        raise ValidationError(records.env._("The name is blank. Enter a name."))
