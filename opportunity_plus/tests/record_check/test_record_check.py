# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRecordCheck(OpportunityPlusCommon):
    """The page tells whether the records hold, to sales administrators alone."""

    def _check(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        checks = self.env["crm.record.check"].with_user(user or self.admin)
        action = checks.action_check()
        return checks.browse(action["res_id"])

    def _break(self, lead):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET expected_revenue = 7 WHERE id = %s", [lead.id]
        )

    def test_nothing_is_wrong(self):
        before = self._check()
        self._lead(name="Sound")
        self._end_transaction()
        check = self._check()
        self.assertFalse(check.line_ids)
        self.assertEqual(check.lead_count, before.lead_count + 1)
        self.assertEqual(check.row_count, before.row_count + 1)
        self.assertTrue(check.summary.startswith("Nothing is wrong. Checked: "))
        self.assertIn(f"{check.lead_count:,} opportunities", check.summary)
        self.assertEqual([*check._check_sentences()], [check.summary])

    def test_a_database_without_opportunities(self):
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads.search([]).unlink()
        self._end_transaction()
        self.env.cr.execute("DELETE FROM crm_lead_revision")
        check = self._check()
        self.assertFalse(check.line_ids)
        self.assertIn("0 opportunities, 0 rows of the ledger", check.summary)

    def test_a_fault_is_told_in_plain_text(self):
        lead = self._lead()
        self._end_transaction()
        self._break(lead)
        check = self._check()
        self.assertTrue(check.summary.startswith("Something is wrong. Checked: "))
        [summary, fault] = check._check_sentences()
        self.assertEqual(summary, check.summary)
        self.assertIn("is not the opportunity as it is: 1, such as", fault)
        self.assertIn(f"such as {lead.id}. {check.line_ids.advice}", fault)

    def test_other_companies_are_checked_and_stay_closed(self):
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        leads = self.env["crm.lead"].sudo()
        lead = leads.create(
            {
                "name": "Abroad",
                "type": "opportunity",
                "company_id": abroad.id,
                "user_id": False,
                "team_id": False,
            }
        )
        self._end_transaction()
        self._break(lead)
        [line] = self._check().line_ids
        self.assertEqual(line.count, 1)
        action = line.action_open()
        found = self.env["crm.lead"].with_user(self.admin)
        self.assertFalse(found.search(action["domain"]))
        self.admin.sudo().company_ids += abroad
        found = found.with_context(allowed_company_ids=abroad.ids)
        self.assertEqual(found.search(action["domain"]), lead)

    def test_nothing_is_changed(self):
        lead = self._lead()
        self._end_transaction()
        self._break(lead)
        self._check()
        self.env.cr.execute(
            "SELECT expected_revenue FROM crm_lead WHERE id = %s", [lead.id]
        )
        self.assertEqual(self.env.cr.fetchone(), (7,))
        self.assertTrue(self._check().line_ids)

    def test_the_page_checks_again(self):
        check, lead = self._check(), self._lead()
        self._end_transaction()
        self._break(lead)
        # as the button does
        action = call_kw(check.browse(), "action_check", [check.ids], {})
        again = check.browse(action["res_id"])
        self.assertNotEqual(again, check)
        self.assertEqual(again.line_ids.mapped("kind"), ["state"])

    def test_the_list_of_a_fault_says_what_is_wrong(self):
        lead = self._lead()
        self._end_transaction()
        self._break(lead)
        self.assertEqual(
            self._check().line_ids.action_open()["name"],
            "The last row of the ledger is not the opportunity as it is",
        )

    # who may

    def test_only_sales_administrators_check(self):
        check = self._check()
        for user in (self.agent, self.supervisor, self.manager, self.outsider):
            theirs = check.with_user(user)
            for attempt in (
                theirs.action_check,
                lambda theirs=theirs: theirs.read(["summary"]),
                lambda theirs=theirs: theirs.line_ids.search([]),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    attempt()

    def test_nobody_forges_what_was_found(self):
        lead = self._lead()
        self._end_transaction()
        self._break(lead)
        check = self._check()
        for attempt in (
            lambda: check.create({"lead_count": 1}),
            lambda: check.write({"lead_count": 1}),
            lambda: check.line_ids.write({"record_ids": [1]}),
            check.line_ids.unlink,
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_another_administrator_makes_a_check_of_their_own(self):
        check = self._check()
        other = self._user("second", "sales_team.group_sale_manager")
        with self.assertRaises(AccessError):
            check.with_user(other).read(["summary"])

    def test_it_is_in_the_menu_and_on_first_hour(self):
        action = self.env.ref("opportunity_plus.crm_record_check_action").sudo()
        menu = self.env.ref("opportunity_plus.crm_record_check_menu").sudo()
        self.assertEqual(menu.action, action)
        page = self.env["crm.first.hour"].with_user(self.admin)
        self.assertIn(f'name="{action.id}"', page.get_view(view_type="form")["arch"])
        opened = action.with_user(self.admin).run()
        self.assertEqual(opened["res_model"], "crm.record.check")
        with self.assertRaises(AccessError):
            action.with_user(self.agent).run()
