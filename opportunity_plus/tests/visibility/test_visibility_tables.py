# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestVisibilityTables(HostileAgentCommon):
    """What Odoo's own tables tell of opportunities out of sight."""

    def _followers(self, user, lead):
        followers = self.env["mail.followers"].with_user(user)
        domain = [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        found = followers.search(domain)
        read = followers.browse(lead.sudo().message_follower_ids.ids)
        self.assertEqual(found, read._filtered_access("read"))
        groups = followers.formatted_read_group(domain, ["partner_id"], ["__count"])
        self.assertEqual(sum(group["__count"] for group in groups), len(found))
        return found

    def test_followers_are_told_to_those_who_read_the_opportunity(self):
        self.secret.sudo().message_subscribe(partner_ids=self.customer.ids)
        for user, sees in (
            (self.agent, True),
            (self.supervisor, True),
            (self.manager, True),
            (self.admin, True),
            (self.colleague, False),
            (self.outsider, False),
            (self.finance, False),
        ):
            with self.subTest(user.name):
                found = self._followers(user, self.secret)
                self.assertEqual(self.customer in found.sudo().partner_id, sees)
                if not sees:
                    follower = self.secret.sudo().message_follower_ids[:1]
                    with self.assertRaises(AccessError):
                        follower.with_user(user).read(["partner_id"])

    def test_followers_of_shared_and_other_records_are_seen(self):
        self.secret.sudo().message_subscribe(partner_ids=self.customer.ids)
        share = {"lead_id": self.secret.id, "user_id": self.colleague.id}
        self.env["crm.lead.share"].with_user(self.agent).create(share)
        self.env.invalidate_all()
        self.assertTrue(self._followers(self.colleague, self.secret))
        lead = self.secret.with_user(self.colleague)
        self.assertIn(self.customer, lead.message_follower_ids.partner_id)
        self.customer.sudo().message_subscribe(partner_ids=self.agent.partner_id.ids)
        domain = [("res_model", "=", "res.partner")]
        found = self.env["mail.followers"].with_user(self.outsider).search(domain)
        self.assertIn(self.customer.id, found.mapped("res_id"))

    def test_agents_do_not_read_the_statistics_of_the_scoring(self):
        tables = self.env["crm.lead.scoring.frequency"]
        row = tables.sudo().create(
            {"variable": "source_id", "value": "1", "won_count": 3, "lost_count": 1}
        )
        for user, sees in (
            (self.colleague, False),
            (self.supervisor, False),
            (self.manager, True),
            (self.admin, True),
        ):
            with self.subTest(user.name):
                table = tables.with_user(user)
                self.assertEqual(bool(table.search([("id", "=", row.id)])), sees)
                self.assertEqual(table.browse(row.id).has_access("read"), sees)

    def test_the_scoring_goes_on_with_them(self):
        """An agent's opportunities are scored as anybody's, and count."""
        self.env.company.sudo().opportunity_probability_policy = "automatic"
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("crm.pls_start_date", "2026-01-01")
        parameters.set_param("crm.pls_fields", "source_id")
        source, other = (
            self.env["utm.source"].sudo().create([{"name": "Fair"}, {"name": "Phone"}])
        )
        tables = self.env["crm.lead.scoring.frequency"].sudo()
        tables.search([]).unlink()
        tables.create(
            [
                {
                    "variable": name,
                    "value": value,
                    "won_count": won,
                    "lost_count": lost,
                }
                for name, value, won, lost in (
                    ("source_id", str(source.id), 9, 1),
                    ("source_id", str(other.id), 1, 9),
                    ("stage_id", str(self.new.id), 5, 5),
                )
            ]
        )
        vals = {"source_id": source.id, "user_id": self.colleague.id}
        ours = self._lead(**vals, team_id=self.south.id)
        theirs = ours.with_user(self.admin).copy()
        for lead in ours, theirs:
            lead.sudo()._compute_probabilities()
        self.assertGreater(ours.automated_probability, 50)
        self.assertEqual(ours.automated_probability, theirs.automated_probability)
        tip = ours.prepare_pls_tooltip_data()
        self.assertTrue(tip["probability"])
        before = tables.search([("variable", "=", "source_id")]).mapped("won_count")
        ours.action_set_won()
        self.env.flush_all()
        after = tables.search([("variable", "=", "source_id")]).mapped("won_count")
        self.assertGreater(sum(after), sum(before))
