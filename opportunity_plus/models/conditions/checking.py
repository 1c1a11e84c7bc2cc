# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.exemption import EXEMPT, EXEMPTION
from ..foundation.naming import names
from ..recording.closed import CLOSED
from .entry import Entry

# fields that may bring an opportunity to another stage
WAYS_IN = {"stage_id", "team_id", "user_id", "type"}


class CrmLead(models.Model):
    """Refuses opportunities that enter a stage without meeting its conditions.

    WHEN: an opportunity moves forward, is won, is created or converted, by whatever
    door. Moving back, losing and reopening ask nothing.

    EXEMPT: code that runs as superuser, mail that opens an opportunity, a stage that
    Odoo picks because the team changed or in a merge, the confirmation of an order. If
    something was missing then, the row of the ledger says so.
    """

    _inherit = "crm.lead"

    def _oplus_condition_complaints(self, before, written):
        """Yield a message for each stage that opportunities may not enter.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        """
        policy = self.env["crm.stage"]._oplus_condition_policy()
        if not policy or WAYS_IN.isdisjoint(written):
            return
        if self.env.context.get(EXEMPTION) is EXEMPT:
            return
        entries = self._oplus_condition_entries(before, written)
        judged = {entry.lead_id: entry.stage for entry in entries}
        self._oplus_record_pending().judged.update(judged)
        missing = self._oplus_condition_missing(entries, policy)
        yield from self._oplus_condition_refuse(
            self._oplus_condition_not_overridden(missing)
        )

    def _oplus_condition_entries(self, before, written):
        found = (
            (lead, lead._oplus_condition_entry(before.get(lead.id))) for lead in self
        )
        return [
            entry
            for lead, entry in found
            if entry and (not entry.origin or lead._oplus_condition_is_chosen(written))
        ]

    def _oplus_condition_entry(self, state):
        """Return the :class:`~.entry.Entry` into another stage, if it is one."""
        stage, outcome = self.stage_id, state and state.outcome
        # what was lost before is asked like any other
        is_losing = self.won_status == "lost" and outcome != "lost"
        if self.type != "opportunity" or not stage or is_losing:
            return None
        origin = state and state.stage and state.stage.id
        is_reopened = outcome in CLOSED and self.won_status not in CLOSED
        if origin == stage.id or is_reopened:
            return None
        return Entry(self.id, origin or None, stage.id, self.team_id.id)

    def _oplus_condition_is_chosen(self, written):
        """Return whether the user named the stage, as opposed to a team for which Odoo
        picks one."""
        return "stage_id" in written and (
            self.id in self._oplus_record_pending().moved
            or {"team_id", "user_id"}.isdisjoint(written)
        )

    def _oplus_condition_refuse(self, missing):
        stages = {}
        for entry, lacking in missing:
            way = entry.stage, bool(entry.origin)
            stages.setdefault(way, []).append((entry, lacking))
        for (stage_id, is_move), found in stages.items():
            stage = self.env["crm.stage"].browse(stage_id).display_name
            lines = ".\n".join(self._oplus_condition_lines(found))
            yield self._oplus_condition_refusal(is_move, stage, lines)

    def _oplus_condition_refusal(self, is_move, stage, lines):
        if is_move:
            return self.env._(
                "Complete this for the move to %(stage)s:\n%(lines)s.\nA sales"
                " administrator may move all the same, with a reason (Override of"
                " Conditions).",
                stage=stage,
                lines=lines,
            )
        return self.env._(
            "Complete this to open an opportunity in %(stage)s:\n%(lines)s.\nA sales"
            " administrator may open it all the same, with a reason (Override of"
            " Conditions).",
            stage=stage,
            lines=lines,
        )

    def _oplus_condition_lines(self, missing):
        """Return a line for the opportunities that lack the same."""
        groups = {}
        for entry, lacking in missing:
            groups.setdefault(self._oplus_condition_words(lacking), []).append(entry)
        return [
            self.env._(
                "%(names)s: %(missing)s",
                names=names(self.browse([entry.lead_id for entry in entries])),
                missing=words,
            )
            for words, entries in groups.items()
        ]

    def _oplus_condition_words(self, lacking):
        """Say what is missing, by the labels of the fields and never by a value."""
        words = [self._oplus_condition_label(name) for name in lacking.fields]
        words += self._oplus_condition_documents(lacking)
        if points := names(lacking.points, "name"):
            words.append(self.env._("checklist (%(points)s)", points=points))
        return ", ".join(words)

    def _oplus_condition_documents(self, lacking):
        words = []
        if lacking.quotation:
            words.append(self.env._("a quotation that was sent and is still valid"))
        if lacking.signed:
            words.append(self.env._("a confirmed order"))
        return words

    def _oplus_condition_label(self, name):
        return self._fields[name]._description_string(self.env)

    def _oplus_condition_note(self, changes, pending):
        """Say in the ledger which moves were not judged although something is missing.

        :param changes: what the ledger has recorded
        """
        policy = self.env["crm.stage"]._oplus_condition_policy()
        if not policy:
            return
        moves = [
            change
            for change in changes
            if pending.judged.get(change.lead_id) != change.stage_id
            and self._oplus_condition_is_move(change)
        ]
        if texts := moves and self._oplus_condition_texts(moves, policy):
            self.env["crm.lead.revision"]._revision_explain(
                texts, self._oplus_record_transaction()
            )

    def _oplus_condition_is_move(self, change):
        return (
            change.stage_id
            and change.stage_id != change.from_stage_id
            and change.outcome != "lost"
            and not change.is_reopening
        )

    def _oplus_condition_texts(self, moves, policy):
        """Return what to say of moves that lacked something, by id of the lead."""
        leads = self.browse([move.lead_id for move in moves])
        entries = [
            Entry(lead.id, move.from_stage_id, move.stage_id, lead.team_id.id)
            for lead, move in zip(leads, moves, strict=True)
        ]
        return {
            entry.lead_id: self._oplus_condition_told_not_asked(
                leads._oplus_condition_words(lacking)
            )
            for entry, lacking in leads._oplus_condition_missing(entries, policy)
        }

    def _oplus_condition_told_not_asked(self, missing):
        return self.env._("Conditions not asked. Missing: %(missing)s", missing=missing)
