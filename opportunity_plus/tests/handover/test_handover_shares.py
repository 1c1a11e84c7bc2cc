# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .handover_common import HandoverCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverShares(HandoverCommon):
    """What was shared with the leaver is shared with the successor."""

    def _share(self, lead, user=None, **vals):
        share = self.env["crm.lead.share"].with_user(self.admin)
        return share.create(
            {"lead_id": lead.id, "user_id": (user or self.agent).id, **vals}
        )

    def _foreign_lead(self, user):
        return self._lead().sudo().copy({"user_id": user.id})

    def test_running_shares_move_with_their_terms(self):
        lead = self._foreign_lead(self.supervisor)
        share = self._share(lead, access="write", date_end="2099-01-01")
        handover = self._run(self.colleague)
        self.assertEqual(self._line(handover, share).state, "moved")
        self.assertRecordValues(
            share,
            [{"user_id": self.colleague.id, "access": "write", "lead_id": lead.id}],
        )
        self.assertTrue(lead.with_user(self.colleague).has_access("write"))
        self.assertFalse(lead.with_user(self.agent).has_access("read"))
        handover.action_undo()
        self.assertEqual(share.user_id, self.agent)

    def test_a_share_that_has_ended_stays(self):
        with self._at("2026-03-02 09:00"):
            share = self._share(
                self._foreign_lead(self.supervisor), date_end="2026-03-02"
            )
        with self._at("2026-03-04 09:00"):
            self._lead()
            handover = self._run(self.colleague)
            self.assertFalse(self._line(handover, share))

    def test_what_the_successor_owns_or_shares_is_left_alone(self):
        own = self._share(self._foreign_lead(self.colleague))
        both = self._foreign_lead(self.supervisor)
        self._share(both, self.colleague)
        double = self._share(both)
        handover = self._run(self.colleague)
        reasons = [self._line(handover, share).reason for share in (own, double)]
        self.assertEqual(reasons, ["salesperson", "twice"])
        self.assertEqual((own | double).user_id, self.agent)

    def test_only_an_administrator_gives_a_share_to_somebody_else(self):
        share = self._share(self._lead().sudo().with_user(self.admin), self.colleague)
        for user in (self.agent, self.supervisor):
            with self.assertRaises(UserError):
                share.with_user(user).user_id = self.newcomer

    def test_an_undo_leaves_shares_alone_that_cannot_go_back(self):
        mine, lead, other, third = (
            self._lead(),
            *(self._foreign_lead(self.supervisor) for _ in range(3)),
        )
        shares = [self._share(one) for one in (lead, other, third)]
        handover = self._run(self.colleague)
        self._share(lead)
        other.sudo().user_id = self.agent
        self._begin_request()
        handover.action_undo()
        self._begin_request()
        self.assertOwner(mine, self.agent)
        lines = [self._line(handover, share) for share in shares]
        self.assertEqual(
            [(line.state, line.reason) for line in lines],
            [("kept", "former"), ("kept", "former"), ("returned", False)],
        )
        self.assertOwner(shares[0] | shares[1], self.colleague)

    def test_an_archived_person_gets_opportunities_back_but_no_shares(self):
        mine, share = self._lead(), self._share(self._foreign_lead(self.supervisor))
        handover = self._run(self.colleague)
        self.agent.sudo().active = False
        handover.action_undo()
        self.assertOwner(mine, self.agent)
        self.assertOwner(share, self.colleague)
        self.assertEqual(self._line(handover, share).reason, "former")

    def test_an_undo_gives_the_successor_his_share_back(self):
        lead, ended, archived = self._leads(3)
        for one, user, end in (
            (lead, self.colleague, "2099-01-01"),
            (ended, self.colleague, "2026-05-02"),
            (archived, self.newcomer, False),
        ):
            with self._at("2026-05-01 09:00"):
                self._share(one, user, access="write", date_end=end)
        with self._at("2026-05-01 09:00"):
            handover = self._handover(self.colleague, self.newcomer)
            self._line(handover, archived).successor_id = self.newcomer
            for one in (lead, ended):
                self._line(handover, one).successor_id = self.colleague
            handover.action_run()
        self.newcomer.sudo().active = False
        with self._at("2026-05-05 09:00"):
            handover.action_undo()
        self.assertOwner(lead | ended | archived, self.agent)
        self.assertRecordValues(
            lead.sudo().oplus_share_ids,
            [
                {
                    "user_id": self.colleague.id,
                    "access": "write",
                    "date_end": date(2099, 1, 1),
                    "include_documents": False,
                }
            ],
        )
        self.assertFalse((ended | archived).sudo().oplus_share_ids)
        self.assertTrue(lead.with_user(self.colleague).has_access("write"))
