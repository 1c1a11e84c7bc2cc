# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import SUPERUSER_ID, models

from ..foundation.access import everywhere

READING = {"access": "read", "include_documents": False}


class CrmLead(models.Model):
    """Share opportunities for some days with the users whom a stage notifies.

    These shares are for reading, and only for users with whom an opportunity can be
    shared. Users who read it by their role get none. A share that grants more or lasts
    longer stays as it is. The number of queries does not depend on the number of
    opportunities.

    Moves by users who may edit only because of a share open nothing: such users may not
    share.
    """

    _inherit = "crm.lead"

    def _oplus_stage_share(self, heard):
        """Share the opportunities that entered a stage that shares.

        :param heard: lists of moves by user to notify
        """
        wanted = self._oplus_stage_wanted(heard)
        if not wanted:
            return
        # record these shares as made by the system, not by the user who moved
        system = self.env["crm.lead.share"].with_user(SUPERUSER_ID)
        known = system.search(
            [
                ("lead_id", "in", [lead.id for lead, _user in wanted]),
                ("user_id", "in", [user.id for _lead, user in wanted]),
            ]
        )
        shares = {(share.lead_id, share.user_id): share for share in known}
        new = [
            {"lead_id": lead.id, "user_id": user.id, "date_end": end, **READING}
            for (lead, user), end in wanted.items()
            if (lead, user) not in shares and lead._oplus_stage_may_share(user)
        ]
        if new:
            self._oplus_stage_share_remember(system._share_keep(new), is_new=True)
        self._oplus_stage_prolong(
            {shares[pair]: end for pair, end in wanted.items() if pair in shares}
        )

    def _oplus_stage_wanted(self, heard):
        """Return the last day of each share to give, by opportunity and user."""
        by_guests = self._oplus_stage_by_guests(set().union(*heard.values()))
        return {
            (lead, user): lead._oplus_today() + timedelta(days)
            for user, moves in heard.items()
            for lead, days in self._oplus_stage_unread(
                user, [move for move in moves if move not in by_guests]
            )
        }

    def _oplus_stage_unread(self, user, moves):
        """Return pairs of an opportunity that a user may not read by role and the
        number of days for which its stage shares it."""
        stages = self.env["crm.stage"].browse([move.stage_id for move in moves])
        leads = self.browse([move.lead_id for move in moves])
        by_role = leads._oplus_stage_by_role(user)
        return [
            (lead, stage.oplus_share_days)
            for lead, stage in zip(leads, stages, strict=True)
            if stage.oplus_share and lead.id not in by_role._ids
        ]

    def _oplus_stage_by_role(self, user):
        """Return those that a user may read by role, in all companies of the user."""
        leads = self.with_user(user).with_context(**everywhere(user))
        # sudo: the user may not read them; sudo() keeps the user, whose role counts
        return leads.sudo().filtered("oplus_is_granted_role")

    def _oplus_stage_by_guests(self, moves):
        """Return the moves by users who may edit only because of a share."""
        made = defaultdict(list)
        for move in moves:
            made[move.user_id, move.lead_id].append(move)
        guests = self.env["crm.lead.share"].search(
            [
                ("user_id", "in", [user_id for user_id, _lead_id in made]),
                ("lead_id", "in", [lead_id for _user_id, lead_id in made]),
                ("access", "=", "write"),
            ]
        )
        return {
            move
            for guest in guests.filtered(lambda share: not share.is_expired)
            if not guest.lead_id._oplus_stage_by_role(guest.user_id)
            for move in made[guest.user_id.id, guest.lead_id.id]
        }

    def _oplus_stage_may_share(self, user):
        """Tell whether the stage may share it with a user: one with whom people may,
        and who works in its company, else in that of its team."""
        company = self.company_id or self.team_id.company_id
        complaints = self.env["crm.lead.share"]._share_complaints(self, user)
        return company <= user.company_ids and not any(complaints)

    def _oplus_stage_prolong(self, ends):
        """Extend the shares that are for reading only, or expired.

        :param ends: new last days by share
        """
        groups = {}
        for share, end in ends.items():
            only_reads = share.access == "read" and not share.include_documents
            ends_earlier = share.date_end and share.date_end < end
            if (
                ends_earlier
                and (only_reads or share.is_expired)
                and share.lead_id._oplus_stage_may_share(share.user_id)
            ):
                groups.setdefault(end, share.browse())
                groups[end] |= share
        for end, shares in groups.items():
            self._oplus_stage_share_remember(shares)
            before = {share: share._share_told() for share in shares}
            shares.write({"date_end": end, **READING})
            self._oplus_stage_prolonged(before)

    def _oplus_stage_prolonged(self, before):
        """Called when a stage has prolonged shares; extend it for what follows.

        :param before: what each share was
        """
