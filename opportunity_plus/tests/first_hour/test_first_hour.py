# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .first_hour_common import FirstHourCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFirstHour(FirstHourCommon):
    """What the administrator finds on the page *First Hour*."""

    # figures and links

    def test_each_figure_opens_as_many_records_as_it_tells(self):
        self._lead(user_id=False, team_id=self.south.id, date_deadline=False)
        self._lead(date_deadline="2020-01-01").action_set_won()
        self._lead().action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        page = self._page()
        for name in page._figures():
            with self.subTest(name):
                self.assertEqual(len(self._records(page, name)), page[f"{name}_count"])

    def test_every_figure_is_on_the_page(self):
        page = self._page()
        arch = page.get_view(view_type="form")["arch"]
        for name in page._figures():
            self.assertIn(f'name="{name}_count"', arch)

    def _links(self):
        """The ids of the settings that the page links."""
        arch = etree.fromstring(self._page().get_view(view_type="form")["arch"])
        return [link.rpartition("#")[2] for link in arch.xpath("//a/@href")]

    def test_each_link_leads_to_a_setting(self):
        self.assertEqual(self._links(), [])  # for system administrators alone
        self.admin.sudo().group_ids += self.env.ref("base.group_system")
        settings = self.env["res.config.settings"].with_user(self.admin)
        view = self.env.ref("crm.res_config_settings_view_form")
        arch = etree.fromstring(settings.get_view(view.id)["arch"])
        links = self._links()
        self.assertTrue(links)
        self.assertLessEqual(set(links), set(arch.xpath("//setting/@id")))

    def test_an_unassigned_opportunity_without_facts(self):
        self.assertAdded(
            dict.fromkeys(("open", "no_closing", "no_salesperson"), 1)
            | dict.fromkeys(("hidden", "no_step", "untyped", "given"), 1)
            | {"blind": 3},
            lambda: (
                self._lead(user_id=False, team_id=False, opportunity_type_id=False)
                .sudo()
                .write({"date_deadline": False, "user_id": False})
            ),
        )

    def test_a_lost_one_from_before_has_no_reason(self):
        def lose():
            lead = self._lead().with_user(self.admin).sudo()
            lead.action_set_lost()

        self.assertAdded({"closed": 1, "locked": 1, "no_reason": 1}, lose)

    def test_opportunities_of_other_companies_do_not_count(self):
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        self.admin.sudo().company_ids += abroad

        def create():
            leads = self.env["crm.lead"].sudo()
            leads.create(
                {"name": "Abroad", "type": "opportunity", "company_id": abroad.id}
            )
            leads.create({"name": "Lead", "type": "lead"})

        self.assertAdded({}, create)
        page = self._page().with_context(allowed_company_ids=abroad.ids)
        self.assertEqual(page.browse(abroad.id).open_count, 1)
        self.assertEqual(page.action_first_hour()["res_id"], abroad.id)

    def test_a_user_counts_with_the_widest_role(self):
        for user, name in (
            (self.agent, "agent"),
            (self.supervisor, "supervisor"),
            (self.manager, "everything"),
            (self.admin, "admin"),
        ):
            for other in ("agent", "supervisor", "everything", "admin", "finance"):
                with self.subTest(user=user.login, role=other):
                    found = self._records(self._page(), other)
                    self.assertEqual(user in found, name == other)

    def test_bookkeepers_count_whatever_else_they_are(self):
        finance = self.env.ref("opportunity_plus.group_finance")
        self.assertAdded(
            {"finance": 2},
            lambda: (
                (self.outsider | self.agent)
                .sudo()
                .write({"group_ids": [Command.link(finance.id)]})
            ),
        )

    def test_the_ledger_tells_since_when_it_is_exact(self):
        self._lead()
        self._end_transaction()
        page = self._page()
        self.assertTrue(page.recorded_since)
        self.assertLessEqual(page.recorded_since, page.exact_since)
        ledger = self.env["crm.lead.revision"].with_user(self.admin)
        rebuilt = ledger.search_count([("is_backfilled", "=", True)])
        self.assertEqual(page.rebuilt_count, rebuilt)

    def test_the_number_of_queries_does_not_depend_on_that_of_opportunities(self):
        def queries():
            page = self._page()
            before = self.env.cr.sql_log_count
            page.read()
            return self.env.cr.sql_log_count - before

        self._leads(2, user_id=False)
        self._end_transaction()
        queries()
        few = queries()
        self._leads(40, user_id=False)
        self._end_transaction()
        self.assertEqual(queries(), few)

    # who may

    def test_only_sales_administrators_read_it(self):
        page = self._page()
        for user in (self.agent, self.supervisor, self.manager, self.outsider):
            with self.subTest(user.login):
                theirs = page.with_user(user)
                for attempt in (
                    lambda theirs=theirs: theirs.read(["open_count"]),
                    lambda theirs=theirs: theirs.search([]),
                    lambda theirs=theirs: theirs.with_context(
                        figure="open"
                    ).action_open(),
                ):
                    with self.assertRaises(AccessError):
                        attempt()
                action = theirs.action_first_hour()
                self.assertEqual(action["tag"], "display_notification")

    def test_nobody_changes_it(self):
        page = self._page()
        for attempt in (
            lambda: page.create({"company_id": self.env.company.id}),
            lambda: page.write({"company_id": False}),
            page.unlink,
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_a_figure_that_does_not_exist_opens_nothing(self):
        for name in ("nothing", None, ["open"], 3):
            with self.subTest(name=name), self.assertRaises(UserError):
                self._page().with_context(figure=name).action_open()

    # after the installation

    def test_odoo_opens_it_after_an_installation(self):
        todo = self.env.ref("base.open_menu").sudo()
        self.assertEqual(todo.action_id.name, "First Hour")
        url = self.env["ir.actions.act_url"].sudo().browse(todo.action_id.id).url
        page = self.env.ref("opportunity_plus.crm_first_hour_action").sudo()
        self.assertEqual(url, f"/odoo/{page.path}")
        action = page.with_user(self.admin).run()
        self.assertEqual(action["res_id"], self.env.company.id)
