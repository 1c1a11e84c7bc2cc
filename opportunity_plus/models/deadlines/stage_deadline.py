# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..foundation.limits import MOST_DAYS
from ..foundation.main_company import main_company
from .deadline_statements import CALENDAR_DAYS, SETTLE, STAYS, WORKING_DAYS
from .zones import ZONE

# fields that only the system writes
WRITTEN = ("stage_deadline", "snooze_until", "snooze_reason")
# what a deadline depends on, besides the stay
SOURCES = {"team_id", "company_id"}
# fields that follow from the deadline
FOLLOWING = {
    *WRITTEN,
    *("is_stalled", "oplus_is_snoozed", "is_rotting", "rotting_days"),
}
COLUMNS = {
    "crm.lead": ("type", "stage_id", "team_id", "company_id", *WRITTEN),
    "crm.stage": ("rotting_threshold_days",),
    "crm.stage.target": ("stage_id", "team_id", "days"),
    "crm.team": ("company_id",),
    "res.company": (
        *("partner_id", "resource_calendar_id"),
        *("opportunity_working_days", "opportunity_calendar_id"),
    ),
    "res.partner": ("tz",),
}


def _is_new_stay(change):
    """Return whether another stay runs, also if one was undone."""
    return (
        change.is_stay
        or change.stage_id != change.from_stage_id
        or change.outcome != change.from_outcome
    )


class CrmLead(models.Model):
    """Until when an opportunity should leave its stage.

    WHAT: ``stage_deadline`` is a fact of the running stay, stored with the opportunity
    and in the ledger. Only open opportunities have one, and only if their stage has a
    target for their team. Moving, reopening, another team or company renew it.

    HOW: one statement for all opportunities that a transaction has changed, or for all
    running stays that a changed target, calendar or setting concerns. Without targets
    nothing is asked.
    """

    _inherit = "crm.lead"

    stage_deadline = fields.Datetime(
        "Target Date",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Until when the opportunity should leave its stage, by the target of the"
        " stage.",
    )

    def _oplus_deadline_follow(self, changes):
        """Give the opportunities of a transaction their deadlines, after it.

        :param changes: what the ledger has recorded
        """
        if not self.env["crm.stage"]._oplus_has_targets():
            return
        moved = {change.lead_id for change in changes if _is_new_stay(change)}
        others = {change.lead_id for change in changes if SOURCES & change.changed}
        if moved or others:
            ids = sorted(moved | others)
            rows = self._oplus_deadline_settle(
                SQL("crm_lead.id = ANY(%s)", ids), sorted(moved)
            )
            self.browse(ids)._oplus_deadline_forget()
            self._oplus_stay_end(rows)

    @api.model
    def _oplus_deadline_renew(self, stages=None, teams=None, lead_ids=None):
        """Renew deadlines after a change of what they depend on.

        :param stages: of running stays in these stages
        :param teams: of opportunities of these teams
        :param lead_ids: of these opportunities; without any of the three, of all
        """
        scope = SQL("(stay.id IS NOT NULL OR crm_lead.stage_deadline IS NOT NULL)")
        if stages is not None:
            scope = SQL("stay.stage_id = ANY(%s)", stages.ids)
        elif teams is not None:
            scope = SQL("crm_lead.team_id = ANY(%s)", teams.ids)
        elif lead_ids is not None:
            scope = SQL("crm_lead.id = ANY(%s)", list(lead_ids))
        self._oplus_deadline_settle(scope)
        self.env["crm.lead"]._oplus_deadline_forget()

    def _oplus_deadline_settle(self, scope, moved=()):
        """Store the deadlines of some opportunities, in one statement.

        :param scope: SQL condition on ``crm_lead`` and its running ``stay``
        :param moved: ids of opportunities that a new stay began for
        :return: tuples of the moved ones, see ``_oplus_stay_end``
        """
        token = self._oplus_record_transaction().token
        query = self._oplus_deadline_query(
            STAYS, SETTLE, scope=scope, moved=list(moved), token=token
        )
        # raw SQL: the ledger is not written by the ORM, and any number of stays is one
        # statement
        return self.env.execute_query(query)

    def _oplus_deadline_query(self, stays, end, **values):
        for name, columns in COLUMNS.items():
            self.env[name].flush_model(columns)
        is_working = self.env["crm.stage"]._oplus_has_working_days()
        steps = [ZONE, stays, WORKING_DAYS] if is_working else [stays, CALENDAR_DAYS]
        return SQL(
            f"WITH {','.join(steps)} {end}",
            main_company=main_company(self.env).id,
            most=MOST_DAYS,
            zones=is_working and json.dumps(self.env["res.company"]._oplus_zones()),
            **values,
        )

    def _oplus_deadline_forget(self):
        """Forget cached deadlines, of all opportunities if these are none."""
        if self:
            self.invalidate_recordset(FOLLOWING, flush=False)
        else:
            self.invalidate_model(FOLLOWING, flush=False)
        for name in ("crm.lead.revision", "crm.lead.stage.history"):
            columns = ["stage_deadline", "snooze_count"]
            self.env[name].invalidate_model(columns, flush=False)

    def _oplus_unsettled(self):
        """Return those that this transaction has changed and not recorded yet."""
        pending = self._oplus_record_noted()
        ids = pending.touched | pending.moved.keys()
        return self.filtered(lambda lead: lead.id in ids) if ids else self.browse()

    def web_read(self, specification):
        """Show the new deadline of what the same request has moved."""
        is_asked = not FOLLOWING.isdisjoint(specification)
        if is_asked and self._oplus_unsettled() and self._oplus_deadline_is_used():
            self._oplus_record_changes_now()
        return super().web_read(specification)

    @api.model
    def _oplus_deadline_is_used(self):
        return self.env["crm.stage"]._oplus_has_targets()

    @api.model
    def _oplus_deadline_offer(self, arch):
        """Show the time left in lists only where there are targets or snoozes."""
        if not self._oplus_deadline_is_used():
            for node in arch.xpath("//field[@name='stage_deadline'][@optional]"):
                node.set("optional", "hide")

    @api.model
    def _oplus_deadline_no_default(self, values):
        """Drop defaults, personal ones included, of what only the system writes."""
        for name in WRITTEN:
            values.pop(name, None)

    def _oplus_deadline_check_not_written(self, vals_list):
        """Refuse to write what follows from the target or comes from a dialog.

        :raise AccessError: a user writes a deadline or a snooze
        """
        if self.env.su:
            return
        context = self.env.context
        names = {name for name in WRITTEN if f"default_{name}" in context}
        if names or any(not vals.keys().isdisjoint(WRITTEN) for vals in vals_list):
            raise AccessError(
                self.env._(
                    "The target date of an opportunity follows from its stage, and it"
                    " is snoozed by the button Snooze. Neither can be entered directly."
                )
            )
