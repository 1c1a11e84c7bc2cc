# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation import jobs
from .stall_notice import MOST_LINES


class CrmLeadStall(models.Model):
    """Tells administrators which plans could not be started, and for what."""

    _inherit = "crm.lead.stall"

    def _stall_tell_failed(self):
        """Notify the administrators, once for each stay."""
        failed = self.search(
            [("is_failed", "=", True), ("date_failure_told", "=", False)], order="id"
        )
        if failed:
            jobs.attempt(self, failed._stall_message_failed)

    def _stall_message_failed(self):
        told = self.browse()
        for user in self.env["crm.lead"]._oplus_deadline_admins():
            # sudo: it tells of opportunities that the reader may read
            leads = self._stall_readable(user, self.lead_id.ids).sudo()
            own = self.with_env(leads.env).filtered(
                lambda stall, leads=leads: stall.lead_id in leads
            )
            if own:
                own._stall_message_failed_to(user)
                told |= self & own
        # what nobody may read waits for somebody who may
        told._system_write({"date_failure_told": self.env.cr.now()})

    def _stall_message_failed_to(self, user):
        plans = self.grouped("plan_id")
        values = {
            "plans": [
                (plan, stalls.lead_id[:MOST_LINES], len(stalls.lead_id) - MOST_LINES)
                for plan, stalls in plans.items()
            ]
        }
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=self.env._("Activity plans that could not be started"),
            body=self.env["ir.qweb"]._render(
                "opportunity_plus.stalled_plans_failed", values, minimal_qcontext=True
            ),
            email_layout_xmlid="mail.mail_notification_light",
        )
