# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .handover_common import HandoverCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverPeople(HandoverCommon):
    """Who can leave, who can take over, and who is told."""

    # the leaver

    def test_the_leaver_may_be_archived_already(self):
        lead = self._lead()
        self.agent.sudo().active = False
        self._run()
        self.assertOwner(lead, self.colleague)

    def test_the_leaver_no_longer_follows_what_customers_write(self):
        lead = self._lead()
        self.assertIn(self.agent.partner_id, lead.message_partner_ids)
        handover = self._run()
        partners = lead.sudo().message_partner_ids
        self.assertNotIn(self.agent.partner_id, partners)
        self.assertIn(self.colleague.partner_id, partners)
        handover.action_undo()
        partners = lead.sudo().message_partner_ids
        self.assertIn(self.agent.partner_id, partners)
        self.assertNotIn(self.colleague.partner_id, partners)

    def test_a_successor_who_followed_before_follows_after_an_undo(self):
        lead = self._lead()
        lead.sudo().message_subscribe(self.colleague.partner_id.ids)
        self._run().action_undo()
        self.assertIn(self.colleague.partner_id, lead.sudo().message_partner_ids)

    # successors

    def test_all_unfit_successors_are_named_at_once(self):
        portal = self._hire("portal", "base.group_portal")
        archived = self._hire("archived", active=False)
        with self.assertRaises(ValidationError) as refusal:
            self._draft(portal, archived, self.outsider, self.agent, self.colleague)
        message = str(refusal.exception)
        for name in ("Portal", "Archived", "Outsider", "Agent is leaving"):
            self.assertIn(name, message)
        self.assertNotIn("Colleague", message)

    def test_a_successor_is_needed(self):
        self._lead()
        draft = self._draft()
        draft.successor_ids = [Command.clear()]
        for action in (draft.action_prepare, draft.action_run):
            with self.assertRaisesRegex(UserError, "at least one successor"):
                action()

    def test_a_successor_who_left_since_the_preview_is_refused(self):
        self._lead()
        handover = self._handover()
        self.colleague.sudo().active = False
        with self.assertRaisesRegex(ValidationError, "Colleague"):
            handover.action_run()

    # messages

    def test_each_successor_is_told_once(self):
        customer = self._customer()
        for _number in range(3):
            self._activity(self._lead_of(customer))
        self._activity(self._lead())
        with self._at("2026-05-01 09:00"):
            self._meeting()
            self._end_transaction()
            with self.mock_mail_gateway():
                self._run(self.colleague, self.newcomer)
        told = self._new_mails.recipient_ids
        self.assertEqual(told, self.colleague.partner_id | self.newcomer.partner_id)
        self.assertEqual(len(self._new_mails), 2)
        self.assertFalse(self._new_mails.filtered(lambda m: "assigned" in m.subject))

    def test_the_message_tells_how_much_came_and_where_it_is(self):
        self._leads(3)
        with self.mock_mail_gateway():
            self._run()
        mail = self._new_mails
        self.assertEqual(mail.subject, "Handed over from Agent")
        self.assertIn("Opportunities: 3", mail.body_html.replace("</t>", ""))
        self.assertIn("Admin", mail.body_html)
        link = f"{mail.get_base_url()}/odoo/action-crm.crm_lead_action_pipeline"
        self.assertIn(link, mail._prepare_outgoing_body())

    def test_after_an_undo_they_are_told_once(self):
        self._leads(3)
        handover = self._run()
        with self.mock_mail_gateway():
            handover.action_undo()
            self._end_transaction()
        self.assertEqual(self._new_mails.recipient_ids, self.colleague.partner_id)
        self.assertEqual(self._new_mails.subject, "Given back to Agent")
