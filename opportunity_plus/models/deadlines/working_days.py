# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.transaction import note, take

# note of the transaction: working days have changed in this transaction
CHANGED = "opportunity_plus.working_days_changed"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_working_days_changed(self):
        """Renew all deadlines once at the end of the transaction, if they count working
        days."""
        stages = self.env["crm.stage"]
        if stages._oplus_has_targets() and stages._oplus_has_working_days():
            settle = self.env["crm.lead"]._oplus_working_days_settle
            note(self.env, CHANGED, lambda: True, settle)

    def _oplus_working_days_settle(self):
        if take(self.env, CHANGED):
            self._oplus_deadline_renew()

    def _oplus_days_changed(self):
        """Also renew deadlines after a company's time zone changed."""
        result = super()._oplus_days_changed()
        self._oplus_working_days_changed()
        return result


class WorkingDaysMixin(models.AbstractModel):
    """Mixin for models whose records decide which days are working days."""

    _name = "crm.working.days.mixin"
    _description = "Decides on Working Days"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._oplus_working_days_touched()
        return records

    def write(self, vals):
        self._oplus_working_days_touched()
        result = super().write(vals)
        self._oplus_working_days_touched()
        return result

    def unlink(self):
        self._oplus_working_days_touched()
        return super().unlink()

    def _oplus_working_days_touched(self):
        if self:
            self.env["crm.lead"]._oplus_working_days_changed()


class ResourceCalendar(models.Model):
    _name = "resource.calendar"
    _inherit = ["resource.calendar", "crm.working.days.mixin"]

    def _oplus_has_working_days(self):
        """Return whether there are working hours at all."""
        return any(
            line._is_work_period() and line.hour_to > line.hour_from
            for line in self.attendance_ids
        )


class ResourceCalendarAttendance(models.Model):
    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "crm.working.days.mixin"]


class ResourceCalendarLeaves(models.Model):
    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "crm.working.days.mixin"]

    def _oplus_working_days_touched(self):
        """Leave out the absences of single persons."""
        shared = self.filtered(lambda leave: not leave.resource_id)
        return super(ResourceCalendarLeaves, shared)._oplus_working_days_touched()
