# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime, timedelta

from ..deadlines.deadlines_common import DeadlinesCommon

NOW = "2026-03-20 09:00:00"
TODAY = date(2026, 3, 20)


class TodayCommon(DeadlinesCommon):
    """It is the morning of 20 March 2026; closings are near from 7 days on, and
    silence begins at 14."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.sudo().tz = "UTC"
        cls.company.opportunity_closing_near_days = 7
        cls.company.opportunity_silence_days = 14
        cls.call = cls.env.ref("mail.mail_activity_data_call")

    def _deal(self, days=1, closing=60, **vals):
        """An opportunity of the agent, some days old, without a target."""
        day = TODAY + timedelta(closing)
        moment = datetime.fromisoformat(NOW) - timedelta(days)
        with self._at(moment.isoformat(" ")):
            return self._lead(date_deadline=day, **vals)

    def _stalled(self, over=4, **vals):
        """An opportunity that was to leave Talk some days ago."""
        return self._deal(days=over + 5, stage_id=self.talk.id, **vals)

    def _step(self, lead, days, user=None):
        """Plan a call in some days from today."""
        return lead.activity_schedule(
            activity_type_id=self.call.id,
            date_deadline=TODAY + timedelta(days),
            user_id=(user or self.agent).id,
        )

    def _meet(self, lead, moment, hours=1, user=None):
        start = datetime.fromisoformat(moment)
        values = {
            "name": "Demonstration",
            "start": start,
            "stop": start + timedelta(hours=hours),
            "opportunity_id": lead.id,
        }
        meetings = self.env["calendar.event"].with_user(user or self.agent)
        return meetings.with_context(no_mail_to_attendees=True).create(values)

    def _told(self, lead, moment=NOW):
        """Return class and reason of an opportunity."""
        with self._at(moment):
            self.env.invalidate_all()
            lead = lead.with_context(oplus_today=True)
            return lead.oplus_attention, lead.oplus_attention_reason
