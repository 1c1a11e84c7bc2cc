# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAssigning(OpportunityPlusCommon):
    """Handing opportunities to somebody else."""

    def _doors(self, lead):
        """Every way in which a salesperson hands over, by name."""
        to = self.colleague.id
        return {
            "write": lambda: lead.write({"user_id": to}),
            "form": lambda: lead.web_save({"user_id": to}, {"name": {}}),
            "list": lambda: lead.web_save_multi([{"user_id": to}], {"name": {}}),
            "import": lambda: lead.load(
                [".id", "user_id/.id"], [[str(lead.id), str(to)]]
            ),
            "dialog": lambda: self._assign(lead, keep=False),
        }

    def _assign(self, leads, keep, user=None):
        context = {"active_model": "crm.lead", "active_ids": leads.ids}
        wizard = self.env["crm.lead.assign"].with_user(user or self.agent)
        form = Form(wizard.with_context(**context))
        form.user_id = self.colleague
        form.keep_salesperson_as_reader = keep
        return form.save().action_assign()

    def test_who_opens_for_somebody_else_is_told_what_to_do(self):
        leads = self.env["crm.lead"].with_user(self.agent)
        vals = {"type": "opportunity", "name": "Cold store"}
        for user in (self.colleague, self.admin):
            with (
                self.assertRaisesRegex(AccessError, "then assign them: Cold store"),
                self.env.cr.savepoint(),
            ):
                leads.create({**vals, "user_id": user.id})
        mine = leads.create(vals)
        self.assertEqual(mine.user_id, self.agent)
        mine.user_id = self.colleague

    def test_a_salesperson_hands_over_by_each_door_and_loses_sight(self):
        names = list(self._doors(self._lead()))
        for name in names:
            with self.subTest(name):
                lead = self._lead()
                self._doors(lead)[name]()
                self._end_transaction()
                self.env.invalidate_all()
                self.assertEqual(lead.sudo().user_id, self.colleague)
                self.assertFalse(lead.search([("id", "=", lead.id)]))
                self.assertTrue(lead.with_user(self.colleague).has_access("write"))

    def test_the_form_is_left_when_the_opportunity_is_out_of_sight(self):
        lead = self._lead()
        self.assertEqual(lead.web_save({"user_id": self.colleague.id}, {}), [])
        many = self._leads(2, name="Handed over")
        rows = many.web_save({"user_id": self.colleague.id}, {"name": {}})
        self.assertEqual([row["name"] for row in rows], ["Handed over"] * 2)
        action = self._assign(self._lead(), keep=False)
        told = action["params"]
        self.assertIn("You can no longer see 1 of these", told["message"])
        self.assertEqual(told["next"]["xml_id"], "crm.crm_lead_action_pipeline")

    def test_a_leader_comes_back_to_the_pipeline_of_the_team(self):
        lead = self._lead().with_user(self.supervisor)
        lead.sudo().write({"user_id": self.supervisor.id, "team_id": self.south.id})
        self._end_transaction()
        action = self._assign(lead, keep=False, user=self.supervisor)["params"]["next"]
        opened = self.env.ref("crm.action_your_pipeline").with_user(self.supervisor)
        self.assertIn("search_default_oplus_my_team", action["context"])
        self.assertEqual(action["context"], opened.run()["context"])

    def test_the_previous_salesperson_stays_as_reader(self):
        leads = self._leads(3)
        self._assign(leads, keep=True)
        self._end_transaction()
        self.env.invalidate_all()
        self.assertEqual(leads.search([("id", "in", leads.ids)]), leads)
        self.assertEqual(set(leads.oplus_share_ids.mapped("access")), {"read"})
        self.assertEqual(leads.oplus_share_ids.create_uid, self.agent)
        self.assertFalse(leads._filtered_access("write"))

    def test_the_reader_only_reads_whatever_the_defaults_say(self):
        lead = self._lead()
        defaults = {"default_access": "write", "default_include_documents": True}
        self.env["ir.default"].set("crm.lead.share", "access", "write", user_id=True)
        lead.with_context(**defaults, default_date_end="2126-01-01").write(
            {"user_id": self.colleague.id, "oplus_keep_salesperson_as_reader": True}
        )
        terms = {"access": "read", "include_documents": False, "date_end": False}
        self.assertRecordValues(lead.oplus_share_ids, [terms])
        self.assertFalse(lead.has_access("write"))

    def test_a_new_salesperson_needs_no_share_any_more(self):
        lead = self._lead()
        self._assign(lead, keep=True)
        lead.with_user(self.colleague).write(
            {"user_id": self.agent.id, "oplus_keep_salesperson_as_reader": True}
        )
        self.assertEqual(lead.oplus_share_ids.user_id, self.colleague)

    def test_nobody_is_kept_who_was_not_there_or_may_not_be(self):
        lead = self._lead()
        lead.with_user(self.admin).user_id = False
        vals = {"user_id": self.agent.id, "oplus_keep_salesperson_as_reader": True}
        lead.with_user(self.admin).write(vals)
        self.assertFalse(lead.sudo().oplus_share_ids)
        self.agent.sudo().active = False
        lead.with_user(self.admin).write(vals | {"user_id": self.colleague.id})
        self.assertFalse(lead.sudo().oplus_share_ids)

    def test_what_belongs_to_the_opportunity_stays(self):
        lead = self._lead()
        lead.message_post(body="First call")
        lead.message_subscribe(partner_ids=self.customer.ids)
        activity = lead.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.agent.id
        )
        meeting = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "opportunity_id": lead.id,
                "start": "2026-12-01 09:00",
                "stop": "2026-12-01 10:00",
            }
        )
        self._end_transaction()
        history, messages = lead.stage_history_ids, lead.message_ids
        self._assign(lead, keep=False)
        theirs = lead.with_user(self.colleague)
        self.assertLessEqual(history, theirs.stage_history_ids)
        self.assertLessEqual(messages, theirs.message_ids)
        self.assertIn(self.customer, theirs.message_partner_ids)
        self.assertEqual(theirs.activity_ids, activity)
        self.assertEqual(theirs.calendar_event_ids, meeting)

    def test_a_share_for_editing_assigns_to_nobody(self):
        lead = self._lead()
        self.env["crm.lead.share"].create(
            {"lead_id": lead.id, "user_id": self.colleague.id, "access": "write"}
        )
        theirs = lead.with_user(self.colleague)
        for vals in (
            {"user_id": self.colleague.id},
            {"user_id": False},
            {"team_id": self.south.id},
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                theirs.write(vals)
        theirs.write({"name": "Better name", "user_id": self.agent.id})
        self.assertEqual(lead.name, "Better name")

    def test_a_share_for_editing_moves_to_no_other_team_or_company(self):
        self.agent.sudo().crm_team_member_ids.crm_team_id = self.south
        lead = self._lead(type="lead", user_id=self.agent.id, team_id=self.north.id)
        self.assertEqual(lead.team_id, self.north)
        self.env["crm.lead.share"].create(
            {"lead_id": lead.id, "user_id": self.colleague.id, "access": "write"}
        )
        theirs = lead.with_user(self.colleague)
        with self.assertRaisesRegex(AccessError, "assign them"):
            theirs.write({"type": "opportunity"})

    def test_the_new_salesperson_is_told_the_name(self):
        lead = self._lead(name="Cold store")
        with self.mock_mail_gateway():
            lead.user_id = self.colleague
            self._end_transaction()
        message = self.env["mail.message"].with_user(self.colleague)
        message = message.search([("partner_ids", "in", self.colleague.partner_id.ids)])
        self.assertIn("Cold store", message[:1].subject)

    def test_a_lost_opportunity_is_assigned_too(self):
        lead = self._lead(name="Cold store")
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        told = self._assign(lead, keep=True)["params"]
        self.assertEqual(told["message"], "Assigned to Colleague: Cold store")
        self.assertEqual(lead.user_id, self.colleague)
