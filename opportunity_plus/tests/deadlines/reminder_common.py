# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from .deadlines_common import DeadlinesCommon

KIND = "opportunity_plus.mail_activity_type_closing"
JOBS = "odoo.addons.opportunity_plus.models.foundation.jobs"


class ReminderCommon(DeadlinesCommon):
    """An opportunity, and a company that reminds three days before the date."""

    def setUp(self):
        super().setUp()
        self.company.opportunity_remind_days = 3
        self.lead = self._entered("2026-03-02 10:30", date_deadline="2026-03-20")

    def _run(self, moment):
        with self._at(moment):
            self.env["crm.lead.reminder"].sudo()._cron_closing_reminder()
        self.env.invalidate_all()

    def _reminder(self, lead=None):
        kind = self.env.ref(KIND)
        activities = (lead or self.lead).sudo().activity_ids
        return activities.filtered(lambda activity: activity.activity_type_id == kind)
