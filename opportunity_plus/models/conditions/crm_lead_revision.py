# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

EXPLAINED = """
    UPDATE crm_lead_revision revision
       SET reason = concat_ws(E'\\n', NULLIF(reason, ''), told.text)
      FROM unnest(%(numbers)s::integer[], %(texts)s::text[]) told (number, text)
     WHERE revision.lead_number = told.number AND revision.token = %(token)s
       AND COALESCE(strpos(revision.reason, told.text), 0) = 0
"""


class CrmLeadRevision(models.Model):
    _inherit = "crm.lead.revision"

    def _revision_explain(self, texts, transaction):
        """Add a text to the reason of rows that this transaction wrote.

        :param texts: text by id of the opportunity
        """
        numbers, lines = [*texts], [*texts.values()]
        # raw SQL: nobody writes rows through the ORM, and a batch is one statement
        self.env.cr.execute(
            SQL(EXPLAINED, numbers=numbers, texts=lines, token=transaction.token)
        )
        self._revision_invalidate()
