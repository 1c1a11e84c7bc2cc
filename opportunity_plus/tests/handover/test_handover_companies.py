# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .handover_common import HandoverCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverCompanies(HandoverCommon):
    """Nothing moves to, and nothing is said of, companies where somebody has no say."""

    def _subsidiary(self):
        """Another company, where the agent and the administrator work."""
        company = self.env["res.company"].sudo().create({"name": "Subsidiary"})
        (self.agent | self.admin).sudo().company_ids += company
        lead = self._lead(name="Abroad", team_id=False)
        lead.sudo().write({"company_id": company.id, "user_id": self.agent.id})
        self.env.flush_all()
        return company, lead

    def _in_both(self, handover, company):
        companies = self.env.company | company
        return handover.with_context(allowed_company_ids=companies.ids)

    def test_a_successor_without_access_to_the_company_is_named(self):
        home = self._lead()
        company, abroad = self._subsidiary()
        handover = self._in_both(self._draft(), company)
        handover.action_prepare()
        line = self._line(handover, abroad)
        self.assertEqual(line.problem, "company")
        handover.action_run()
        self.assertEqual((line.state, line.reason), ("skipped", "company"))
        self.assertOwner(abroad, self.agent)
        self.assertOwner(home, self.colleague)

    def test_what_went_to_another_company_since_the_preview_stays(self):
        lead = self._lead()
        company, _abroad = self._subsidiary()
        handover = self._in_both(self._draft(), company)
        handover.action_prepare()
        lead.sudo().write({"team_id": False, "company_id": company.id})
        handover.action_run()
        self.assertEqual(self._line(handover, lead).reason, "changed")
        self.assertOwner(lead, self.agent)

    def test_who_works_in_the_company_gets_what_belongs_to_it(self):
        self._lead(partner_id=self._customer(user_id=False).id)
        company, abroad = self._subsidiary()
        self.newcomer.sudo().company_ids += company
        handover = self._in_both(self._draft(self.colleague, self.newcomer), company)
        handover.action_run()
        self.assertOwner(abroad, self.newcomer)

    def test_nothing_moves_when_nobody_can_take_anything(self):
        company, _abroad = self._subsidiary()
        handover = self._in_both(self._draft(), company)
        handover.action_prepare()
        with self.assertRaisesRegex(UserError, "None of the records can move"):
            handover.action_run()
        self.assertEqual(handover.state, "draft")

    def test_companies_that_are_not_active_are_counted_and_not_moved(self):
        self._lead()
        company, abroad = self._subsidiary()
        home = self._draft().with_context(allowed_company_ids=self.env.company.ids)
        home.action_run()
        self.assertOwner(abroad, self.agent)
        self.assertNotIn("Abroad", home.line_ids.mapped("name"))
        draft = self._draft().with_env(home.env)
        self.assertEqual(draft.elsewhere_count, 1)
        self.assertEqual(self._in_both(draft, company).elsewhere_count, 0)

    def test_nothing_is_said_of_companies_that_the_administrator_has_not(self):
        company, _abroad = self._subsidiary()
        self.admin.sudo().company_ids -= company
        self.assertEqual(self._draft().elsewhere_count, 0)

    # who acts on a handover, and who reads it

    def test_only_an_administrator_who_sees_the_companies_acts(self):
        lead, home = self._lead(), self.env.company
        company, _abroad = self._subsidiary()
        self.colleague.sudo().company_ids += company
        handover = self._in_both(self._draft(), company)
        handover.action_run()
        only_there = handover.with_context(allowed_company_ids=company.ids)
        for companies, message in (
            (home | company, f"Activate them first: {home.name}"),
            (company, "companies that you may not use"),
        ):
            self.admin.sudo().write(
                {"company_ids": companies.ids, "company_id": company.id}
            )
            self.env.invalidate_all()
            with self.assertRaisesRegex(UserError, message):
                only_there.action_undo()
        self.assertOwner(lead, self.colleague)

    def test_a_receipt_of_another_company_is_hidden(self):
        lead = self._lead()
        self._customer("Of all companies")
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        boss = self._hire("boss", "sales_team.group_sale_manager")
        boss.sudo().write({"company_ids": company.ids, "company_id": company.id})
        handover = self._run().with_user(boss)
        self.assertFalse(handover.search([("id", "=", handover.id)]))
        lines = self.env["crm.lead.handover.line"].with_user(boss)
        self.assertFalse(lines.search([("handover_id", "=", handover.id)]))
        for attempt in (handover.action_undo, lambda: handover.read(["user_id"])):
            with self.assertRaises(AccessError):
                attempt()
        self.assertOwner(lead, self.colleague)

    def test_the_figures_are_those_of_what_the_reader_sees(self):
        self._lead()
        company, _abroad = self._subsidiary()
        wide = self._in_both(self._draft(), company)
        wide.action_prepare()
        narrow = wide.with_context(allowed_company_ids=self.env.company.ids)
        self.assertEqual((wide.line_count, narrow.line_count), (2, 1))
        self.assertEqual(
            len(narrow.line_ids.search([("id", "in", wide.line_ids.ids)])), 1
        )

    def test_a_successor_may_also_work_where_the_administrator_does_not(self):
        lead = self._lead()
        activity = self._activity(lead)
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.colleague.sudo().company_ids += company
        self._begin_request()
        handover = self._handover()
        self._begin_request()
        self.assertFalse(any(handover.line_ids.mapped("problem")))
        self._begin_request()
        handover.action_run()
        for record in (lead, activity):
            self.assertOwner(record, self.colleague)

    def test_a_meeting_about_what_is_elsewhere_stays(self):
        home = self._lead()
        company, abroad = self._subsidiary()
        with self._at("2026-05-01 09:00"):
            meeting = self._meeting(opportunity_id=abroad.id)
            self._begin_request()
            only_here = {"allowed_company_ids": self.env.company.ids}
            handover = self._draft().with_context(**only_here)
            handover.action_run()
        self.assertOwner(home, self.colleague)
        self.assertOwner(meeting, self.agent)
        self.assertNotIn("Abroad", str(handover.line_ids.mapped("name")))

    def test_another_preview_leaves_nothing_of_the_first_one(self):
        self._lead()
        company, _abroad = self._subsidiary()
        (self.colleague | self.newcomer).sudo().company_ids += company
        wide = self._in_both(self._draft(), company)
        narrow = wide.with_context(allowed_company_ids=self.env.company.ids)
        for change in (
            narrow.action_prepare,
            lambda: narrow.write({"successor_ids": [Command.set(self.newcomer.ids)]}),
        ):
            wide.action_prepare()
            self.assertIn("Abroad", wide.line_ids.mapped("name"))
            self._begin_request()
            change()
            self._begin_request()
            self.assertNotIn("Abroad", wide.line_ids.mapped("name"))
