# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What counts as text where a text is asked for."""

import html
import unicodedata

from odoo.exceptions import ValidationError
from odoo.tools.mail import is_html_empty

# letters without a shape: Hangul fillers and the empty Braille pattern
SHAPELESS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_blank(text):
    """Whether a reason, note or name shows nothing to a reader.

    Blanks are white space and invisible characters of any kind, also written as HTML,
    and tags around nothing. A picture or an icon is no blank.

    :param text: text or HTML, of any type that a caller may send
    """
    text = html.unescape(str(text or ""))
    return is_html_empty("".join(c if _is_visible(c) else " " for c in text))


def _is_visible(character):
    category = unicodedata.category(character)
    return character not in SHAPELESS and (category[0] in "LNPS" or category == "Co")


def check_names(records):
    """Refuse records whose name shows nothing, as a required field refuses none.

    :raise ValidationError: one of them has such a name
    """
    if any(is_blank(record.name) for record in records):
        raise ValidationError(records.env._("The name consists of blanks. Enter one."))
