# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dataclasses import dataclass, field

from odoo import SUPERUSER_ID, models

from ..foundation.transaction import remember
from ..recording.revision_values import Change, Facts

MEMORY = "opportunity_plus.stage_notices"
TERMS = ("date_end", "access", "include_documents")


@dataclass
class Told:
    """What a transaction has told and shared because of moves so far."""

    # how opportunities were before it, by id; None of those that it created
    origins: dict[int, Facts | None] = field(default_factory=dict)
    # the moves that were told, by id of the opportunity
    moves: dict[int, Change] = field(default_factory=dict)
    # ids of opportunities by id of the message
    messages: dict[int, set[int]] = field(default_factory=dict)
    # terms before, None of a new share, by ids of the opportunity and of the share
    shares: dict[int, dict[int, dict | None]] = field(default_factory=dict)


class CrmLead(models.Model):
    """Let the state at the end of a transaction decide on who is told of a stage.

    Savepoints tell of moves halfway through a transaction. What was told or shared
    because of a move is taken back when the same transaction moves the opportunity on
    or back.
    """

    _inherit = "crm.lead"

    def _oplus_stage_notice_told(self):
        return remember(self.env, MEMORY, Told)

    def _oplus_stage_notice_net(self, changes):
        """Return the ids of opportunities that changed the stage, and their moves since
        the beginning of the transaction."""
        origins, moved, moves = self._oplus_stage_notice_told().origins, set(), []
        for change in changes:
            if not change.is_stay:
                continue
            origin = origins.setdefault(change.lead_id, change.before)
            if "stage_id" in change.changed:
                moved.add(change.lead_id)
            move = change._replace(before=origin)
            if move.is_move and move.from_stage_id != move.stage_id:
                moves.append(move)
        return moved, moves

    def _oplus_stage_notice_outdated(self, moved, moves):
        """Return the moves to tell, and the ids of messages about opportunities that
        have moved since; whatever else these messages name is told again."""
        told, outdated, leads = self._oplus_stage_notice_told(), set(), set(moved)
        while found := {
            id_
            for id_, named in told.messages.items()
            if id_ not in outdated and not named.isdisjoint(leads)
        }:
            outdated |= found
            leads.update(*(told.messages[id_] for id_ in found))
        there = self.browse(sorted(leads - moved)).exists()
        again = [told.moves[lead_id] for lead_id in there.ids]
        return [*again, *moves], outdated

    def _oplus_stage_notice_remember(self, message, moves):
        told = self._oplus_stage_notice_told()
        told.moves |= {move.lead_id: move for move in moves}
        if message:
            told.messages[message.id] = {move.lead_id for move in moves}

    def _oplus_stage_notice_take_back(self, moved, outdated):
        """Delete messages and withdraw shares, unless they were rolled back."""
        told = self._oplus_stage_notice_told()
        messages = self.env["mail.message"].browse(outdated).exists()
        mails = self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)])
        # Odoo sends them after the commit and would miss those that are gone
        mails.write({"state": "cancel"})
        mails.mail_message_id.notification_ids.unlink()
        (messages - mails.mail_message_id).unlink()
        for lead_id in moved & told.shares.keys():
            self._oplus_stage_share_take_back(told.shares[lead_id])

    def _oplus_stage_notice_forget(self, outdated):
        """Forget messages that were taken back."""
        told = self._oplus_stage_notice_told()
        for message_id in outdated:
            told.messages.pop(message_id, None)

    def _oplus_stage_share_remember(self, shares, is_new=False):
        told = self._oplus_stage_notice_told()
        for share in shares:
            terms = None if is_new else {name: share[name] for name in TERMS}
            told.shares.setdefault(share.lead_id.id, {}).setdefault(share.id, terms)

    def _oplus_stage_share_take_back(self, given):
        # the system's, as it gave them
        shares = self.env["crm.lead.share"].with_user(SUPERUSER_ID)
        shares = shares.browse(given).exists()
        shares.filtered(lambda share: not given[share.id])._share_drop()
        for share in shares.exists():
            share.write(given[share.id])
