# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLeaks(HostileAgentCommon):
    """What a hostile agent learns by the side of an opportunity out of sight."""

    def _pointing(self):
        """What points to the secret, with the field that does."""
        return (
            (self.order.with_env(self.env), "opportunity_id"),
            (self.meeting.with_env(self.env), "opportunity_id"),
        )

    def test_the_name_is_told_by_no_record_that_points_to_it(self):
        for record, field in self._pointing():
            domain = [("id", "=", record.id)]
            spec = {field: {"fields": {"display_name": {}}}}
            for answer in (
                record.read([field]),
                record.web_read(spec),
                record.web_search_read(domain, spec),
                record.formatted_read_group(domain, [field], ["__count"]),
                record.web_read_group(domain, [field], ["__count"]),
            ):
                self.assertNotIn("Secret", str(answer))
                self.env.invalidate_all()
            for attempt in (
                lambda record=record, field=field: record[field].name,
                lambda record=record, field=field: record.export_data([field]),
                lambda record=record, field=field: record.web_read(
                    {field: {"fields": {"name": {}}}}
                ),
                lambda record=record, field=field: record.export_data(
                    [f"{field}/name"]
                ),
            ):
                with self.assertRaises(AccessError):
                    attempt()

    def test_domains_through_other_records_find_nothing(self):
        lead = "opportunity_id"
        for model, domain in (
            ("sale.order", [(f"{lead}.name", "ilike", "Secret")]),
            ("sale.order", [(lead, "ilike", "Secret")]),
            ("sale.order", [(lead, "any", [("expected_revenue", ">", 4000)])]),
            ("calendar.event", [(f"{lead}.name", "ilike", "Secret")]),
            ("calendar.event", [(lead, "ilike", "Secret")]),
            ("res.partner", [("opportunity_ids.expected_revenue", ">", 4000)]),
            ("res.partner", [("opportunity_ids.name", "ilike", "Secret")]),
            ("mail.activity", [("res_name", "ilike", "Secret")]),
            ("mail.activity", [("id", "=", self.activity.id)]),
            (
                "mail.message",
                [("model", "=", "crm.lead"), ("res_id", "=", self.secret.id)],
            ),
            ("crm.lead.stage.history", [("lead_id.name", "ilike", "Secret")]),
            ("crm.activity.report", [("lead_id.name", "ilike", "Secret")]),
            ("crm.lead.share", [("lead_id.name", "ilike", "Secret")]),
            ("crm.lead", [("oplus_is_granted_read", "in", [True, False])]),
            ("crm.lead", ["|", ("id", "=", self.secret.id), (0, "=", 1)]),
        ):
            with self.subTest(model=model, domain=domain):
                found = self.env[model].search(domain)
                if model == "crm.lead":
                    found &= self.secret
                self.assertFalse(found)

    def test_whose_an_opportunity_is_cannot_be_asked_by_its_id(self):
        secret = self.secret.sudo()
        secret.partner_id = secret.partner_id.copy()
        invoice = self._invoice(self._order(self.secret, confirmed=True))
        invoice.sudo().invoice_user_id = self.colleague
        ours = secret.partner_id.ids + self.customer.ids
        for model, ids in (("res.partner", ours), ("account.move", invoice.ids)):
            records = self.env[model].browse(ids)
            for found, domain in (
                (0, [("opportunity_ids", "=", self.secret.id)]),
                (1, [("opportunity_ids", "in", [False, self.secret.id])]),
                (0, [("opportunity_ids", "!=", False)]),
                (1, [("opportunity_ids", "=", False)]),
                (1, [("opportunity_ids", "not in", self.secret.ids)]),
            ):
                with self.subTest(model=model, domain=domain):
                    answer = records.search([("id", "in", ids[:1]), *domain])
                    self.assertEqual(len(answer), found)
            self.assertIn(
                ids[0],
                records.with_user(self.admin)
                .search([("opportunity_ids", "=", self.secret.id)])
                .ids,
            )

    def test_a_customer_does_not_read_the_name_on_his_order(self):
        portal = self._user("buyer", "base.group_portal").sudo()
        portal.partner_id.parent_id = self.customer
        self.order.sudo().write({"state": "sent", "partner_id": self.customer.id})
        order = self.order.with_user(portal)
        self.assertTrue(order.has_access("read"))
        self.assertNotIn("Secret", str(order.read(["opportunity_id"])))

    def test_who_is_told_what_a_customer_writes_reads_the_name(self):
        portal = self._user("buyer", "base.group_portal").sudo()
        message = self.secret.with_user(portal).sudo()
        message = message.message_post(
            body="Yes", partner_ids=self.agent.partner_id.ids
        )
        self.assertEqual(message.record_name, "Secret deal")

    def test_who_notifies_himself_does_not_read_the_name(self):
        own = self.colleague.partner_id.ids
        threads = self.env["mail.thread"], self.secret.with_env(self.env)
        for thread in threads:
            message = thread.message_notify(
                partner_ids=own, body="x", model="crm.lead", res_id=self.secret.id
            )
            self.assertNotIn("Secret", message.sudo().record_name)

    def test_groups_by_a_path_tell_nothing(self):
        for path in ("opportunity_id.user_id", "opportunity_id.stage_id"):
            groups = self.env["sale.order"].formatted_read_group(
                [("id", "=", self.order.id)], [path], ["__count"]
            )
            self.assertEqual([group[path] for group in groups], [False])

    def test_totals_of_the_pipeline_are_of_what_is_visible(self):
        leads = self.env["crm.lead"]
        domain = [("id", "in", (self.secret | self.mine).ids)]
        (group,) = leads.formatted_read_group(domain, [], ["expected_revenue:sum"])
        self.assertEqual(group["expected_revenue:sum"], 5)
        columns = leads.web_read_group(domain, ["stage_id"], ["expected_revenue:sum"])
        totals = [group["expected_revenue:sum"] for group in columns["groups"]]
        self.assertEqual(sum(filter(None, totals)), 5)
        bar = leads.read_progress_bar(
            domain,
            "stage_id",
            {"field": "activity_state", "colors": {"planned": 1, "today": 1}},
        )
        self.assertFalse(any(sum(column.values()) for column in bar.values()))

    def test_a_form_not_saved_yet_counts_neither_it_nor_itself(self):
        leads = self.env["crm.lead"]
        self.assertEqual(leads.new({}).duplicate_lead_count, 0)
        draft = leads.new({"partner_id": self.customer.id})
        self.assertEqual(draft.duplicate_lead_count, 1)
        self.assertEqual(draft.duplicate_lead_ids._origin, self.mine.with_env(self.env))

    def test_duplicates_and_counts_leave_it_out(self):
        mine = self.mine.with_env(self.env)
        self.assertEqual(mine.duplicate_lead_count, 0)
        self.assertEqual(mine.duplicate_lead_ids, mine)
        customer = self.customer.with_env(self.env)
        self.assertEqual(customer.opportunity_count, 1)
        self.assertEqual(customer.opportunity_ids, mine)
        self.secret.with_user(self.admin).user_id = False
        team = self.secret.with_user(self.admin).team_id.with_env(self.env)
        self.assertEqual(team.lead_unassigned_count, 0)

    def test_old_activities_do_not_name_it(self):
        activity = self.activity.with_env(self.env)
        self.assertFalse(activity.has_access("read"))
        groups = self.env["res.users"]._get_activity_groups()
        self.assertNotIn("crm.lead", [group.get("model") for group in groups])
        self.assertTrue(activity.with_user(self.agent).has_access("read"))

    def test_followers_out_of_sight_are_not_told(self):
        partner = self.colleague.partner_id
        lead = self.secret.with_user(self.agent)
        lead.message_subscribe(partner_ids=(partner | self.customer).ids)
        message = lead.message_post(body="90", subtype_xmlid="mail.mt_comment")
        self.assertEqual(message.sudo().notified_partner_ids, self.customer)
        self.assertFalse(message.with_env(self.env).has_access("read"))
        with self.assertRaises(AccessError):
            self.secret.with_env(self.env).message_post(body="x")

    def test_whoever_is_addressed_reads_the_message_and_not_the_name(self):
        lead = self.secret.with_user(self.agent)
        message = lead.message_post(body="?", partner_ids=self.colleague.partner_id.ids)
        self._end_transaction()
        self.env.invalidate_all()
        message = message.with_env(self.env)
        self.assertTrue(message.has_access("read"))
        self.assertNotIn("Secret", message.record_name or "")
