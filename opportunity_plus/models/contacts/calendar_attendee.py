# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.access import leads_of

WATCHED = {"event_id", "partner_id", "state"}


class CalendarAttendee(models.Model):
    """Who takes part decides on whether a meeting is a contact."""

    _inherit = "calendar.attendee"

    # through these two methods the ORM reaches the table, whatever the door

    def _create(self, data_list):
        attendees = super()._create(data_list)
        attendees._oplus_contact_touch()
        return attendees

    def _write_multi(self, vals_list):
        if WATCHED & set().union(*vals_list):
            self._oplus_contact_touch()
        return super()._write_multi(vals_list)

    def unlink(self):
        self._oplus_contact_touch()
        return super().unlink()

    def _oplus_contact_touch(self):
        leads_of(self, "event_id.opportunity_id")._oplus_contact_touch()
