# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The e-mail about a big deal that was put off tells the former date, too.

Odoo leaves the template alone, since users change it. Where its text is still one that
was shipped, it becomes the text of today; in other languages by the loading of
translations that follows.
"""

from hashlib import md5

from psycopg2.extras import Json

TEMPLATE = """
    SELECT template.id, body_html
      FROM mail_template template
      JOIN ir_model_data known ON known.res_id = template.id
     WHERE known.module = 'opportunity_plus' AND known.model = 'mail.template'
       AND known.name = 'mail_template_alert' AND body_html ? 'en_US'
"""
STORE = "UPDATE mail_template SET body_html = %s WHERE id = %s"
# the texts of earlier versions
SHIPPED = {
    "en_US": ("8d3ec15f5052f8af5752529bc778b213", "4cd828067636bf918c3ebbd388f71218"),
    "th_TH": (
        *("a59ae4c9fac1cdac2fa6838893214eaf", "cc4d2b01c88ca873f9083027892a3ee3"),
        "463982636f756efc53a24595e274ef9c",
    ),
    "vi_VN": (
        *("c89fee575814af6224f9491dd5c19144", "e8a7bbb900e7b53a577e3d47941e0992"),
        *("0e2b320b07908802a5c3d75d27f23c14", "c7ec8a981d7df74e8d3822fce5e7ca38"),
    ),
}
REPLACED = {
    ">Probability</td>": ">Closing Rate</td>",
    """                        <td t-out="format_date(object.date_deadline) or ''"/>
""": """                        <td>
                            <s t-if="object.kind == 'slipped'" \
t-out="format_date(object.date_deadline_before)"/>
                            <t t-out="format_date(object.date_deadline)"/>
                        </td>
""",
}


def migrate(cr, version):
    cr.execute(TEMPLATE)
    for id_, texts in cr.fetchall():
        kept = {
            lang: text for lang, text in texts.items() if not is_shipped(lang, text)
        }
        if "en_US" not in kept:
            kept["en_US"] = renewed(texts["en_US"])
        # raw SQL: the ORM would write the languages one by one, and mark them as edited
        cr.execute(STORE, [Json(kept), id_])


def is_shipped(lang, text):
    # no secret: it saves repeating long texts
    digest = md5(text.encode(), usedforsecurity=False).hexdigest()
    return digest in SHIPPED.get(lang, ())


def renewed(text):
    for old, new in REPLACED.items():
        text = text.replace(old, new)
    return text
