# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTeamDeletion(OpportunityPlusCommon):
    """A team to which something is limited is archived rather than deleted."""

    def setUp(self):
        super().setUp()
        teams = self.env["crm.team"].with_user(self.admin)
        self.east, self.west = teams.create([{"name": "East"}, {"name": "West"}])

    def _limited(self, model, **vals):
        limits = [Command.set((self.east | self.west).ids)]
        records = self.env[model].with_user(self.admin)
        return records.create({"name": "Site Visit", "team_ids": limits, **vals})

    def _delete(self):
        with self.env.cr.savepoint():
            self.east.unlink()

    def assertNamed(self, record):
        """It is named, until the team is taken out of it."""
        for is_active in (True, False):
            record.active = is_active
            with self.assertRaisesRegex(UserError, "Archive the teams.*: Site Visit$"):
                self._delete()
        record.team_ids = [Command.unlink(self.east.id)]
        self._delete()
        self.assertFalse(self.east.exists())
        self.assertEqual(record.team_ids, self.west)

    def test_stages(self):
        self.assertNamed(self._limited("crm.stage"))

    def test_big_deal_rules(self):
        vals = {"minimum_amount": 1000, "user_ids": [Command.set(self.admin.ids)]}
        self.assertNamed(self._limited("crm.big.deal.rule", **vals))

    def test_a_rule_that_the_user_may_not_read_is_not_named(self):
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        rules = self.env["crm.big.deal.rule"].sudo()
        vals = {"minimum_amount": 1000, "email_to": "boss@example.com"}
        rules.create(
            {
                "name": "Secret",
                "company_id": abroad.id,
                "team_ids": [Command.set(self.east.ids)],
                **vals,
            }
        )
        with self.assertRaisesRegex(UserError, "Archive the teams") as refusal:
            self._delete()
        self.assertNotIn("Secret", str(refusal.exception))

    def test_a_team_with_nothing_of_its_own(self):
        self._delete()
        self.assertFalse(self.east.exists())
