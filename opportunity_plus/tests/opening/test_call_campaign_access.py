# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .call_campaign_common import CallCampaignCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCallCampaignAccess(CallCampaignCommon):
    """Salespeople call whom they may read, and forge no receipt."""

    def assertRefused(self, attempt, error=AccessError):
        with self.assertRaises(error), self.env.cr.savepoint():
            attempt()

    def test_only_salespeople_make_call_campaigns(self):
        partners = self._customers(1)
        self.assertRefused(partners.with_user(self.outsider).oplus_action_call_campaign)
        self.assertTrue(
            partners.with_user(self.supervisor).oplus_action_call_campaign()
        )

    def test_nobody_calls_whom_he_may_not_read(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        hidden = self._customers(1, company_id=other.id)
        self.assertRefused(hidden.oplus_action_call_campaign)

    def test_a_company_out_of_sight_does_not_hide_its_people(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        parent = self._customers(1)
        person = self._customers(1, parent_id=parent.id)
        parent.sudo().company_id = other
        person.sudo().company_id = False
        self.env.flush_all()
        self.env.invalidate_all()
        run = self._preview(person)
        self.assertEqual(run.line_ids.problem, "child")

    def test_who_is_out_of_sight_meanwhile_is_skipped(self):
        partners = self._customers(2)
        run = self._preview(partners)
        run.campaign_id = self.campaign
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        partners[0].sudo().company_id = other
        run.action_run()
        rows = run.line_ids.sudo().sorted("id")
        self.assertEqual(rows.mapped("reason"), ["access", False])

    def test_customers_of_no_company_belong_to_the_active_one(self):
        other = self.env(user=1)["res.company"].create({"name": "A", "sequence": -1})
        self.agent.sudo().company_ids = [Command.link(other.id)]
        for context, active in (
            ({}, self.company),  # another program
            ({"allowed_company_ids": [self.company.id, other.id]}, self.company),
            ({"allowed_company_ids": [other.id, self.company.id]}, other),
        ):
            with self.subTest(context):
                run = self._run(self._customers(1).with_context(**context))
                self.assertEqual(run.line_ids.company_id, active)
                self.assertEqual(run.line_ids.lead_id.sudo().company_id, active)

    def test_another_program_prepares_it_in_the_active_company(self):
        other = self.env(user=1)["res.company"].create({"name": "A", "sequence": -1})
        self.agent.sudo().company_ids = [Command.link(other.id)]
        run = self._preview(self._customers(1))
        self.assertEqual(run.line_ids.company_id, self.company)

    def test_what_another_company_has_open_is_not_told(self):
        system = self.env(user=1, su=True)
        other = system["res.company"].create({"name": "Other"})
        partners = self._customers(2)
        self._lead(partner_id=partners[0].id, campaign_id=self.campaign.id)
        system["crm.lead"].create(
            {
                "name": "Theirs",
                "type": "opportunity",
                "partner_id": partners[1].id,
                "campaign_id": self.campaign.id,
                "company_id": other.id,
            }
        )
        run = self._preview(partners)
        run.campaign_id = self.campaign
        rows = run.line_ids.sudo().sorted("id")
        self.assertEqual(rows.mapped("problem"), ["open", False])

    def test_a_receipt_is_not_forged(self):
        run = self._preview(self._customers(1))
        for vals in (
            {"state": "done"},
            {"kind": "import"},
            {"error": "x"},
            {"date_run": "2026-01-01"},
            {"company_ids": [Command.clear()]},
            {"line_ids": [Command.create({"name": "x"})]},
            {"line_ids": [Command.clear()]},
        ):
            with self.subTest(vals):
                self.assertRefused(lambda vals=vals: run.create(vals))
                self.assertRefused(lambda vals=vals: run.write(vals))

    def test_a_context_gives_no_past(self):
        defaults = {"default_state": "running", "default_kind": "import"}
        run = self._preview(self._customers(1).with_context(**defaults))
        self.assertEqual((run.state, run.kind), ("draft", "campaign"))
        self.assertEqual(run.line_ids.sudo().state, "planned")

    def test_people_see_their_own_and_administrators_all(self):
        run = self._run(self._customers(1))
        for user in (self.colleague, self.supervisor, self.manager):
            theirs = run.with_user(user)
            self.assertFalse(theirs.search([("id", "=", run.id)]))
            for name in ("action_run", "action_resume", "action_view_opportunities"):
                with self.subTest(user=user.login, action=name):
                    self.assertRefused(getattr(theirs, name))
        self.assertTrue(run.with_user(self.admin).search([("id", "=", run.id)]))
        self.assertRefused(run.with_user(self.outsider).read)

    def test_others_opportunities_are_counted_for_who_may_see_them(self):
        run = self._run(self._customers(2, user_id=self.colleague.id))
        self.assertEqual((run.opened_count, run.lead_count), (2, 0))
        self.assertEqual(run.with_user(self.admin).lead_count, 2)

    def test_a_receipt_stays(self):
        run = self._run(self._customers(1))
        self.assertRefused(run.unlink, UserError)
        self.assertRefused(lambda: run.write({"campaign_id": False}), UserError)
        draft = self._preview(self._customers(1))
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_forgotten_previews_go(self):
        with self._at("2026-03-02 09:00"):
            old = self._preview(self._customers(1))
            done = self._run(self._customers(1))
        self.env.cr.execute(
            "UPDATE crm_lead_opening_run SET create_date = '2026-03-02'"
        )
        with self._at("2026-03-20 09:00"):
            new = self._preview(self._customers(1))
            self.env.invalidate_all()
            self.env["crm.lead.opening.run"].sudo()._gc_drafts()
        self.assertFalse(old.exists())
        self.assertTrue(done.exists() and new.exists())
