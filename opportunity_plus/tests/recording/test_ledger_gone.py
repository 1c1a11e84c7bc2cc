# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

READ = {
    name: {"fields": {"display_name": {}}} for name in ("team_id", "salesperson_id")
}
MODELS = ("crm.lead.revision", "crm.lead.stage.history", "crm.lead.conversion")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerGone(OpportunityPlusCommon):
    """Deleting a team, a user or a type leaves the past as it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.temp = cls._user("temp", "sales_team.group_sale_salesman")
        cls.field = cls.north.sudo().copy({"name": "Field"})
        cls.env = cls.env(user=cls.admin)

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(
                user_id=self.temp.id, team_id=self.field.id, expected_revenue=100
            ).sudo()
        self.ledger = self.env["crm.lead.revision"].with_user(self.admin)

    def _rows(self):
        rows = self.env["crm.lead.revision"].sudo()
        return rows.search([("lead_number", "=", self.lead.id)], order="id")

    def _delete(self, record):
        with self._at("2026-03-05 09:00"):
            self.env(user=self.admin, su=True)[record._name].browse(record.id).unlink()
        self.env.invalidate_all()

    def _groups(self, name, day="2026-03-03"):
        domain = [("lead_number", "=", self.lead.id)]
        return self.ledger.pipeline_at(day, domain, name)

    def assertReadable(self):
        """Every screen and door shows the rows."""
        self.env.invalidate_all()
        for name in MODELS:
            rows = self.env[name].with_user(self.admin)
            domain = [("lead_id", "=", self.lead.id)]
            found = rows.web_search_read(domain, READ | {"currency_id": {}})["records"]
            self.assertTrue(found)
            for field in READ:
                groups = rows.formatted_read_group(domain, [field], ["__count"])
                keys = [one[field] for one in groups]
                self.assertEqual(len(keys), len(set(keys)))
                for one in groups:
                    counted = rows.search_count(domain + one["__extra_domain"])
                    self.assertEqual(one["__count"], counted)
            rows.search(domain).export_data(["team_id/name", "salesperson_id/name"])
            rows.search(domain).mapped("team_id.name")

    def test_a_team(self):
        before = self._groups("team_id")
        self.assertEqual(before[0]["team_id"], self.field.id)
        self._delete(self.field)
        self.assertEqual(self._groups("team_id"), before)
        self.assertFalse(self._groups("team_id", "2026-03-06")[0]["team_id"])
        rows = self._rows()
        self.assertEqual(rows.mapped("changed"), ["created", "team_id"])
        self.assertEqual(rows[1].user_id, self.admin)
        self.assertReadable()
        page = self.ledger.pipeline_page("2026-03-03", group_by="team_id")
        self.assertIn("Field (deleted)", str(page))
        self.assertEqual(self.ledger._ledger_faults(), {})

    def test_a_salesperson(self):
        before, number = self._groups("salesperson_id"), self.temp.id
        self._delete(self.temp)
        self.assertEqual(before[0]["salesperson_id"], number)
        self.assertEqual(self._groups("salesperson_id"), before)
        self.assertEqual(self._rows()[-1].changed, "salesperson_id")
        self.assertReadable()
        page = self.ledger.pipeline_page("2026-03-03", group_by="salesperson_id")
        self.assertIn(f"{number} (deleted)", str(page))

    def test_several_users_are_one_empty_group(self):
        other = self._user("other", "sales_team.group_sale_salesman")
        for day, user in (("03", other), ("04", self.env["res.users"])):
            with self._at(f"2026-03-{day} 09:00"):
                self.lead.user_id = user
        self._delete(self.temp)
        self._delete(other)
        self.assertReadable()

    def test_a_deletion_that_is_rolled_back(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.field.sudo().unlink()
            self.assertReadable()
            raise ZeroDivisionError
        self.env.invalidate_all()
        self._end_transaction()
        self.assertEqual(self._rows().mapped("changed"), ["created"])
        self.assertEqual(self._rows().team_id, self.field)

    def test_a_type_of_the_past(self):
        kinds = self.env["crm.opportunity.type"].sudo()
        kind, unused = kinds.create([{"name": "Tender"}, {"name": "Other"}])
        with self._at("2026-03-03 09:00"):
            self.lead.opportunity_type_id = kind
        with self._at("2026-03-04 09:00"):
            self.lead.opportunity_type_id = False
        with self.assertRaisesRegex(UserError, "Archive them.*Tender"):
            kind.unlink()
        unused.unlink()
