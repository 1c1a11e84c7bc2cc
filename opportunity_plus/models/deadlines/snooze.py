# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ..foundation.blank import is_blank
from ..foundation.caching import clear_caches
from ..foundation.far_date import buddhist_complaints
from ..foundation.limits import MOST_DAYS
from ..foundation.main_company import main_company
from ..foundation.naming import names
from ..foundation.roles import SUPERVISOR

DAY = timedelta(1)

COUNTED = """
    SELECT stay.lead_number, COALESCE(stay.snooze_count, 0)
      FROM crm_lead_revision stay
     WHERE stay.lead_number = ANY(%s)
       AND stay.is_stay AND stay.outcome = 'open' AND stay.date_out IS NULL
"""
# counts the snooze; whoever was notified is notified again when it is over
NOTED = """
    WITH counted AS (
        UPDATE crm_lead_revision stay
           SET snooze_count = COALESCE(snooze_count, 0) + 1
         WHERE stay.lead_number = ANY(%s)
           AND stay.is_stay AND stay.outcome = 'open' AND stay.date_out IS NULL
     RETURNING stay.id
    )
    UPDATE crm_lead_stall stall
       SET date_told = NULL, date_escalated = NULL
      FROM counted
     WHERE stall.stay_id = counted.id
"""


class CrmLead(models.Model):
    """Snooze: a stalled opportunity that waits for a known reason says so.

    It silences the plan, the notices and the lists of stalled opportunities until a
    day, that day included, and never the clock. What the plan has left open is due when
    it is over. It ends with the stay.
    """

    _inherit = "crm.lead"

    snooze_until = fields.Date(
        "Snoozed until",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Last day on which the opportunity does not count as stalled.",
    )
    snooze_reason = fields.Char(
        "Reason for the Snooze", readonly=True, copy=False, groups="base.group_user"
    )

    def action_snooze(self, until, reason):
        """Snooze the opportunities until a day, which is included.

        :param until: the day, as date or ISO text
        :param reason: why they wait; it is shown on the card
        :raise AccessError: the user may not write one of them
        :raise UserError: names what is wrong, with all opportunities that it concerns
        """
        until = self._oplus_snooze_read_day(until)
        reason = self._oplus_snooze_read_reason(reason)
        self.check_access("write")
        self._oplus_record_changes_now()
        if complaints := [*self._oplus_snooze_complaints(until)]:
            raise UserError("\n".join(complaints))
        # raw SQL: the ledger is not written by the ORM
        self.env.cr.execute(SQL(NOTED, self.ids))
        self.env["crm.lead.stall"].invalidate_model(flush=False)
        self._oplus_snooze_store(until, reason)
        self._oplus_snooze_tell(
            self.env._(
                "Snoozed until %(date)s: %(reason)s",
                date=format_date(self.env, until),
                reason=reason,
            )
        )
        return True

    def oplus_action_unsnooze(self):
        """End the snooze of the opportunities.

        :raise AccessError: the user may not write one of them
        """
        self.check_access("write")
        snoozed = self.filtered("snooze_until")
        snoozed._oplus_snooze_store(False, False)
        snoozed._oplus_snooze_tell(self.env._("The snooze was ended."))
        return True

    def _oplus_snooze_read_day(self, until):
        try:
            day = fields.Date.to_date(until)
        except (ValueError, TypeError, AttributeError):
            day = False
        if not day or isinstance(until, bool):
            raise UserError(
                self.env._("Choose the day until which the opportunity has to wait.")
            )
        return day

    def _oplus_snooze_read_reason(self, reason):
        if not isinstance(reason, str) or is_blank(reason):
            raise UserError(
                self.env._("Say in a few words why the opportunity has to wait.")
            )
        # drop characters that PostgreSQL cannot store
        return reason.replace("\0", "").encode(errors="ignore").decode().strip()

    def _oplus_snooze_complaints(self, until):
        """Yield what speaks against a snooze, each with the opportunities."""
        closed = self.filtered(
            lambda lead: lead.type != "opportunity" or lead.won_status != "pending"
        )
        if closed:
            yield self.env._(
                "Only open opportunities can be snoozed. Leave out: %(names)s",
                names=names(closed),
            )
        today = {lead: lead._oplus_today() for lead in self}
        if any(until < day for day in today.values()):
            yield self.env._("The day has passed. Choose today or a later day.")
        yield from buddhist_complaints(self, until)
        if any((until - day).days > MOST_DAYS for day in today.values()):
            yield self.env._(
                "The day is more than %(most)s days away. Choose an earlier one.",
                most=MOST_DAYS,
            )
        elif not self.env.user.has_group(SUPERVISOR):
            yield from self._oplus_snooze_limits(until, today)

    def _oplus_snooze_limits(self, until, today):
        """Yield what only supervisors may do."""
        # raw SQL: the running stays of all of them at once
        counts = Counter(dict(self.env.execute_query(SQL(COUNTED, self.ids))))
        main = main_company(self.env)
        by_company = self.grouped(lambda lead: lead._oplus_company() or main)
        for company, leads in by_company.items():
            most = company.opportunity_snooze_days
            last = {lead: day + timedelta(most) for lead, day in today.items()}
            far = leads.filtered(lambda lead, last=last: until > last[lead])
            yield from self._oplus_snooze_too_far(most, far)
            most = company.opportunity_snooze_times
            often = leads.filtered(lambda lead, most=most: counts[lead.id] >= most)
            yield from self._oplus_snooze_too_often(most, often)

    def _oplus_snooze_too_far(self, most, leads):
        if leads:
            yield self.env._(
                "Only a supervisor may snooze for more than %(most)s days: %(names)s",
                most=most,
                names=names(leads),
            )

    def _oplus_snooze_too_often(self, most, leads):
        if leads:
            yield self.env._(
                "Only a supervisor may snooze an opportunity more than %(most)s times"
                " in one stage: %(names)s",
                most=most,
                names=names(leads),
            )

    def _oplus_snooze_store(self, until, reason):
        self._oplus_snooze_plan(until)
        # sudo: users do not write these fields themselves; they may write the
        # opportunities
        self.sudo().write({"snooze_until": until, "snooze_reason": reason})
        if until and not self.env["crm.stage"]._oplus_has_targets():
            clear_caches(self.env)  # a move has to end it

    def _oplus_snooze_plan(self, until):
        """Let what plans have left open wait for the end of the snooze.

        :param until: the last day; False where a snooze is ended
        """
        # sudo: the activities are the system's
        activities = self.env["mail.activity"].sudo()
        planned = activities.search(
            [("oplus_stall_id.lead_id", "in", self.ids), ("active", "=", True)]
        )
        days = {}
        for one in planned:
            lead = self.browse(one.res_id)
            due = until + DAY if until else lead._oplus_today()
            waited = lead.snooze_until and one.date_deadline == lead.snooze_until + DAY
            if waited or (until and one.date_deadline < due):
                days.setdefault(due, []).append(one.id)
        for due, ids in days.items():
            activities.browse(ids).date_deadline = due

    def _oplus_snooze_tell(self, body):
        """Note it in the chatter of all of them at once."""
        if self:
            self._message_log_batch(bodies=dict.fromkeys(self.ids, body))

    def oplus_action_snooze(self):
        """Open the dialog that asks until when, and why."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_snooze_action"
        ) | {"context": {"default_lead_ids": self.ids, "dialog_size": "medium"}}
