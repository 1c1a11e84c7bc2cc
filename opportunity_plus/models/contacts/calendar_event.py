# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ..foundation.access import leads_of
from .mail_message import READ

WATCHED = {"active", "allday", "opportunity_id", "start", "start_date", "user_id"}
BEFORE = "SELECT DISTINCT opportunity_id FROM calendar_event WHERE id IN %s"


class CalendarEvent(models.Model):
    """A meeting is a contact from its beginning, and a next step before."""

    _inherit = "calendar.event"

    # through these two methods the ORM reaches the table, whatever the door

    def _create(self, data_list):
        events = super()._create(data_list)
        events._oplus_contact_touch()
        return events

    def _write_multi(self, vals_list):
        written = set().union(*vals_list)
        if "opportunity_id" in written:
            # raw SQL: which opportunities they belonged to before
            before = self.env.execute_query(SQL(BEFORE, self._ids))
            leads = self.env["crm.lead"].browse(id_ for (id_,) in before if id_)
            leads._oplus_contact_touch()
        if WATCHED & written:
            self._oplus_contact_touch()
            self._oplus_contact_touch_told()
        return super()._write_multi(vals_list)

    def unlink(self):
        self._oplus_contact_touch()
        self._oplus_contact_touch_told()
        return super().unlink()

    def _oplus_contact_touch(self):
        leads_of(self, "opportunity_id")._oplus_contact_touch()

    def _oplus_contact_touch_told(self):
        """Note the opportunities with messages that tell of these meetings."""
        # sudo: only marks their opportunities
        activities = self.env["mail.activity"].sudo()
        done = activities.search(
            [("active", "=", False), ("calendar_event_id", "in", self.ids)]
        )
        if done:
            told = done.env["mail.message"].search_fetch(
                [("oplus_activity_id", "in", done.ids)], READ
            )
            told._oplus_contact_touch()
