# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import models

# stands for what differs in a sentence of the ledger
ANY = "\N{OBJECT REPLACEMENT CHARACTER}"


class CrmStage(models.Model):
    """Moves that conditions would not have stopped, since the ledger says that they
    were not asked, or overridden."""

    _inherit = "crm.stage"

    def _oplus_test_exempt(self, rows):
        """Return the rows of such moves.

        :param rows: of the ledger
        """
        pattern = self._oplus_test_exempt_pattern()
        return rows.filtered(lambda row: row.reason and pattern.search(row.reason))

    def _oplus_test_exempt_pattern(self):
        """Return what the ledger says of them, in the language of whoever moved."""
        sentences = {
            re.escape(text).replace(ANY, ".*")
            for code, _name in self.env["res.lang"].get_installed()
            for text in self.with_context(lang=code)._oplus_test_exempt_texts()
        }
        return re.compile(
            f"^(?:{'|'.join(sorted(sentences))})$", re.MULTILINE | re.DOTALL
        )

    def _oplus_test_exempt_texts(self):
        leads = self.env["crm.lead"]
        return (
            leads._oplus_condition_told_override(ANY, ANY),
            leads._oplus_condition_told_not_asked(ANY),
            self._oplus_disabling_reason(ANY),
        )
