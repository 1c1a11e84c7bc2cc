# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.transaction import remember

# memory of the transaction: the reminders that it has ended, by id of the opportunity
ENDED = "opportunity_plus.reminders_ended"


class CrmLeadReminder(models.Model):
    """A reminder that was ended by a slip, such as a closing that is undone, goes on.

    So there is one for each date, whatever happened in between.
    """

    _inherit = "crm.lead.reminder"

    def _reminder_remember(self, rows, activities):
        """Note what ends, as long as the transaction lasts.

        :param rows: tuples (id of the opportunity, date, whether it has passed, id of
            the activity)
        :param activities: those of them that are open
        """
        kept = dict(zip(activities._ids, activities.copy_data(), strict=True))
        memory = remember(self.env, ENDED)
        for lead_id, day, is_passed, activity_id in rows:
            memory[lead_id] = {
                "date_deadline": fields.Date.to_string(day),
                "is_passed": is_passed,
                "activity": kept.get(activity_id),
            }

    @api.model
    def _reminder_ended(self):
        """Return what this transaction has ended, by id of the opportunity."""
        return remember(self.env, ENDED)

    @api.model
    def _reminder_resume(self, ended):
        """Bring back reminders of opportunities that are open again.

        :param ended: what ``_reminder_ended`` returned; dates that have been moved
            since get a reminder of their own
        """
        # sudo: whoever reopens may not read or plan reminders
        reminders = self.sudo()
        known = reminders.search([("lead_id", "in", [*ended])]).lead_id
        leads = reminders.env["crm.lead"].browse([*ended]) - known
        resumed = {
            lead.id: ended[lead.id]
            for lead in leads
            if fields.Date.to_string(lead.date_deadline)
            == ended[lead.id]["date_deadline"]
        }
        planned = reminders._reminder_plan_again(
            [one["activity"] for one in resumed.values()]
        )
        rows = [
            {**one, "lead_id": lead_id, "activity_id": planned.get(lead_id)}
            for lead_id, one in resumed.items()
        ]
        for row in rows:
            del row["activity"]
        self._system_create(rows)

    def _reminder_plan_again(self, plans):
        """Plan what was open, except for users or types that are gone.

        :return: ids of the activities by id of the opportunity
        """
        plans = [plan for plan in plans if plan]
        activities = self._reminder_activities()
        for name in ("user_id", "activity_type_id"):
            records = activities[name].browse({plan[name] for plan in plans}).exists()
            plans = [plan for plan in plans if plan[name] in records._ids]
        return {activity.res_id: activity.id for activity in activities.create(plans)}
