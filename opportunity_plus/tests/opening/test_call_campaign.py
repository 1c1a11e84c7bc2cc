# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .call_campaign_common import CallCampaignCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCallCampaign(CallCampaignCommon):
    """From a selection of customers to calls: preview, opening, result."""

    def test_each_customer_gets_an_opportunity_and_a_call(self):
        with self._at("2026-03-02 09:00"):
            partners = self._customers(2, user_id=self.agent.id)
            run = self._run(partners, date_call="2026-03-05")
        self.assertEqual(run.state, "done")
        leads = self._opened(partners)
        for lead in leads:
            self.assertRecordValues(
                lead,
                [
                    {
                        "name": lead.partner_id.name,
                        "campaign_id": self.campaign.id,
                        "user_id": self.agent.id,
                        "stage_id": self.new.id,
                        "probability": 50,
                        "expected_revenue": 0,
                    }
                ],
            )
            self.assertEqual(str(lead.date_deadline), "2026-03-09")
            self.assertRecordValues(
                lead.activity_ids,
                [
                    {
                        "activity_type_id": self.call.id,
                        "user_id": self.agent.id,
                        "summary": "Spring",
                    }
                ],
            )
            self.assertEqual(str(lead.activity_ids.date_deadline), "2026-03-05")

    def test_a_new_campaign_is_made_on_the_way(self):
        run = self._preview(self._customers(1))
        campaign_id = self.env["utm.campaign"].name_create("Brand new")[0]
        with Form(run) as form:
            form.campaign_id = self.env["utm.campaign"].browse(campaign_id)
        run.action_run()
        self.assertEqual(run.line_ids.lead_id.campaign_id.name, "Brand new")

    def test_salespeople_of_the_customers_get_them(self):
        theirs = self._customers(1, user_id=self.colleague.id)
        nobodys = self._customers(1)
        self._run(theirs | nobodys)
        lead = self._opened(theirs)
        self.assertEqual(lead.user_id, self.colleague)
        self.assertEqual(lead.activity_ids.user_id, self.colleague)
        self.assertEqual(self._opened(nobodys).user_id, self.agent)

    def test_a_salesperson_who_left_gets_none(self):
        partner = self._customers(1, user_id=self.colleague.id)
        self.colleague.sudo().active = False
        self._run(partner)
        self.assertEqual(self._opened(partner).user_id, self.agent)

    def test_the_preview_tells_what_will_happen(self):
        theirs = self._customers(2, user_id=self.colleague.id)
        vendor = self._customers(1, supplier_rank=1)
        run = self._preview(theirs | vendor)
        self.assertEqual((run.opened_count, run.skipped_count), (2, 1))
        problems = run.line_ids.sorted("id").mapped("problem")
        self.assertEqual(problems, [False, False, "vendor"])
        self.assertIn("Colleague", run.summary)
        self.assertIn("A vendor and no customer", run.summary)
        self.assertOpened(theirs | vendor, 0)

    def test_who_is_no_customer_is_skipped(self):
        company = self._customers(1)
        skipped = {
            "child": self._customers(1, parent_id=company.id),
            "vendor": self._customers(1, supplier_rank=1),
            "archived": self._customers(1, active=False),
            "colleague": self.outsider.partner_id,
        }
        partners = company.union(*skipped.values())
        run = self._run(partners)
        for reason, partner in skipped.items():
            row = run.line_ids.filtered(lambda row, p=partner: row.partner_id == p)
            self.assertEqual((row.state, row.reason), ("skipped", reason))
        self.assertEqual(self._opened(partners).partner_id, company)

    def test_who_has_an_open_opportunity_in_the_campaign_is_skipped(self):
        partners = self._customers(3)
        person = self._customers(1, parent_id=partners[0].id)
        theirs = self._lead(partner_id=person.id, campaign_id=self.campaign.id)
        theirs.user_id = self.colleague
        lost = self._lead(partner_id=partners[1].id, campaign_id=self.campaign.id)
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._lead(partner_id=partners[2].id)
        run = self._run(partners)
        reasons = {row.partner_id: row.reason for row in run.line_ids}
        self.assertEqual([reasons[p] for p in partners], ["open", False, "pursued"])

    def test_a_second_run_opens_nothing_twice(self):
        partners = self._customers(2)
        run, again = self._run(partners), self._preview(partners)
        again.campaign_id = self.campaign
        self.assertEqual(again.skipped_count, 2)
        with self.assertRaisesRegex(UserError, "None of the customers"):
            again.action_run()
        with self.assertRaisesRegex(UserError, "no longer possible"):
            run.action_run()
        self.assertOpened(partners, 2)

    def test_the_result_tells_who_was_opened_and_who_skipped(self):
        partners, vendor = self._customers(2), self._customers(1, supplier_rank=1)
        run = self._run(partners | vendor)
        self.assertEqual((run.opened_count, run.skipped_count), (2, 1))
        self.assertEqual((run.progress, run.lead_count), (100, 2))
        action = run.action_view_opportunities()
        found = self.env["crm.lead"].search(action["domain"])
        self.assertEqual(found.partner_id, partners)
        rows = self.env["crm.lead.opening"].search(run.action_view_lines()["domain"])
        self.assertEqual(rows, run.line_ids)

    def test_salespeople_hear_of_it_once(self):
        partners = self._customers(3, user_id=self.colleague.id) | self._customers(1)
        with self.mock_mail_gateway(), self.mock_mail_app():
            self._run(partners)
        told = self._new_msgs.filtered("partner_ids")
        self.assertEqual(told.partner_ids, self.colleague.partner_id)
        self.assertEqual(told.subject, "Call campaign Spring")
        self.assertIn("Calls: 3", told.body)

    def test_nobody_calls_in_the_past(self):
        with self._at("2026-03-02 09:00"):
            run = self._preview(self._customers(1))
            with self.assertRaisesRegex(
                ValidationError, "The day of the calls is over"
            ):
                run.date_call = "2026-03-01"
            run.write({"date_call": "2026-03-02", "campaign_id": self.campaign.id})
        with (
            self._at("2026-03-03 09:00"),
            self.assertRaisesRegex(ValidationError, "Choose today or a later day"),
        ):
            run.action_run()

    def test_a_preview_does_not_complain_before_anything_was_entered(self):
        run = self._preview(self._customers(1))
        with Form(run) as form:
            self.assertFalse(form.campaign_id)
            form.date_call = "2099-01-01"
        self.assertEqual(str(run.date_call), "2099-01-01")

    def test_campaign_and_day_are_asked_for(self):
        run = self._preview(self._customers(1))
        with self.assertRaisesRegex(UserError, "Choose a campaign"):
            run.action_run()
        run.write({"campaign_id": self.campaign.id, "date_call": False})
        with self.assertRaisesRegex(UserError, "the day of the calls"):
            run.action_run()

    def test_what_happened_since_the_preview_counts(self):
        partners = self._customers(3)
        run = self._preview(partners)
        run.campaign_id = self.campaign
        partners[0].sudo().unlink()
        self._lead(partner_id=partners[1].id, campaign_id=self.campaign.id)
        run.action_run()
        self.assertEqual(
            sorted(run.line_ids.mapped(lambda row: row.reason or "")),
            ["", "deleted", "open"],
        )

    def test_a_deleted_campaign_is_asked_for_again(self):
        run = self._preview(self._customers(1))
        run.campaign_id = self.campaign
        self.campaign.sudo().unlink()
        with self.assertRaisesRegex(UserError, "Choose a campaign"):
            run.action_run()

    def test_it_needs_no_automatic_opening(self):
        self.assertFalse(self.company.opportunity_auto_create)
        self.assertOpened(self._run(self._customers(1)).line_ids.partner_id)

    def test_customers_of_another_company(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        self.agent.sudo().company_ids = [Command.link(other.id)]
        theirs = self._customers(1)
        run = self._preview(theirs.with_context(allowed_company_ids=self.company.ids))
        theirs.sudo().company_id = other
        self.assertEqual(run.line_ids.mapped("problem"), ["company"])
        both = {"allowed_company_ids": (self.company | other).ids}
        run = self._preview(theirs.with_context(**both))
        self.assertEqual(run.line_ids.mapped("problem"), [False])
        run.campaign_id = self.campaign
        run.action_run()
        self.assertEqual(self._opened(theirs).company_id, other)
