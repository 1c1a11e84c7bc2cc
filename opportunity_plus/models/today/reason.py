# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from .attention_statement import OPEN_ACTIVITIES

# context: the opportunities are read for *Today*
TODAY = "oplus_today"
BY_STEP = ("1_overdue", "2_today")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    oplus_attention_reason = fields.Char(
        "Reason for Attention",
        compute="_compute_oplus_attention_reason",
        help="Why the opportunity wants attention today, in words. Only told in Today.",
    )

    @api.depends("oplus_attention", "stage_id")
    @api.depends_context("uid", "lang", "tz", "company", TODAY)
    def _compute_oplus_attention_reason(self):
        self.oplus_attention_reason = False
        if not self.env.context.get(TODAY):
            return  # other boards do not ask
        wanting = self.filtered("oplus_attention")
        steps = wanting._oplus_attention_steps()
        today = fields.Date.context_today(self)
        for lead in wanting:
            tell = getattr(lead, f"_oplus_attention_tell_{lead.oplus_attention[2:]}")
            lead.oplus_attention_reason = tell(today, steps.get(lead._origin.id))

    def _oplus_attention_steps(self):
        """Return the earliest open activity by id of the opportunity."""
        leads = self.filtered(lambda lead: lead.oplus_attention in BY_STEP)
        open_ids = SQL(
            OPEN_ACTIVITIES, ids=leads._origin.ids, **self._oplus_attention_open()
        )
        # sudo: only the kind and day are told, to those who see the opportunity
        activities = self.env["mail.activity"].sudo()
        found = activities.search(
            [("id", "in", open_ids)], order="date_deadline DESC, id DESC"
        )
        return {activity.res_id: activity for activity in found}

    def _oplus_attention_step(self, activity):
        name = activity.activity_type_id.name
        if name == "To-Do":
            return self.env._("To-Do")  # Odoo has no word for it in Thai
        return name or self.env._("The next step")

    def _oplus_attention_tell_overdue(self, today, activity):
        if not activity or activity.date_deadline >= today:
            return self.env._("The next step is overdue")
        step = self._oplus_attention_step(activity)
        days = (today - activity.date_deadline).days
        if days == 1:
            return self.env._("%(step)s was due yesterday", step=step)
        return self.env._("%(step)s was due %(days)s days ago", step=step, days=days)

    def _oplus_attention_tell_today(self, today, activity):
        if not activity or activity.date_deadline > today:
            return self.env._("Meeting today")
        step = self._oplus_attention_step(activity)
        return self.env._("%(step)s is due today", step=step)

    def _oplus_attention_tell_late(self, today, _activity):
        days = (today - self.date_deadline).days
        if days == 1:
            return self.env._("Expected closing passed yesterday")
        return self.env._("Expected closing passed %(days)s days ago", days=days)

    def _oplus_attention_tell_soon(self, today, _activity):
        days = (self.date_deadline - today).days
        if days > 1:
            return self.env._("Closes in %(days)s days", days=days)
        return self.env._("Closes tomorrow") if days else self.env._("Closes today")

    def _oplus_attention_tell_stalled(self, _today, _activity):
        stage, days = self.stage_id.name, self._oplus_whole_days_over()
        if days < 1:
            return self.env._("Stalled in %(stage)s for less than a day", stage=stage)
        if days == 1:
            return self.env._("Stalled in %(stage)s for a day", stage=stage)
        return self.env._(
            "Stalled in %(stage)s for %(days)s days", stage=stage, days=days
        )

    def _oplus_attention_tell_silent(self, _today, _activity):
        if self.silence_days == 1:
            return self.env._("Silent for a day")
        return self.env._("Silent for %(days)s days", days=self.silence_days)

    def _oplus_attention_tell_no_step(self, _today, _activity):
        return self.env._("No next step")
