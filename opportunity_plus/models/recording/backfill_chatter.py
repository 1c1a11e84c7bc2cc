# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
import re

from odoo import models
from odoo.tools import SQL
from odoo.tools.translate import get_translation

# tracked field of the opportunity -> type of its tracking values
TRACKED = {
    "stage_id": "integer",
    "lost_reason_id": "integer",
    "expected_revenue": "float",
    "user_id": "integer",
    "team_id": "integer",
    "probability": "float",
    "date_deadline": "datetime",
    "type": "char",
}

CHANGES = """
    CREATE TEMPORARY TABLE opportunity_plus_change ON COMMIT DROP AS
    SELECT message.res_id AS lead_id,
           COALESCE(%(merged_from)s, '') AS merged_from,
           change.field,
           date_trunc('second', COALESCE(value.create_date, message.date)) AS moment,
           value.id,
           message.id AS message_id,
           value.create_uid AS user_id,
           change.old_value,
           change.new_value
      FROM mail_tracking_value value
      JOIN mail_message message ON message.id = value.mail_message_id
      JOIN crm_lead lead ON lead.id = message.res_id
      JOIN ir_model_fields field ON field.id = value.field_id
CROSS JOIN LATERAL (%(values)s) change(field, old_value, new_value)
     WHERE message.model = 'crm.lead' AND lead.type = 'opportunity'
       AND field.model = 'crm.lead' AND field.name = ANY(%(fields)s)
       AND COALESCE(value.create_date, message.date) IS NOT NULL
       AND NOT EXISTS (
            SELECT FROM crm_lead_revision known WHERE known.lead_number = lead.id)
"""

# a tracking value of a plain field; the values travel as text, and one that was empty
# as '0' or '': NULL is what nobody tells
PLAIN = """
    SELECT %(name)s, COALESCE(value.%(old)s::text, %(empty)s),
           COALESCE(value.%(new)s::text, %(empty)s)
     WHERE field.name = %(name)s
"""

# an outcome was tracked by its label in the language of whoever changed it
OUTCOME = """
    SELECT 'won_status', %(labels)s::jsonb ->> value.old_value_char,
           %(labels)s::jsonb ->> value.new_value_char
     WHERE field.name = 'won_status'
"""

# before core knew outcomes, a loss and its end were tracked as a change of active
# together with the lost reason
ARCHIVED = """
    SELECT 'active', NULL,
           CASE value.new_value_integer WHEN 0 THEN 'lost' ELSE 'open' END
     WHERE field.name = 'active'
       AND (SELECT bool_or(other.name = 'lost_reason_id')
              FROM mail_tracking_value sibling
              JOIN ir_model_fields other ON other.id = sibling.field_id
             WHERE sibling.mail_message_id = message.id)
"""

LABELS = """
    SELECT jsonb_object_agg(
               label.value,
               CASE choice.value WHEN 'pending' THEN 'open' ELSE choice.value END)::text
      FROM ir_model_fields_selection choice
      JOIN ir_model_fields field ON field.id = choice.field_id
CROSS JOIN LATERAL jsonb_each_text(choice.name) label
     WHERE field.model = 'crm.lead' AND field.name = 'won_status'
"""

# core gives the messages that it moves in a merge a subject with the old name, and
# one more name before it in each further merge
MERGED_FROM = "substring(message.subject FROM %s)"

# what the next change of a field says of the time before it, or the previous
# change of the time after it
NEIGHBOUR = """
    (SELECT %(value)s
       FROM opportunity_plus_change change
      WHERE change.lead_id = moment.lead_id
        AND change.merged_from = moment.merged_from
        AND change.field = %(field)s
        AND (change.moment, change.id) %(beyond)s (moment.moment, moment.change_id)
   ORDER BY change.moment %(order)s, change.id %(order)s
      LIMIT 1)
"""

# a field at a moment: what the next change says of the time before it, or else its
# present value; of a merged opportunity that is what the previous change says.
# Most fields of most opportunities never change: those need no look at the changes
VALUE = """
    CASE WHEN moment.merged_from <> '' THEN COALESCE(%(next)s, %(previous)s)
         WHEN changed.fields @> ARRAY[%(field)s] THEN COALESCE(%(next)s, %(present)s)
         ELSE %(present)s END
"""
CHANGED = """
    (SELECT lead_id, merged_from, array_agg(field) AS fields
       FROM (SELECT DISTINCT lead_id, merged_from, field
               FROM opportunity_plus_change) change
   GROUP BY lead_id, merged_from)
"""


class CrmLeadRevision(models.Model):
    _inherit = "crm.lead.revision"

    def _chatter_changes(self):
        """What the chatter remembers of opportunities without history: SQL that
        makes the table ``opportunity_plus_change``, one row for a changed field.

        ``merged_from`` is empty for changes of the opportunity itself.
        """
        return SQL(
            CHANGES,
            merged_from=self._chatter_merged_from(),
            values=SQL(" UNION ALL ").join(
                [
                    *(self._chatter_plain(*field) for field in TRACKED.items()),
                    SQL(OUTCOME, labels=self._chatter_outcome_labels()),
                    SQL(ARCHIVED),
                ]
            ),
            fields=[*TRACKED, "won_status", "active"],
        )

    def _chatter_plain(self, name, kind):
        return SQL(
            PLAIN,
            name=name,
            empty="0" if kind in ("integer", "float") else "",
            old=SQL.identifier(f"old_value_{kind}"),
            new=SQL.identifier(f"new_value_{kind}"),
        )

    def _chatter_outcome_labels(self):
        """The outcome for each label in all languages, as JSON: those of Odoo, and
        those of the add-on, which was maybe removed and is back."""
        ((labels,),) = self.env.execute_query(SQL(LABELS))
        fields = self.env["ir.model.fields"]
        known = {}
        for code, _name in self.env["res.lang"].get_installed():
            words = fields.with_context(lang=code)._oplus_words()
            for value, label in words["won_status"]["selection"].items():
                known[label] = "open" if value == "pending" else value
        return json.dumps(known | json.loads(labels))

    def _chatter_merged_from(self):
        """The name of the merged opportunity that a message came from, in SQL."""
        source = "From %(source_name)s"
        prefixes = {
            re.escape(get_translation("crm", code, source, {"source_name": ""}))
            for code, _name in self.env["res.lang"].get_installed()
        }
        return SQL(MERGED_FROM, f"^(?:.*: )?(?:{'|'.join(prefixes)})(.+)$")

    def _chatter_value(self, field):
        """A field at a moment, for statements over a ``moment``, the ``lead`` it
        belongs to and the fields that ``changed``."""
        return SQL(
            VALUE,
            next=self._chatter_neighbour(field, after=True),
            previous=self._chatter_neighbour(field, after=False),
            present=SQL("lead.%s::text", SQL.identifier(field)),
            field=field,
        )

    def _chatter_neighbour(self, field, after):
        return SQL(
            NEIGHBOUR,
            field=field,
            value=SQL("change.old_value" if after else "change.new_value"),
            beyond=SQL(">" if after else "<="),
            order=SQL("ASC" if after else "DESC"),
        )
