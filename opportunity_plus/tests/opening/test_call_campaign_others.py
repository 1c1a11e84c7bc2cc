# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .call_campaign_common import CallCampaignCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCallCampaignOthers(CallCampaignCommon):
    """Customers with an open opportunity outside the campaign are left out, unless the
    user says otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.autumn = cls.env["utm.campaign"].create({"name": "Autumn"})

    def _busy(self, count=1, **vals):
        """Customers with an open opportunity of the agent."""
        partners = self._customers(count)
        for partner in partners:
            self._lead(partner_id=partner.id, name=f"Deal {partner.id}", **vals)
        return partners

    def test_they_are_left_out(self):
        busy, free = self._busy(2), self._customers(1)
        run = self._run(busy | free)
        rows = run.line_ids.sudo().sorted("id")
        self.assertEqual(rows.mapped("state"), ["skipped", "skipped", "opened"])
        self.assertEqual(rows.mapped("reason"), ["pursued", "pursued", False])
        self.assertOpened(busy, 2)

    def test_what_was_opened_minutes_ago_counts(self):
        self.company.sudo().opportunity_auto_create = True
        partners = self._create({"name": "A"}, {"name": "B"}, import_file=True)
        run = self._preview(partners)
        run.campaign_id = self.campaign
        self.assertEqual((run.others_count, run.opened_count), (2, 0))
        with self.assertRaisesRegex(UserError, "None of the customers"):
            run.action_run()
        self.assertOpened(partners, 2)

    def test_of_another_campaign_or_of_a_contact_they_count_too(self):
        partners = self._busy(1, campaign_id=self.autumn.id) | self._customers(1)
        person = self._customers(1, parent_id=partners[1].id)
        self._lead(partner_id=person.id)
        run = self._preview(partners)
        run.campaign_id = self.campaign
        self.assertEqual(run.line_ids.mapped("problem"), ["pursued"] * 2)

    def test_closed_ones_and_mere_leads_do_not_count(self):
        partners = self._busy(2)
        lost, lead = self._opened(partners).with_env(self.env)
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        lead.sudo().type = "lead"
        run = self._preview(partners)
        self.assertEqual((run.others_count, run.opened_count), (0, 2))

    def test_the_preview_names_them_and_what_they_have(self):
        busy, free = self._busy(2), self._customers(1)
        run = self._preview(busy | free)
        self.assertEqual((run.others_count, run.opened_count), (2, 1))
        self.assertIn("Has an open opportunity already", run.summary)
        found = self.env["crm.lead.opening"].search(run.action_view_others()["domain"])
        self.assertEqual(found.partner_id, busy)
        for row in found:
            self.assertEqual(row.open_lead_ids.partner_id, row.partner_id)
        self.assertFalse((run.line_ids - found).open_lead_ids)

    def test_the_user_may_open_another_one(self):
        busy = self._busy(2)
        run = self._preview(busy)
        with Form(run) as form:
            form.campaign_id = self.campaign
            self.assertEqual(form.opened_count, 0)
            form.others_policy = "open"
            self.assertEqual(form.opened_count, 2)
        self.assertEqual((run.others_count, run.skipped_count), (2, 0))
        self.assertIn("open opportunity already: 2", run.confirmation)
        run.action_run()
        self.assertOpened(busy, 4)
        self.assertEqual(run.others_policy, "open")

    def test_nobody_is_called_twice_in_a_campaign_for_that(self):
        busy = self._busy(1, campaign_id=self.campaign.id)
        run = self._preview(busy)
        run.write({"campaign_id": self.campaign.id, "others_policy": "open"})
        self.assertEqual(run.line_ids.problem, "open")

    def test_the_choice_is_made_before_the_run(self):
        run = self._run(self._customers(1))
        with self.assertRaises(UserError):
            run.others_policy = "open"

    def test_what_is_out_of_sight_is_not_told(self):
        partners = self._busy(1)
        self._opened(partners).write({"user_id": self.colleague.id, "name": "Secret"})
        self._end_transaction()
        self.env.invalidate_all()
        run = self._preview(partners)
        row = run.line_ids
        self.assertEqual((row.problem, row.open_lead_ids.ids), ("pursued", []))
        self.assertNotIn("Secret", str(run.summary))
        theirs = row.with_user(self.admin)
        self.assertEqual(theirs.open_lead_ids.name, "Secret")

    def test_what_another_company_has_open_is_not_told(self):
        system = self.env(user=1, su=True)
        other = system["res.company"].create({"name": "Other"})
        partner = self._customers(1)
        system["crm.lead"].create(
            {
                "name": "Theirs",
                "type": "opportunity",
                "partner_id": partner.id,
                "company_id": other.id,
            }
        )
        run = self._preview(partner)
        self.assertEqual((run.line_ids.problem, run.others_count), (False, 0))

    def test_it_is_confirmed_with_the_numbers(self):
        with self._at("2026-03-02 09:00"):
            run = self._preview(self._busy(1) | self._customers(2))
            run.write({"campaign_id": self.campaign.id, "date_call": "2026-03-05"})
            action = run.action_start()
            self.assertEqual((run.state, action["res_id"]), ("draft", run.id))
            self.assertEqual(
                run.confirmation.splitlines(),
                [
                    "Opportunities to open, each with a call on 03/05/2026: 2.",
                    "Customers to leave out: 1.",
                ],
            )

    def test_what_is_missing_is_said_before_the_confirmation(self):
        run = self._preview(self._customers(1))
        with self.assertRaises(UserError) as caught:
            run.action_start()
        self.assertEqual(str(caught.exception), "Choose a campaign.")
        run.write({"campaign_id": self.campaign.id, "date_call": False})
        with self.assertRaises(UserError) as caught:
            run.action_run()
        self.assertEqual(str(caught.exception), "Choose the day of the calls.")
        run.campaign_id = False
        with self.assertRaises(UserError) as caught:
            run.action_run()
        self.assertEqual(
            str(caught.exception), "Choose a campaign.\nChoose the day of the calls."
        )

    def test_the_preview_of_many_costs_a_fixed_number_of_statements(self):
        counts = []
        for number in (3, 3, 40):  # the first warms up
            run = self._preview(self._busy(number))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(run.others_count, number)
            run.line_ids.mapped("problem")
            run.line_ids.mapped("open_lead_ids.display_name")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
