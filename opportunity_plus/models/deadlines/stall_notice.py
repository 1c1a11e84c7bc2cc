# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..foundation import jobs
from ..foundation.access import everywhere
from ..foundation.naming import more
from .deadline_statements import RUNNING

READERS = 50  # notified in one transaction
MOST_LINES = 50  # opportunities listed in one message

# The rows whose time has come, by the user who is to be notified: 0 if there is none
# and the administrators are.
DUE = (
    """
    SELECT COALESCE(%(reader)s, 0) AS reader_id,
           array_agg(stall.id), array_agg(crm_lead.id)
      FROM %(leads)s
      JOIN crm_lead_stall stall ON stall.lead_id = crm_lead.id
      JOIN crm_lead_revision stay ON stay.id = stall.stay_id AND """
    + RUNNING
    + """
 LEFT JOIN crm_stage stage ON stage.id = stay.stage_id
 LEFT JOIN crm_team team ON team.id = crm_lead.team_id
 LEFT JOIN res_users seller ON seller.id = crm_lead.user_id
       AND seller.active AND seller.share IS NOT TRUE
 LEFT JOIN res_users leader ON leader.id = team.user_id
       AND leader.active AND leader.share IS NOT TRUE
       AND leader.id IS DISTINCT FROM crm_lead.user_id
     WHERE %(stalled)s AND %(due)s AND COALESCE(%(reader)s, 0) > %(after)s
  GROUP BY reader_id
  ORDER BY reader_id
     LIMIT %(limit)s
"""
)
UNESCALATED = """stall.date_escalated IS NULL AND stage.escalation_days > 0
    AND stall.date_told::date + stage.escalation_days <= %s::date"""


class CrmLeadStall(models.Model):
    """Notifies salespeople, and later team leaders, of stalled opportunities.

    Each reader gets one message with all of them, by inbox or e-mail as they prefer and
    in their language. Administrators are notified where there is no salesperson, or no
    other leader, or where that user may not read the opportunity; they get one message,
    too, after all others.
    """

    _inherit = "crm.lead.stall"

    def _stall_tell(self):
        """Notify the salespeople; return whether all are."""

        def due():
            return SQL("COALESCE(seller.id, leader.id)"), SQL("stall.date_told IS NULL")

        return self._stall_notify_all("date_told", due)

    def _stall_escalate(self):
        """Notify the leaders; return whether all are."""

        def due():
            # without a salesperson, the leader was notified first
            reader = SQL("CASE WHEN seller.id IS NOT NULL THEN leader.id END")
            return reader, SQL(UNESCALATED, self.env.cr.now())

        return self._stall_notify_all("date_escalated", due)

    def _stall_notify_all(self, column, due):
        """Notify all readers of what is due, and the administrators of the rest.

        :param column: where the moment is noted
        :param due: returns the SQL of the reader and of the condition
        :return: whether everybody is notified
        """
        unheard = {}  # ids of rows by id of an opportunity that no reader may read

        def step(after):
            return self._stall_notify(column, *due(), after, unheard)

        is_done = jobs.run_batches(self, step, -1)
        tell = self._stall_message_admins
        if is_done and unheard and jobs.attempt(self, tell, column, [*unheard]):
            self._stall_noted(column, unheard)
        return is_done

    def _stall_notify(self, column, reader, due, after, unheard):
        """Notify the next readers.

        :param unheard: see ``_stall_notify_all``; is added to
        :return: id of the last reader, or None
        """
        groups = self._stall_due(reader, due, after)
        for reader_id, ids, lead_ids in groups:
            rows, heard = defaultdict(list), set()
            for id_, lead_id in zip(ids, lead_ids, strict=True):
                rows[lead_id].append(id_)
            if jobs.attempt(self, self._stall_message, column, reader_id, rows, heard):
                unheard.update((id_, rows.pop(id_)) for id_ in rows.keys() - heard)
                self._stall_noted(column, rows)
        return groups[-1][0] if groups else None

    def _stall_noted(self, column, rows):
        ids = [id_ for own in rows.values() for id_ in own]
        now = self.env.cr.now().replace(microsecond=0)
        self.browse(ids)._system_write({column: now})
        if column == "date_told":
            leads = self.env["crm.lead"].browse(rows)
            jobs.attempt(self, leads._oplus_stalled_tell_followers)

    def _stall_due(self, reader, due, after):
        """Return the next readers, each with the ids of rows and opportunities."""
        self.env.flush_all()
        tables, stalled = self._stall_leads()
        query = SQL(
            DUE,
            reader=reader,
            leads=tables,
            stalled=stalled,
            due=due,
            after=after,
            limit=READERS,
        )
        # raw SQL: grouped by somebody who is found in other tables
        return self.env.execute_query(query)

    def _stall_message(self, column, reader_id, lead_ids, heard):
        """Send the message of one reader.

        :param heard: gets the ids of the opportunities that the reader may read
        """
        for user in self.env["res.users"].browse(reader_id or []):
            heard.update(self._stall_message_to(user, lead_ids, column))

    def _stall_message_admins(self, column, lead_ids):
        """Send one message about all that nobody else could be notified of."""
        for user in self.env["crm.lead"]._oplus_deadline_admins():
            self._stall_message_to(user, lead_ids, column)

    def _stall_message_to(self, user, lead_ids, column):
        """Notify a user of those that they may read; return their ids."""
        if found := self._stall_readable(user, lead_ids):
            # sudo: the system writes; what it tells the user may read
            found.sudo()._oplus_stalled_notify(user, is_late=column == "date_escalated")
        return found.ids

    def _stall_readable(self, user, lead_ids):
        """Return those of some opportunities that a user may read, for that user."""
        context = {**everywhere(user), "lang": user.lang, "tz": user.tz}
        leads = self.env["crm.lead"].with_user(user).with_context(**context)
        if not leads.has_access("read"):
            return leads
        return leads.search([("id", "in", [*lead_ids])], order="stage_deadline, id")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_stalled_notify(self, user, is_late):
        """Send one message about all of these to a user.

        :param is_late: the salesperson was notified before
        """
        thread = self if len(self) == 1 else self.env["mail.thread"]
        values = {
            "lines": [(lead, lead._oplus_days_over()) for lead in self[:MOST_LINES]],
            "is_late": is_late,
            "reader": user,
            "rest": more(self.env, len(self) - MOST_LINES),
        }
        thread.message_notify(
            partner_ids=user.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=self._oplus_stalled_subject(is_late),
            body=self.env["ir.qweb"]._render(
                "opportunity_plus.stalled_notice", values, minimal_qcontext=True
            ),
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _oplus_stalled_tell_followers(self):
        self._oplus_tell_followers(
            "stalled",
            lambda lead: lead._oplus_stalled_subject(is_late=False),
            author_id=self.env.ref("base.partner_root").id,
        )

    def _oplus_stalled_subject(self, is_late):
        if len(self) == 1:
            if is_late:
                return self.env._("Still stalled: %(name)s", name=self.display_name)
            return self.env._("Stalled: %(name)s", name=self.display_name)
        if is_late:
            return self.env._(
                "%(count)s opportunities are still stalled", count=len(self)
            )
        return self.env._("%(count)s opportunities are stalled", count=len(self))

    def _oplus_days_over(self):
        """Return in words for how long the target has been missed."""
        days = self._oplus_whole_days_over()
        if days < 1:
            return self.env._("less than a day over the target")
        if days == 1:
            return self.env._("1 day over the target")
        return self.env._("%(count)s days over the target", count=days)

    def _oplus_whole_days_over(self):
        """Return for how many days the target has been missed, rounded as on the card:
        in ``stage_clock_field.js``."""
        over = fields.Datetime.now() - self.stage_deadline
        return (over + timedelta(hours=12)).days if over.days >= 1 else 0
