# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ..foundation import jobs
from ..foundation.main_company import main_company
from .deadline_statements import COMPANY
from .zones import ZONE

KIND = "opportunity_plus.mail_activity_type_closing"

# The opportunities that need a reminder of their date, or one that the date has passed.
# Somebody has to be in charge: the salesperson, else the leader of the team.
DUE = (
    "WITH "
    + ZONE
    + """,
    today AS MATERIALIZED (
        SELECT company_id, remind_days,
               (%(now)s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE tz)::date AS day
          FROM zone
         WHERE remind_days > 0
    ),
    due AS (
        SELECT crm_lead.id AS lead_id, crm_lead.date_deadline,
               today.day > crm_lead.date_deadline AS is_passed,
               COALESCE(seller.id, leader.id) AS user_id
          FROM crm_lead
     LEFT JOIN crm_team team ON team.id = crm_lead.team_id
          JOIN today ON today.company_id = """
    + COMPANY
    + """
     LEFT JOIN res_users seller ON seller.id = crm_lead.user_id
           AND seller.active AND seller.share IS NOT TRUE
     LEFT JOIN res_users leader ON leader.id = team.user_id
           AND leader.active AND leader.share IS NOT TRUE
     LEFT JOIN crm_lead_reminder reminder ON reminder.lead_id = crm_lead.id
         WHERE crm_lead.id > %(after)s AND crm_lead.type = 'opportunity'
           AND crm_lead.active AND crm_lead.won_status = 'pending'
           AND today.day >= crm_lead.date_deadline - today.remind_days
           AND (reminder.date_deadline IS DISTINCT FROM crm_lead.date_deadline
                OR today.day > crm_lead.date_deadline
               AND reminder.is_passed IS NOT TRUE)
           AND COALESCE(seller.id, leader.id) IS NOT NULL
      ORDER BY crm_lead.id
         LIMIT %(limit)s
           FOR NO KEY UPDATE OF crm_lead SKIP LOCKED
    ),
    noted AS (
        INSERT INTO crm_lead_reminder AS reminder (lead_id, date_deadline, is_passed)
        SELECT lead_id, date_deadline, is_passed FROM due
            ON CONFLICT (lead_id) DO UPDATE
           SET date_deadline = EXCLUDED.date_deadline, is_passed = EXCLUDED.is_passed
     RETURNING id, lead_id, activity_id
    )
    SELECT noted.id, due.lead_id, due.date_deadline, due.is_passed, due.user_id,
           activity.id
      FROM noted
      JOIN due ON due.lead_id = noted.lead_id
 LEFT JOIN mail_activity activity ON activity.id = noted.activity_id AND activity.active
  ORDER BY due.lead_id
"""
)
LINKED = """
    UPDATE crm_lead_reminder reminder
       SET activity_id = made.activity_id
      FROM unnest(%s::integer[], %s::integer[]) made (id, activity_id)
     WHERE reminder.id = made.id
"""
# a reminder ends when its date is moved or the opportunity is closed
OVER = """
    DELETE FROM crm_lead_reminder reminder
     USING crm_lead
     WHERE crm_lead.id = reminder.lead_id AND %s
       AND (crm_lead.date_deadline IS DISTINCT FROM reminder.date_deadline
            OR crm_lead.won_status IN ('won', 'lost')
            OR crm_lead.type <> 'opportunity')
 RETURNING reminder.lead_id, reminder.date_deadline, reminder.is_passed,
           reminder.activity_id
"""


class CrmLeadReminder(models.Model):
    """The expected closing as a deadline: one activity for each date.

    It is planned some days before the date. On the day after, it says that the date has
    passed, or is planned anew if it was done. Moving the date or closing cancels it.
    """

    _inherit = "crm.lead.reminder"

    @api.model
    def _cron_closing_reminder(self):
        """Plan and update the reminders; safe to kill and run again."""
        jobs.commit(self, remaining=1)
        # sudo: the job is for everybody
        reminders = self.sudo()
        jobs.run_batches(self, reminders._reminder_tidy)
        is_used = self.env["res.company"]._oplus_reminds()
        if not is_used or jobs.run_batches(self, reminders._reminder_batch):
            jobs.commit(self, remaining=0)

    def _reminder_batch(self, after):
        """Deal with the next opportunities; return the id of the last, or None."""
        rows = self._reminder_record(after)
        planned, changed = [], []
        for id_, lead_id, *values, activity_id in rows:
            if activity_id:
                changed.append((id_, activity_id, tuple(values)))
            else:
                values = self._reminder_values(*values)
                planned.append((id_, values | {"res_id": lead_id}))
        # what fails is tried again the next day
        failed = self._reminder_failures(self._reminder_change, changed)
        failed._system_write({"is_passed": False})
        self._reminder_failures(self._reminder_plan, planned)._system_unlink()
        return rows[-1][1] if rows else None

    def _reminder_failures(self, function, due):
        """Do it for all that is due, or for each; return reminders that failed."""
        if not due or jobs.attempt(self, function, due):
            return self.browse()
        return self.browse(
            one[0] for one in due if not jobs.attempt(self, function, [one])
        )

    def _reminder_record(self, after):
        """Return what is due, one row for each opportunity."""
        self.env.flush_all()
        query = SQL(
            DUE,
            now=self.env.cr.now(),
            after=after,
            limit=jobs.BATCH,
            main_company=main_company(self.env).id,
            zones=json.dumps(self.env["res.company"]._oplus_zones()),
        )
        # raw SQL: locks, and skips what others have locked
        rows = self.env.execute_query(query)
        self.invalidate_model(flush=False)
        return rows

    def _reminder_activities(self):
        # nobody is sent a mail for each activity
        activities = self.env["mail.activity"]
        return activities.with_context(mail_activity_quick_update=True)

    def _reminder_change(self, changed):
        groups = defaultdict(list)
        for _id, activity_id, values in changed:
            groups[values].append(activity_id)
        for values, ids in groups.items():
            activities = self._reminder_activities().browse(ids)
            activities.write(self._reminder_values(*values))

    def _reminder_plan(self, planned):
        kind = self.env["ir.model.data"]._xmlid_to_res_id(KIND)
        common = {
            "activity_type_id": kind,
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
        }
        activities = self._reminder_activities().create(
            [common | values for _id, values in planned]
        )
        ids = [id_ for id_, _values in planned]
        # raw SQL: a whole batch at once
        self.env.cr.execute(SQL(LINKED, ids, activities.ids))

    def _reminder_values(self, day, is_passed, user_id):
        user = self.env["res.users"].browse(user_id)
        env = self.with_context(lang=user.lang).env
        summary = (
            env._("The expected closing has passed: win it, lose it or move the date")
            if is_passed
            else env._("Expected closing")
        )
        return {"date_deadline": day, "user_id": user_id, "summary": summary}

    def _reminder_end(self, scope, is_slip=False):
        """Cancel the reminders that no longer hold.

        :param scope: SQL condition on the opportunities, as ``crm_lead``
        :param is_slip: whether they may have to be brought back
        """
        self.env["crm.lead"].flush_model(["date_deadline", "won_status", "type"])
        self.flush_model()
        # raw SQL: any number of opportunities is one statement
        ended = self.env.execute_query(SQL(OVER, scope))
        if ended:
            self.invalidate_model(flush=False)
            activities = self.env["mail.activity"]
            ids = [row[-1] for row in ended if row[-1]]
            is_open = activities.search([("id", "in", ids), ("active", "=", True)])
            if is_slip:
                self._reminder_remember(ended, is_open)
            is_open.unlink()

    def _reminder_reassign(self, lead_ids):
        """Give open reminders to whoever is in charge of the opportunities now."""
        found = self.search([("lead_id", "in", lead_ids)])
        admins = self.env["crm.lead"]._oplus_deadline_admins()
        for user, reminders in found.grouped(
            lambda reminder: reminder.lead_id._oplus_deadline_responsible(admins)
        ).items():
            activities = self._reminder_activities().browse(reminders.activity_id.ids)
            if user:
                activities.filtered("active").write({"user_id": user.id})
