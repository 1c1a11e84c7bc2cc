# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one place that sees every change of an opportunity.

Any door (form, kanban, import, RPC, merge, cron, other add-ons) ends in the two
methods through which the ORM reaches the table: ``_create`` for each INSERT and
``_write_multi`` for each UPDATE, recomputed fields included. They only note which
opportunities were touched. Once, at the end of the transaction, the consumers
compare what is stored with what they recorded last, so a move that was undone
or rolled back leaves nothing and running twice changes nothing.

``create`` and ``write`` (see doors) are where a user acts: there the policies look
at what is stored afterwards and refuse what they forbid.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from odoo import SUPERUSER_ID, models
from odoo.exceptions import ValidationError

PENDING = "opportunity_plus.pending"

# columns of crm_lead whose change is of interest to a consumer
WATCHED = {"stage_id", "won_status", "type"}

# fields through which somebody changes a watched column
LEVERS = WATCHED | {"active", "probability", "team_id", "user_id"}

# those by which somebody wins, loses or reopens
DECISIONS = {"active", "probability"}

# what is said about a loss
EXPLANATIONS = {"lost_reason_id", "lost_note"}

# fields whose writing the policies look at
CHECKED = LEVERS | EXPLANATIONS | {"company_id", "date_closed"}


@dataclass
class Pending:
    """What this transaction touched so far, by id of the opportunity."""

    created: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    # who acted: a flush only knows some user of the transaction
    actors: dict[int, int] = field(default_factory=dict)
    # who named a stage, as opposed to one that was picked as a side effect
    moved: dict[int, int] = field(default_factory=dict)
    # why, as told together with the move, and to which stage that was
    reasons: dict[int, str] = field(default_factory=dict)
    explained: dict[int, int] = field(default_factory=dict)
    # what matters to a big-deal rule
    valued: set[int] = field(default_factory=set)
    # what a person decided on, as opposed to an outcome that follows from other things
    decided: set[int] = field(default_factory=set)
    # of which something is said about a loss
    commented: set[int] = field(default_factory=set)


class State(NamedTuple):
    """How an opportunity stood before somebody wrote to it; empty for a new one."""

    outcome: str = ""
    stage: models.Model | None = None
    companies: models.Model | tuple = ()
    date_closed: datetime | bool = False
    active: bool = True
    lost_reason: models.Model | None = None
    lost_note: str | bool = False


NEW = State()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_record_changes(self):
        """Hand the touched opportunities to the consumers, in this order.

        Runs before each commit and savepoint, with everything flushed.
        """
        pending = self.env.cr.precommit.data.pop(PENDING, None)
        if pending and (pending.created or pending.changed or pending.commented):
            changes = self.env["crm.lead.stage.history"]._history_append(pending)
            self._oplus_reopening_settle(changes)
            self._oplus_stage_notice_send(changes)
        if pending and (pending.created or pending.valued):
            self.env["crm.big.deal.rule"]._alert_detect(
                pending.created | pending.valued
            )

    def _oplus_record_changes_now(self):
        """For code that has to see its own change before the transaction ends."""
        self.env.flush_all()
        self._oplus_record_changes()

    def _oplus_record_pending(self):
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.data[PENDING] = Pending()
            precommit.add(self.env["crm.lead"]._oplus_record_changes)
        return precommit.data[PENDING]

    def _oplus_record_actor(self, vals):
        """Note who acts; a person is not eclipsed by what the system adds to it."""
        pending, acted = (
            self._oplus_record_pending(),
            dict.fromkeys(self._ids, self.env.uid),
        )
        if self.env.uid == SUPERUSER_ID:
            acted |= {id_: pending.actors.get(id_, user) for id_, user in acted.items()}
        pending.actors.update(acted)
        moved = self._oplus_record_moved(vals)
        pending.moved.update(dict.fromkeys(moved._ids, self.env.uid))
        if self.env.uid != SUPERUSER_ID:
            decided = moved if DECISIONS.isdisjoint(vals) else self
            pending.decided.update(decided._ids)

    def _oplus_record_merged(self):
        """A merge may pick another stage, but nobody dealt with the customer."""
        pending = self._oplus_record_pending()
        pending.moved.pop(self.id, None)
        pending.decided.discard(self.id)

    def _oplus_record_states(self):
        """What to compare with afterwards, of the opportunities alone."""
        return {
            lead.id: State(
                lead.won_status,
                lead.stage_id,
                lead._oplus_closing_companies(),
                lead.date_closed,
                lead.active,
                lead.lost_reason_id,
                lead.lost_note,
            )
            for lead in self
            if lead.type == "opportunity"
        }

    def _oplus_record_check(self, before, written=CHECKED):
        """Refuse what the policies forbid, with all complaints at once.

        Superuser is exempt: technical code knows what it does.

        :param before: the :class:`State` of each opportunity before it was written
        :param written: names of the fields that were written
        :raise AccessError: a closed opportunity was taken back or changed
        :raise ValidationError: an explanation that is asked for is missing
        """
        if self.env.su:
            return
        self._oplus_reopening_check(before, written)
        complaints = [
            *self._oplus_closing_complaints(before, written),
            *self._oplus_stage_change_complaints(before, written),
        ]
        if complaints:
            raise ValidationError("\n".join(complaints))
        self._oplus_reopening_check_explanation(before, written)
        self._oplus_closing_date(before, written)

    def _create(self, data_list):
        leads = super()._create(data_list)
        leads._oplus_record_actor({})
        self._oplus_record_pending().created.update(leads._ids)
        return leads

    def _write_multi(self, vals_list):
        self._oplus_record_touched("changed", WATCHED, vals_list)
        self._oplus_record_touched("commented", EXPLANATIONS, vals_list)
        if watched := self._oplus_alert_watched():
            self._oplus_record_touched("valued", watched, vals_list)
        return super()._write_multi(vals_list)

    def _oplus_record_touched(self, kind, watched, vals_list):
        """Note the opportunities of which a watched column is written."""
        touched = [
            lead_id
            for lead_id, vals in zip(self._ids, vals_list, strict=True)
            if not watched.isdisjoint(vals)
        ]
        if touched:
            getattr(self._oplus_record_pending(), kind).update(touched)
