# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation import jobs
from ..foundation.roles import administrators

# rows of running stays
GOES_ON = [
    ("stay_id.is_stay", "=", True),
    ("stay_id.outcome", "=", "open"),
    ("stay_id.date_out", "=", False),
]


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_deadline_responsible(self, admins):
        """Return who is in charge: the salesperson, else the leader, else an admin.

        :param admins: the sales administrators, see ``_oplus_deadline_admins``
        """
        for user in (self.user_id, self.team_id.user_id):
            if user.active and not user.share:
                return user
        company = self.company_id or self.team_id.company_id
        return admins.filtered(lambda user: not company or company in user.company_ids)[
            :1
        ]

    def _oplus_deadline_admins(self):
        """Return the active sales administrators, people before the system."""
        return administrators(self.env).sorted("id")


class CrmLeadStall(models.Model):
    """Starts the activity plan of a stage for stalled opportunities."""

    _inherit = "crm.lead.stall"

    def _stall_start(self, plan, ids):
        """Start a plan for all rows together, or one by one if that fails.

        :param ids: of the rows
        """
        stalls = self.browse(ids)
        if jobs.attempt(self, stalls._stall_schedule, plan):
            return
        failed = self.browse()
        for stall in stalls:
            if len(stalls) == 1 or not jobs.attempt(self, stall._stall_schedule, plan):
                failed |= stall
        failed._system_write({"is_failed": True})

    def _stall_schedule(self, plan):
        # nobody is sent a mail for each activity
        stalls = self.with_context(mail_activity_quick_update=True)
        admins = stalls.env["crm.lead"]._oplus_deadline_admins()
        stalls.env["mail.activity"].create(
            [
                stall._stall_activity(template, admins)
                for template in plan.template_ids
                for stall in stalls
            ]
        )

    def _stall_activity(self, template, admins):
        """Return the values of the activity that a template plans."""
        lead = self.lead_id
        return {
            "activity_type_id": template.activity_type_id.id,
            "summary": template.summary,
            "note": template.note,
            "user_id": self._stall_responsible(template, admins).id,
            "date_deadline": template._get_date_deadline(lead._oplus_today()),
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "res_id": lead.id,
            "oplus_stall_id": self.id,
        }

    def _stall_responsible(self, template, admins):
        """Return the responsible that a template names, else who is in charge; never
        an archived user."""
        lead = self.lead_id
        in_charge = lead._oplus_deadline_responsible(admins)
        if template.responsible_type == "on_demand":
            return in_charge
        found = template._determine_responsible(in_charge, lead)["responsible"]
        return found if found and found.active else in_charge

    def _stall_reassign(self, former):
        """Give what plans assigned to former salespeople to whoever is in charge now,
        who is notified by the next run.

        :param former: id of the former salesperson, if any, by id of the opportunity
        """
        stalls = self.search([("lead_id", "in", [*former]), *GOES_ON])
        stalls._system_write({"date_told": False, "date_escalated": False})
        found = self.env["mail.activity"].search(
            [("oplus_stall_id", "in", stalls.ids), ("active", "=", True)]
        )
        found = found.filtered(lambda one: one.user_id == one._oplus_stall_was(former))
        admins = self.env["crm.lead"]._oplus_deadline_admins()
        for user, own in found.grouped(
            lambda one: one.oplus_stall_id.lead_id._oplus_deadline_responsible(admins)
        ).items():
            if user:  # who is notified of all of them at once
                own.with_context(mail_activity_quick_update=True).user_id = user

    def _stall_cancel(self, leads):
        """Cancel what plans of stalls have left open, such as before a merge."""
        self.env["mail.activity"].search(
            [("oplus_stall_id.lead_id", "in", leads.ids), ("active", "=", True)]
        ).unlink()
