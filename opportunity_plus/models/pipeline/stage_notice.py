# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from collections import defaultdict

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..foundation.access import everywhere
from ..foundation.naming import more, names

_logger = logging.getLogger(__name__)

MOST_LINES = 50  # opportunities listed in one message


class CrmLead(models.Model):
    """Notify users that opportunities entered a stage.

    The stage names the users. They are notified once of each move by others, by inbox
    or e-mail as they prefer, and only of opportunities that they may read. The stage
    may share opportunities to make that possible. All moves of a transaction are one
    message to each user.
    """

    _inherit = "crm.lead"

    def _oplus_stage_notice_send(self, changes):
        """Notify the users named by the stages.

        :param changes: the changes that the stage history has recorded
        """
        policy = self.env["crm.stage"]._oplus_stage_change_policy()
        telling = {stage_id for stage_id, rule in policy.items() if rule.has_notice}
        if not telling:
            return
        moved, moves = self._oplus_stage_notice_net(changes)
        moves, outdated = self._oplus_stage_notice_outdated(moved, moves)
        moves = [move for move in moves if move.stage_id in telling]
        if not moves and not outdated:
            return
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                self._oplus_stage_notice_take_back(moved, outdated)
                if moves:
                    self._oplus_stage_notice_tell(moves)
                self.env.flush_all()
            self._oplus_stage_notice_forget(outdated)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:  # a failing notification must not undo the moves
            self.env.clear()  # what it has changed and not flushed
            _logger.exception("Nobody could be told of stage changes")

    def _oplus_stage_notice_tell(self, moves):
        for (lang, told), readers in self._oplus_stage_notice_readers(moves).items():
            self.with_context(lang=lang)._oplus_stage_notice_post(readers, told)

    def _oplus_stage_notice_readers(self, moves):
        """Group the readers by language and by the moves they are notified of.

        :return: users by (language, tuple of moves)
        """
        leads = self.browse([move.lead_id for move in moves])
        heard = defaultdict(list)
        for lead, move in zip(leads, moves, strict=True):
            for user in lead._oplus_stage_notice_candidates(move):
                heard[user].append(move)
        self._oplus_stage_share(heard)
        readers = defaultdict(self.env["res.users"].browse)
        for user, told in heard.items():
            visible = self._oplus_stage_notice_visible(user, told)
            if visible:
                readers[user.lang, visible] |= user
        return readers

    def _oplus_stage_notice_candidates(self, move):
        stage, team = self.env["crm.stage"].browse(move.stage_id), self.team_id
        users = stage.opportunity_notify_user_ids
        if stage.opportunity_notify_leader:
            users |= team.user_id
        if stage.opportunity_notify_members:
            users |= team.member_ids
        return users.filtered(
            lambda user: user.active and not user.share and user.id != move.user_id
        )

    def _oplus_stage_notice_visible(self, user, moves):
        """Return the moves of opportunities that a user may read, with one query."""
        leads = self.browse([move.lead_id for move in moves])
        readable = (
            leads.with_user(user)
            .with_context(**everywhere(user))
            ._filtered_access("read")
        )
        return tuple(move for move in moves if move.lead_id in readable._ids)

    def _oplus_stage_notice_post(self, readers, moves):
        """Send one message about some moves to all readers."""
        movers = {move.user_id for move in moves}
        author = self.env["res.users"].browse(movers if len(movers) == 1 else [])
        leads = self.browse([move.lead_id for move in moves])
        thread = leads if len(leads) == 1 else self.env["mail.thread"]
        stages = self.env["crm.stage"].browse({move.stage_id for move in moves})
        message = thread.message_notify(
            partner_ids=readers.partner_id.ids,
            author_id=author.partner_id.id,
            subject=self._oplus_stage_notice_subject(leads, stages),
            body=self.env["ir.qweb"]._render(
                "opportunity_plus.stage_notice",
                self._oplus_stage_notice_values(leads, moves),
                minimal_qcontext=True,
            ),
        )
        self._oplus_stage_notice_remember(message, moves)

    def _oplus_stage_notice_values(self, leads, moves):
        return {
            "env": self.env,
            "lines": list(zip(leads, moves, strict=True))[:MOST_LINES],
            "rest": more(self.env, len(moves) - MOST_LINES),
        }

    def _oplus_stage_notice_subject(self, leads, stages):
        places = names(stages)
        if len(leads) == 1:
            return self.env._(
                "%(name)s moved to %(stage)s", name=leads.display_name, stage=places
            )
        return self.env._(
            "%(count)s opportunities moved to %(stage)s",
            count=len(leads),
            stage=places,
        )
