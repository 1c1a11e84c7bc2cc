# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFirstHourBoards(OpportunityPlusCommon):
    """What vanishes from whose boards is what its users no longer see."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.company.opportunity_agents_see_unassigned = True
        nobody = {"user_id": False, "team_id": False}
        self.plain = self._lead(**nobody)
        self.shared = self._lead(**nobody)
        self.led = self._lead(user_id=False)
        self.documented = self._lead(**nobody)
        over = date.today() - timedelta(2)
        self._share(self.shared, self.colleague)
        with self._at(f"{over} 09:00"):
            self._share(self.plain, self.colleague, date_end=over)
        order = {"opportunity_id": self.documented.id, "state": "sale"}
        order["partner_id"] = self.customer.id
        self.env["sale.order"].sudo().create(order)
        finance = self.env.ref("opportunity_plus.group_finance")
        self.bookkeeper = self._user("books", "sales_team.group_sale_salesman")
        self.bookkeeper.sudo().group_ids = [Command.link(finance.id)]
        self._end_transaction()

    def _share(self, leads, users, **vals):
        shares = self.env["crm.lead.share"].with_user(SUPERUSER_ID)
        return shares.create(
            [
                {"lead_id": lead.id, "user_id": user.id, **vals}
                for user in users
                for lead in leads
            ]
        )

    @property
    def readers(self):
        return self.agent | self.colleague | self.supervisor | self.bookkeeper

    def _seen(self):
        self.env.invalidate_all()
        return {
            (user, lead.id)
            for user in self.readers
            for lead in self.env["crm.lead"].with_user(user).search([])
        }

    def _found(self, name):
        page = self.env["crm.first.hour"].with_user(self.admin)
        page = page.browse(self.company.id).with_context(figure=name)
        action = page.action_open()
        return (
            self.env[action["res_model"]].with_user(self.admin).search(action["domain"])
        )

    def _others(self):
        """Agents of the database who are none of these."""
        agents = self.env.ref("sales_team.group_sale_salesman").sudo().all_user_ids
        return agents - self.readers - self.manager - self.admin

    def _leave(self, users):
        users.with_user(SUPERUSER_ID).active = False
        self.env.invalidate_all()

    def assertVanishes(self):
        """Compare the page with what the users stop seeing."""
        hidden, blind = self._found("hidden"), self._found("blind")
        before = self._seen()
        self.company.opportunity_agents_see_unassigned = False
        self.env.registry.clear_cache()
        lost = before - self._seen()
        self.assertEqual(
            set(hidden.ids) & {lead for _user, lead in before},
            {lead for _user, lead in lost},
        )
        self.assertEqual(
            set((blind & self.readers).ids), {user.id for user, _lead in lost}
        )

    def test_shares_teams_and_documents_are_kept(self):
        self.assertVanishes()

    def test_leads_vanish_as_well(self):
        lead = self._lead(type="lead", user_id=False, team_id=False)
        self._end_transaction()
        self.assertIn(lead, self._found("hidden"))
        self.assertVanishes()

    def test_what_everybody_keeps_does_not_vanish(self):
        self._leave(self._others())
        leads = self.env["crm.lead"].sudo().search([("user_id", "=", False)])
        self.env["crm.lead.share"].sudo().search([]).unlink()
        self._share(leads, self.readers - self.agent)
        self._share(leads - self.plain, self.agent)
        self._end_transaction()
        self.assertEqual(self._found("hidden"), self.plain)
        self.assertEqual(self._found("blind"), self.agent)
        self.assertVanishes()

    def test_nothing_vanishes_where_there_are_no_agents(self):
        self._leave(self._others() | self.readers)
        self.assertFalse(self._found("hidden"))
        self.assertFalse(self._found("blind"))
