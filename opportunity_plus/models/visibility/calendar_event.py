# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.access import check_each

# fields that link a meeting to its document
DOCUMENT = ("opportunity_id", "res_model", "res_model_id", "res_id")


class CalendarEvent(models.Model):
    """Meetings on an opportunity require write access to it."""

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse meetings on opportunities that the user may not write to."""
        events = super().create(vals_list)
        if not self.env.su:
            events._oplus_check_leads(events._oplus_lead_ids())
        return events

    def write(self, vals):
        """Refuse to move meetings to opportunities that the user may not write to."""
        if self.env.su or vals.keys().isdisjoint(DOCUMENT):
            return super().write(vals)
        before = {event: event._oplus_lead_ids() for event in self}
        result = super().write(vals)
        moved = (event._oplus_lead_ids() - before[event] for event in self.exists())
        self._oplus_check_leads(set().union(*moved))
        return result

    def _oplus_lead_ids(self):
        # sudo: the access check needs ids of opportunities that the user may not read
        events = self.sudo()
        about = events.filtered(lambda event: event.res_model == "crm.lead")
        return {*events.opportunity_id._ids, *about.mapped("res_id")} - {0}

    def _oplus_check_leads(self, ids):
        check_each(self.env["crm.lead"].browse(ids).exists(), "write")
