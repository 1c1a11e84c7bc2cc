# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL

from ..foundation.actions import form_of

# what is looked at
NUMBERS = """
    SELECT (SELECT count(*) FROM crm_lead WHERE type = 'opportunity') AS lead_count,
           (SELECT count(*) FROM crm_lead_revision) AS row_count,
           (SELECT count(*) FROM crm_big_deal_alert) AS alert_count,
           (SELECT count(DISTINCT move_id) FROM account_move_opportunity_rel)
               AS document_count
"""


class CrmRecordCheck(models.TransientModel):
    """A look at what must hold of the records of any database, whichever company they
    belong to. It changes none of them.

    Whoever may read this model may know how many records are wrong, whoever may read
    those; a list shows what its reader may read.
    """

    _name = "crm.record.check"
    _description = "Check of the Records"

    lead_count = fields.Integer(export_string_translation=False)
    row_count = fields.Integer(export_string_translation=False)
    alert_count = fields.Integer(export_string_translation=False)
    document_count = fields.Integer(export_string_translation=False)
    summary = fields.Char(compute="_compute_summary", export_string_translation=False)
    line_ids = fields.One2many(
        "crm.record.check.line", "check_id", export_string_translation=False
    )

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Check the Records")

    @api.depends("line_ids", "lead_count", "row_count", "alert_count", "document_count")
    @api.depends_context("lang")
    def _compute_summary(self):
        for check in self:
            numbers = self.env._(
                "Checked: %(leads)s opportunities, %(rows)s rows of the ledger,"
                " %(alerts)s big-deal alerts, and %(documents)s invoices and credit"
                " notes.",
                leads=check._shown(check.lead_count),
                rows=check._shown(check.row_count),
                alerts=check._shown(check.alert_count),
                documents=check._shown(check.document_count),
            )
            found = self.env._("Nothing is wrong.")
            if check.line_ids:
                found = self.env._("Something is wrong.")
            check.summary = f"{found} {numbers}"

    def _shown(self, number):
        return self.env["ir.qweb.field.integer"].value_to_html(number, {})

    def action_check(self):
        """Check all records, and open the page that tells what is wrong.

        Called on no record, and by the page on itself, to check again.

        :raise AccessError: the user is no sales administrator
        """
        self.browse().check_access("read")
        check = self._check_run()
        return form_of(check, name=check.display_name)

    @api.model
    def _check_run(self):
        faults = self._check_faults()
        # raw SQL: all records, whoever may read them
        [numbers] = self.env.execute_query_dict(SQL(NUMBERS))
        lines = [
            Command.create({"kind": kind, "count": len(ids), "record_ids": ids})
            for kind, ids in faults.items()
        ]
        # sudo: nobody writes what a check has found
        check = self.sudo().create({**numbers, "line_ids": lines})
        return check.with_env(self.env)

    @api.model
    def _check_faults(self):
        """Return the ids of what is wrong, by kind."""
        return {
            **self.env["crm.lead.revision"]._ledger_faults(),
            **self.env["crm.lead.contact.state"]._state_faults(),
            **self.env["crm.big.deal.alert"]._alert_faults(),
            **self.env["account.move"]._oplus_document_faults(),
        }

    def _check_sentences(self):
        """Yield what was found, line by line, for a reader of plain text."""
        yield self.summary
        for line in self.line_ids:
            yield line._check_sentence()
