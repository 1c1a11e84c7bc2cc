# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsAddresses(AlertCommon):
    """Who is behind an e-mail address is not known, so an address hears of no more than
    whoever enters it may see."""

    def setUp(self):
        super().setUp()
        self.company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.stranger = self.manager
        self.stranger.sudo().write(
            {
                "company_ids": [Command.set(self.company.ids)],
                "company_id": self.company.id,
            }
        )

    def _told(self):
        """What an address is told of a deal of the other company."""
        self._lead().sudo().copy(
            {
                "name": "Foreign secret",
                "company_id": self.company.id,
                "team_id": False,
                "partner_id": False,
                "user_id": self.stranger.id,
                "expected_revenue": 500_000,
                "probability": 90,
            }
        )
        self._end_transaction()
        with self.mock_mail_gateway(mail_unlink_sent=False):
            self._deliver()
        return self._new_mails.mapped("subject")

    def _spy(self, **vals):
        return self._rule(user_ids=False, email_to="spy@example.com", **vals)

    def assertRefused(self, attempt):
        with (
            self.assertRaisesRegex(ValidationError, "companies that you may not use"),
            self.env.cr.savepoint(),
        ):
            attempt()
        self.env.invalidate_all()

    def test_an_address_does_not_hear_of_companies_of_others(self):
        self.assertRefused(lambda: self._spy(company_id=False))
        rule = self._spy()
        for company in (self.env["res.company"], self.company):
            self.assertRefused(
                lambda company=company: rule.write({"company_id": company})
            )
        wide = self._rule(company_id=False)
        self.assertRefused(lambda: wide.write({"email_to": "spy@example.com"}))
        self.assertFalse(self._told())

    def test_an_address_of_somebody_elses_rule_is_not_replaced(self):
        self.admin.sudo().company_ids = self.env["res.company"].sudo().search([])
        rule = self._spy(company_id=False)
        self.assertEqual(self._told(), ["Big deal: Foreign secret"])
        self.admin.sudo().company_ids -= self.company
        self.assertRefused(lambda: rule.write({"email_to": "me@example.com"}))

    def test_an_address_does_not_hear_of_a_company_that_came_later(self):
        """The author has all companies when the rule is made, but not this one."""
        self.admin.sudo().company_ids = self.env["res.company"].sudo().search([])
        rule = self._spy(company_id=False)
        self.company = self.env["res.company"].sudo().create({"name": "Later"})
        self.stranger.sudo().company_ids |= self.company
        self.assertFalse(self._told())
        notice = rule.sudo().alert_ids.notice_ids
        self.assertEqual((notice.email, notice.state), ("spy@example.com", "skipped"))
        self.assertIn("may not use the company", notice.reason)

    def test_an_address_does_not_hear_of_a_company_taken_from_the_author(self):
        self.admin.sudo().company_ids = self.env["res.company"].sudo().search([])
        self._spy(company_id=False)
        self.admin.sudo().company_ids -= self.company
        self.assertFalse(self._told())

    def test_users_hear_of_all_companies_as_far_as_they_see_them(self):
        self._rule(
            company_id=False,
            user_ids=[Command.set((self.supervisor | self.stranger).ids)],
        )
        self._told()
        alert = self.env["crm.big.deal.alert"].sudo().search([])
        self.assertEqual(
            [(notice.user_id, notice.state) for notice in alert.notice_ids],
            [(self.stranger, "sent"), (self.supervisor, "skipped")],
        )
