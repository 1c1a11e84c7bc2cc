# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..alerts.alert_common import AlertCommon
from ..deadlines.deadlines_common import StalledCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFollowing(StalledCommon, AlertCommon):
    """Followers are told of what they asked for."""

    def _follow(self, record, event, user=None):
        subtype = self.env.ref(event if "." in event else f"opportunity_plus.{event}")
        partner = (user or self.manager).partner_id
        record.sudo().message_subscribe(partner.ids, subtype.ids)

    def _told(self, lead, user=None):
        """The texts of what a user was told of an opportunity, oldest first."""
        notices = self.env["mail.notification"].sudo()
        partner = (user or self.manager).partner_id
        messages = notices.search([("res_partner_id", "=", partner.id)])
        messages = messages.mail_message_id.filtered(
            lambda message: (message.model, message.res_id) == (lead._name, lead.id)
        )
        return [m.preview for m in messages.sorted("id")]

    def _share(self, lead):
        shares = self.env["crm.lead.share"]
        values = {"lead_id": lead.id, "user_id": self.colleague.id}
        return shares.create(values)

    def test_a_share_is_told_to_who_asked(self):
        followed, other = self._leads(2)
        self._follow(followed, "mt_lead_shared")
        self._follow(other, "mt_lead_stalled")
        for lead in (followed, other):
            self._share(lead)
            [note] = lead.message_ids.filtered(
                lambda message: "Shared with Colleague" in message.preview
            )
            self.assertEqual(note.author_id, self.agent.partner_id)
        [told] = self._told(followed)
        self.assertIn("Shared with Colleague", told)
        self.assertFalse(self._told(other))

    def test_followers_who_may_not_read_it_are_not_told(self):
        lead = self._lead()
        self._follow(lead, "mt_lead_shared", self.colleague)
        self.colleague.sudo().group_ids = self.env.ref("base.group_user")
        shares = self.env["crm.lead.share"]
        shares.create({"lead_id": lead.id, "user_id": self.manager.id})
        self.assertFalse(self._told(lead, self.colleague))

    def test_whoever_follows_a_team_is_told_of_its_opportunities(self):
        self._follow(self.north, "mt_salesteam_lead_shared")
        lead = self._lead()
        self._share(lead)
        self.assertEqual(len(self._told(lead)), 1)

    def test_a_stall_is_told_once(self):
        lead = self._entered("2026-03-02 10:30")
        self._follow(lead, "mt_lead_stalled")
        for day in ("08", "09", "20"):
            self._run(f"2026-03-{day} 06:00")
        self.assertEqual(self._told(lead), [f"Stalled: {lead.name}"])

    def test_an_alert_is_told_once(self):
        self._rule()
        lead = self._small()
        self._follow(lead, "mt_lead_big_deal")
        self._value(lead, 150_000, 80)
        self._deliver()
        self._deliver()
        self.assertEqual(self._told(lead), [f"Big deal: {lead.name}"])
        self.assertEqual(self._alerts(lead).state, "sent")

    def test_a_reopening_is_told_whatever_it_was_before(self):
        self.company.opportunity_closed_locked = False
        won, lost = self._leads(2)
        for lead in (won, lost):
            self._follow(lead, "crm.mt_lead_restored")
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.assertFalse(self._told(won) + self._told(lost))
        won.stage_id = self.new
        lost.action_unarchive()
        self._end_transaction()
        self.assertEqual([len(self._told(lead)) for lead in (won, lost)], [1, 1])
