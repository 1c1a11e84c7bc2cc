# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import DataError, IntegrityError

from odoo import models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

# in the order of ids, so that two runs do not deadlock
CLAIM_CUSTOMERS = """
    UPDATE res_partner
       SET write_uid = write_uid
     WHERE id IN (
               SELECT id
                 FROM res_partner
                WHERE id = ANY(%s)
             ORDER BY id
                  FOR NO KEY UPDATE
           )
"""
# errors of a single opportunity; any other error stops the run
REFUSED = (UserError, IntegrityError, DataError)


class CrmLeadOpeningRun(models.Model):
    """Opens the opportunities of one batch."""

    _inherit = "crm.lead.opening.run"

    def _opening_deal_with(self, rows):
        self._opening_claim(rows)
        plans = self._opening_plans(rows)
        skipped = rows.filtered(lambda row: plans[row][0])
        for row in skipped:
            row._system_write({"state": "skipped", "reason": plans[row][0]})
        self._opening_carry_out(rows - skipped)

    def _opening_claim(self, rows):
        """Make runs for the same customers, or in the same campaign, take turns: no
        customer is called twice.

        :raise UserError: the campaign was deleted
        """
        # raw SQL: an update without a change makes a concurrent run start again; after
        # a mere lock it would continue without seeing what this run has opened
        self.env.cr.execute(CLAIM_CUSTOMERS, [rows.partner_id.ids])
        if self.kind != "campaign":
            return
        # raw SQL: the same for the campaign
        self.env.cr.execute(
            "UPDATE utm_campaign SET write_uid = write_uid WHERE id = %s",
            [self.campaign_id.id or None],
        )
        if not self.env.cr.rowcount:
            raise UserError(
                self.env._("The campaign was deleted meanwhile. Choose another one.")
            )

    def _opening_carry_out(self, rows):
        """Open a batch at once. If that fails, open one by one, so that one error does
        not stop the others."""
        try:
            with self.env.cr.savepoint():
                self._oplus_opening_open(rows)
        except REFUSED:
            for row in rows:
                self._opening_carry_out_alone(row)

    def _opening_carry_out_alone(self, row):
        try:
            with self.env.cr.savepoint():
                self._oplus_opening_open(row)
        except REFUSED:
            _logger.info("%s: no opportunity", row, exc_info=True)
            row._system_write({"state": "skipped", "reason": "failed"})

    def _oplus_opening_open(self, rows):
        vals = {"campaign_id": self.campaign_id.id} if self.campaign_id else {}
        leads = self.env["crm.lead"]._oplus_opening_open(rows.partner_id, **vals)
        if self.kind == "campaign" and leads:
            self._opening_schedule(leads.values())
        now = self.env.cr.now()
        for row in rows:
            lead = leads[row.partner_id]
            row._system_write(
                row._opening_opened_vals(lead)
                | {"company_id": lead.company_id.id, "date": now}
            )

    def _opening_schedule(self, leads):
        """Plan the calls, with one INSERT for each salesperson."""
        first, *others = leads  # with the rights under which they were opened
        for user, group in first.union(*others).grouped("user_id").items():
            group.activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=self.date_call,
                summary=self.campaign_id.name,
                user_id=user.id,
            )
