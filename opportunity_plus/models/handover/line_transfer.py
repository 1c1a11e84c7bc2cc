# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import fields, models
from odoo.fields import Command

from ..foundation.exemption import HANDED_OVER, HANDOVER


class CrmLeadHandoverLine(models.Model):
    """Moves the records of lines of one kind to the successors, and back.

    The number of queries does not depend on the number of lines, except for what Odoo
    does for each record, such as writing to its chatter.
    """

    _inherit = "crm.lead.handover.line"

    def _handover_transfer(self, mover, undo):
        """Move the records that may move, and store the result on each line."""
        records = self._handover_records(mover)
        free = records.try_lock_for_update(allow_referencing=True)
        todo = self.filtered(
            lambda line: line.res_id in free._ids or line.res_id not in records._ids
        )
        reasons = todo._handover_changed(mover, free, undo)
        if undo:
            rest = todo.filtered(lambda line: line not in reasons)
            reasons |= rest._handover_refusals_back(mover)
        else:
            # a refusal explains more than missing access
            rest = todo.filtered(lambda line: reasons.get(line, "access") == "access")
            reasons |= rest._handover_refusals(mover)
        going = todo.filtered(lambda line: line not in reasons)
        going._handover_move(mover, undo)
        for line, reason in reasons.items():
            line._system_write(
                {"state": "kept" if undo else "skipped", "reason": reason}
            )

    def _handover_records(self, mover):
        model = self.env[mover.model].with_context(active_test=False)
        return model.browse(self._origin.mapped("res_id")).exists()

    def _handover_owner(self, undo):
        return self.successor_id if undo else self.old_user_id

    def _handover_owners(self, mover, undo):
        """Return whose the record may be: what plans and reminders have assigned goes
        with its opportunity, maybe in an earlier batch."""
        owner = self._handover_owner(undo)
        follows = mover.kind == "activity"
        return owner | self._handover_owner(not undo) if follows else owner

    # what moves

    def _handover_move(self, mover, undo):
        """Write the new owners, once for all records with the same values."""
        records = self._handover_records(mover)
        by_id = {record.id: record for record in records}
        teams = self._handover_teams(mover)
        involved = self._handover_involved(mover, records)
        shares = {} if undo else self._handover_shares(mover, records)
        groups = defaultdict(list)
        for line in self:
            record, successor = by_id[line.res_id], line.successor_id
            was_involved = (record.id, successor.partner_id.id) in involved
            team = line._handover_team(mover, record, teams.get(successor), undo)
            groups[line._handover_change(mover, record, team, undo)].append(record.id)
            line._handover_note(mover, record, team, was_involved, undo)
            if (record.id, successor.id) in shares:
                line._system_write({"old_share": shares[record.id, successor.id]})
        for change, ids in groups.items():
            self._handover_write(mover, records.browse(ids), *change)
        if undo:
            self._handover_share_again()

    def _handover_change(self, mover, record, team, undo):
        """Return what to write, the same for several records: see
        ``_handover_write``."""
        return (
            self._handover_owner(undo),
            self._handover_owner(not undo),
            team if mover.team and team != record[mover.team] else None,
            not undo or not self.was_involved,
        )

    def _handover_note(self, mover, record, team, was_involved, undo):
        now = fields.Datetime.now()
        if undo:
            return self._system_write({"state": "returned", "date_undone": now})
        return self._system_write(
            {
                "state": "moved",
                "date": now,
                "old_team_id": mover.team and record[mover.team].id,
                "new_team_id": mover.team and team.id,
                "was_involved": was_involved,
            }
        )

    def _handover_write(self, mover, records, giver, taker, team, leaves):
        """Give records to another user.

        :param team: None if it stays
        :param leaves: whether the giver stops following or attending
        """
        vals = {mover.owner: taker.id}
        if team is not None:
            vals[mover.team] = team.id
        if mover.people:
            vals[mover.people] = [Command.link(taker.partner_id.id)]
            if leaves:
                vals[mover.people].append(Command.unlink(giver.partner_id.id))
        with self.env.protecting(
            [records._fields[name] for name in mover.keep], records
        ):
            records.with_context(**{HANDOVER: HANDED_OVER}).write(vals)
        if leaves and "message_follower_ids" in records._fields:
            # the giver must no longer receive messages of customers
            records.message_unsubscribe(giver.partner_id.ids)

    def _handover_involved(self, mover, records):
        """Return who takes part in which record, as pairs (record id, partner id)."""
        if mover.people:
            return {(rec.id, id_) for rec in records for id_ in rec[mover.people]._ids}
        followers = self._handover_followers(records)
        return {(follower.res_id, follower.partner_id.id) for follower in followers}

    def _handover_followers(self, records):
        # sudo: a user who may change the records may know their followers
        return (
            self.env["mail.followers"]
            .sudo()
            .search(
                [
                    ("res_model", "=", records._name),
                    ("res_id", "in", records.ids),
                    ("partner_id", "in", self.successor_id.partner_id.ids),
                ]
            )
        )
