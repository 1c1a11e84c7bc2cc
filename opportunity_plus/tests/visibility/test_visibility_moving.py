# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestVisibilityMoving(HostileAgentCommon):
    """What may not be made on an opportunity is not moved there either."""

    def setUp(self):
        super().setUp()
        self.env.user.sudo().group_ids += self.env.ref("base.group_partner_manager")
        self.mine = self.mine.with_env(self.env)
        leads = self.env["crm.lead"].with_user(self.agent)
        self.shared = leads.create({"name": "Shared", "type": "opportunity"})
        self.env["crm.lead.share"].with_user(self.agent).create(
            {"lead_id": self.shared.id, "user_id": self.colleague.id}
        )
        self.shared = self.shared.with_env(self.env)
        self.secret = self.secret.with_env(self.env)
        self.model_id = self.env["ir.model"]._get_id("crm.lead")

    def assertRefused(self, attempt, error=AccessError):
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            attempt()
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertNotIn("Secret", str(caught.exception))

    def test_an_activity_is_not_moved_onto_what_one_may_not_write(self):
        plan = {"activity_type_id": self.env.ref("mail.mail_activity_data_call").id}
        activity = self.mine.activity_schedule("mail.mail_activity_data_call")
        other = self.env["mail.activity"].create(
            plan
            | {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.customer.id,
            }
        )
        for lead in (self.secret, self.shared):
            for record, vals in (
                (activity, {"res_id": lead.id}),
                (other, {"res_id": lead.id, "res_model_id": self.model_id}),
                (other, {"res_id": lead.id, "res_model": "crm.lead"}),
                (activity | other, {"res_id": lead.id, "res_model_id": self.model_id}),
            ):
                with self.subTest(lead=lead.id, vals=vals):
                    self.assertRefused(lambda r=record, vals=vals: r.write(vals))
        self.assertEqual(activity.res_name, "Mine")
        for commands in ([[4, activity.id]], [[6, 0, activity.ids]]):
            self.assertRefused(
                lambda commands=commands: self.shared.write({"activity_ids": commands})
            )
        mine = self._lead(name="Mine, too", user_id=self.colleague.id)
        activity.write({"res_id": mine.id})
        self.assertEqual(activity.res_name, "Mine, too")

    def test_the_name_on_an_activity_is_that_of_its_document(self):
        """Whoever writes the activity, it is read by those who see the opportunity."""
        activity = self.activity.with_user(self.colleague)
        activity.sudo().write({"res_id": self.mine.id})
        activity.sudo().write({"res_id": self.secret.id})
        self.env.flush_all()
        self.env.invalidate_all()
        theirs = self.activity.with_user(self.admin)
        self.assertEqual(theirs.res_name, "Secret deal")
        values = {"res_model": "crm.lead", "res_id": self.secret.id}
        values["res_model_id"] = self.model_id
        form = self.env["mail.activity"].new(values)
        self.assertNotIn("Secret", form.res_name or "")

    def _company(self):
        """One that nobody may use."""
        companies = self.env["res.company"].with_user(SUPERUSER_ID)
        return companies.create({"name": "Elsewhere"}).with_env(self.env)

    def _meeting(self, **vals):
        times = {"start": "2026-12-01 09:00", "stop": "2026-12-01 10:00"}
        return self.env["calendar.event"].create({"name": "Visit", **times, **vals})

    def test_a_meeting_is_not_moved_onto_what_one_may_not_write(self):
        meeting, free = self._meeting(opportunity_id=self.mine.id), self._meeting()
        for lead in (self.secret, self.shared):
            for vals in (
                {"opportunity_id": lead.id},
                {"res_model_id": self.model_id, "res_id": lead.id},
            ):
                for attempt in (
                    lambda vals=vals: meeting.write(vals),
                    lambda vals=vals: (meeting | free).write(vals),
                    lambda vals=vals: self._meeting(**vals),
                ):
                    with self.subTest(vals=vals):
                        self.assertRefused(attempt)
            elsewhere = self._meeting()
            contacts = self.env["ir.model"]._get_id("res.partner")
            elsewhere.sudo().write({"res_model_id": contacts, "res_id": lead.id})
            self.assertRefused(
                lambda meeting=elsewhere: meeting.write({"res_model": "crm.lead"})
            )
        free.write({"opportunity_id": self.mine.id})
        self.assertEqual(self.mine.calendar_event_ids, meeting | free)

    def test_a_meeting_of_an_opportunity_out_of_sight_can_be_changed(self):
        meeting = self.meeting.with_env(self.env)
        meeting.write({"name": "Visit, later", "stop": "2026-12-01 11:00"})
        meeting.write({"opportunity_id": self.secret.id, "location": "Bangkok"})
        self.assertEqual(meeting.sudo().opportunity_id, self.secret)

    def test_a_rule_for_big_deals_is_not_moved_to_another_company(self):
        company = self._company()
        rules = self.env["crm.big.deal.rule"].with_user(self.admin)
        vals = {"name": "Big", "minimum_amount": 1, "notify_salesperson": True}
        rule = rules.create(vals)
        self.assertRefused(lambda: rule.write({"company_id": company.id}))
        self.assertRefused(
            lambda: rule.web_save({"company_id": company.id}, {"name": {}})
        )
        self.assertRefused(
            lambda: rules.create(vals | {"company_id": company.id}),
        )
        self.admin.sudo().company_ids += company
        rules = rule.with_context(allowed_company_ids=self.admin.company_ids.ids)
        rules.write({"company_id": company.id})
        self.assertEqual(rule.sudo().company_id, company)

    def test_an_order_is_not_taken_from_what_one_may_not_write(self):
        free = self._order(self.secret, user_id=False)
        shared = self._order(self.shared, user_id=self.colleague.id)
        for order in (free, self.order.with_env(self.env), shared):
            for vals in (
                {"opportunity_id": False},
                {"opportunity_id": self.mine.id},
            ):
                with self.subTest(order=order.id, vals=vals):
                    self.assertRefused(lambda o=order, vals=vals: o.write(vals))
            for command in ([4, order.id, 0], [6, 0, order.ids]):
                with self.subTest(order=order.id, command=command):
                    self.assertRefused(
                        lambda c=command: self.mine.write({"order_ids": [c]})
                    )
        self.assertRefused(
            lambda: self.shared.write({"order_ids": [[3, shared.id, 0]]})
        )
        order = self.order.with_env(self.env)
        order.write({"client_order_ref": "x"})
        self.assertEqual(order.client_order_ref, "x")

    def test_one_s_own_order_moves_between_one_s_own_opportunities(self):
        order = self._order(self.mine, user_id=self.colleague.id)
        other = self._lead(name="Other", user_id=self.colleague.id)
        order.write({"opportunity_id": other.id})
        self.assertEqual(other.order_ids, order)
        order.write({"opportunity_id": False})
        self.assertFalse(other.order_ids)

    def test_merging_brings_the_orders_of_others_along(self):
        other = self._lead(name="Other", user_id=self.colleague.id)
        order = self._order(other)
        (self.mine | other).merge_opportunity()
        self.assertIn(order.sudo().opportunity_id, self.mine | other)

    def test_an_opportunity_is_not_moved_to_a_company_that_one_may_not_use(self):
        company = self._company()
        self.admin.sudo().company_ids += company
        for vals in (
            {"company_id": company.id},
            {"company_id": company.id, "user_id": False, "team_id": False},
            {"company_id": company.id, "user_id": self.admin.id, "team_id": False},
        ):
            with self.subTest(vals):
                self.assertRefused(lambda vals=vals: self.mine.write(vals), UserError)

    def test_neighbours_stay_where_they_are(self):
        """Files, messages, followers, shares, products."""
        files = self.env["ir.attachment"].create({"name": "x", "raw": b"x"})
        note = self.mine.message_post(body="x", subtype_xmlid="mail.mt_note")
        share = self.env["crm.lead.share"].create(
            {"lead_id": self.mine.id, "user_id": self.agent.id}
        )
        self.mine.product_line_ids = [Command.create({"name": "Mine"})]
        line = self.mine.product_line_ids
        follower = self.mine.sudo().message_follower_ids[:1].with_env(self.env)
        for lead in (self.secret, self.shared):
            for record, vals in (
                (files, {"res_model": "crm.lead", "res_id": lead.id}),
                (note, {"res_id": lead.id}),
                (share, {"lead_id": lead.id}),
                (line, {"lead_id": lead.id}),
                (follower, {"res_id": lead.id}),
            ):
                with self.subTest(record._name, lead=lead.id):
                    self.assertRefused(
                        lambda record=record, vals=vals: record.write(vals), UserError
                    )
