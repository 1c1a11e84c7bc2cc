# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL


class CrmLead(models.Model):
    """What changes of an opportunity mean for its reminder and its plans."""

    _inherit = "crm.lead"

    def _oplus_reminder_follow(self, changes):
        """End reminders of opportunities whose date has moved or that were closed; pass
        on what is planned for those that were reassigned.

        :param changes: what the ledger has recorded
        """
        old = [change for change in changes if "created" not in change.changed]
        former = {
            change.lead_id: change.before.salesperson_id
            for change in old
            if "salesperson_id" in change.changed
        }
        if former and self.env["crm.stage"]._oplus_has_targets():
            self.env["crm.lead.stall"]._stall_reassign(former)
        if not self.env["res.company"]._oplus_reminds():
            return
        reminders = self.env["crm.lead.reminder"]
        ids = [
            change.lead_id
            for change in old
            if change.outcome != "open" or "date_deadline" in change.changed
        ]
        if ids:
            scope = SQL("crm_lead.id = ANY(%s)", ids)
            reminders._reminder_end(scope, is_slip=True)
        # what a savepoint has changed too early may be as it was
        ended = reminders._reminder_ended()
        is_open = {change.lead_id for change in old if change.outcome == "open"}
        if back := is_open & ended.keys():
            reminders._reminder_resume({id_: ended[id_] for id_ in back})
        if former:
            reminders._reminder_reassign([*former])

    def _oplus_deadline_drop(self, leads):
        """Cancel what jobs have planned for opportunities that are merged away; the
        survivor has its own.

        :param leads: those that are merged into another one
        """
        # sudo: whoever merges may not delete the activities of others
        env = self.sudo().env
        env["crm.lead.stall"]._stall_cancel(leads)
        found = env["crm.lead.reminder"].search([("lead_id", "in", leads.ids)])
        found.activity_id.filtered("active").unlink()
        found._system_unlink()
