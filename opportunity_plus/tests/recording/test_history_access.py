# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHistoryAccess(OpportunityPlusCommon):
    """Who may read history, and that nobody may make or change it."""

    def setUp(self):
        super().setUp()
        self.mine = self._lead(name="Mine")
        self.theirs = self._lead(name="Theirs")
        self.theirs.sudo().write(
            {"user_id": self.colleague.id, "team_id": self.south.id}
        )
        self.lost = self._lead(name="Lost one")
        self.lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.env.invalidate_all()
        self.rows = self.env["crm.lead.stage.history"]
        self.row = self._timeline(self.mine)

    def _names(self, user):
        """Opportunities whose history a user finds, by each reading door."""
        rows = self.rows.with_user(user)
        leads = self.mine | self.theirs | self.lost
        domain = [("lead_id", "in", leads.ids)]
        found = rows.search(domain)
        grouped = rows.formatted_read_group(domain, ["lead_id"], ["__count"])
        web = rows.web_search_read(domain, {"lead_id": {}})["records"]
        exported = found.export_data(["lead_id"])["datas"]
        names = set(found.mapped("lead_id.name"))
        self.assertEqual(rows.search_count(domain), len(found))
        self.assertEqual({group["lead_id"][1] for group in grouped}, names)
        self.assertEqual({row["lead_id"] for row in web}, set(found.lead_id.ids))
        self.assertEqual({row[0] for row in exported}, names)
        # without a filter the database goes another way
        every = {lead for (lead,) in rows._read_group([], ["lead_id"])}
        self.assertEqual({lead.name for lead in every if lead in leads}, names)
        self.assertEqual(
            {row_id for row_id, _name in rows.name_search("", domain)}, set(found.ids)
        )
        return names

    def test_history_is_read_by_whoever_reads_the_opportunity(self):
        for user, names in (
            (self.agent, {"Mine", "Lost one"}),
            (self.colleague, {"Theirs"}),
            (self.supervisor, {"Mine", "Lost one"}),
            (self.manager, {"Mine", "Theirs", "Lost one"}),
            (self.admin, {"Mine", "Theirs", "Lost one"}),
            (self.outsider, set()),
        ):
            with self.subTest(user.login):
                self.assertEqual(self._names(user), names)

    def test_everybody_finds_in_the_ledger_what_they_may_read(self):
        self.lost.with_user(self.admin).unlink()
        self._end_transaction()
        menu = self.env.ref("opportunity_plus.crm_lead_revision_menu")
        action = self.env.ref("opportunity_plus.crm_lead_revision_action").sudo()
        for user, names in (
            (self.agent, {"Mine"}),
            (self.colleague, {"Theirs"}),
            (self.supervisor, {"Mine"}),
            (self.manager, {"Mine", "Theirs", "Lost one"}),
        ):
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            rows = self.env[action.res_model].with_user(user)
            found = rows.search([("lead_name", "in", ["Mine", "Theirs", "Lost one"])])
            with self.subTest(user.login):
                self.assertIn(menu.id, menus)
                self.assertEqual(set(found.mapped("lead_name")), names)

    def test_a_known_id_opens_no_foreign_history(self):
        row = self._timeline(self.theirs).with_user(self.agent)
        for read in (
            lambda: row.read(["stage_id"]),
            lambda: row.web_read({"stage_name": {}}),
            lambda: row.export_data(["lead_id/name"]),
            lambda: row.check_access("read"),
        ):
            with self.assertRaises(AccessError):
                read()

    def test_history_follows_the_opportunity_to_another_reader(self):
        self.assertNotIn("Mine", self._names(self.colleague))
        self.mine.sudo().user_id = self.colleague
        self._end_transaction()
        self.assertIn("Mine", self._names(self.colleague))
        self.assertNotIn("Mine", self._names(self.agent))

    def test_history_of_another_company_stays_hidden(self):
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.mine.sudo().write({"company_id": company.id, "user_id": False})
        self._end_transaction()
        self.assertNotIn("Mine", self._names(self.admin))
        self.admin.sudo().company_ids += company
        rows, domain = self.rows.with_user(self.admin), [("lead_id", "=", self.mine.id)]
        for companies, found in ((self.env.company, 0), (company, 1)):
            rows = rows.with_context(allowed_company_ids=companies.ids)
            self.assertEqual(rows.search_count(domain), found)
            self.assertEqual(
                len(self.row.with_env(rows.env)._filtered_access("read")), found
            )

    def test_nobody_writes_history(self):
        before = self.rows.sudo().search([]).read()
        vals = {"lead_id": self.mine.id, "outcome": "won", "date_in": "2026-01-01"}
        row_id = self.row.id
        for user in (self.agent, self.supervisor, self.admin, self.outsider):
            rows = self.rows.with_user(user)
            row, lead = self.row.with_user(user), self.mine.with_user(user)
            attempts = {
                "create": lambda rows=rows: rows.create(vals),
                "write": lambda row=row: row.write({"reason": "forged"}),
                "web_save": lambda row=row: row.web_save({"reason": "forged"}, {}),
                "unlink": lambda row=row: row.unlink(),
                "copy": lambda row=row: row.copy(),
                "name_create": lambda rows=rows: rows.name_create("forged"),
            } | {
                f"command {command[0]}": lambda lead=lead, command=command: lead.write(
                    {"stage_history_ids": [command]}
                )
                for command in (
                    Command.create(vals),
                    Command.update(row_id, {"reason": "forged"}),
                    Command.delete(row_id),
                    Command.unlink(row_id),
                    Command.clear(),
                    Command.set([]),
                )
            }
            for name, attempt in attempts.items():
                with (
                    self.subTest(user=user.login, attempt=name),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    attempt()
        self.env.invalidate_all()
        self.assertEqual(self.rows.sudo().search([]).read(), before)

    def test_superuser_is_no_way_around(self):
        row = self.row.sudo()
        for attempt in (
            lambda: row.create({"lead_id": self.mine.id, "outcome": "won"}),
            lambda: row.write({"reason": "forged"}),
            lambda: row.unlink(),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()

    def test_a_mail_cannot_forge_what_superuser_stores(self):
        mail = "From: a@example.com\nTo: b@example.com\nSubject: x\n\nBody"
        gateway = self.env["mail.thread"].with_user(self.outsider)
        for command in (
            Command.create({"outcome": "won", "date_in": "2001-01-01"}),
            Command.update(self.row.id, {"date_in": "1999-01-01"}),
            Command.delete(self.row.id),
            Command.link(self.row.id),
        ):
            values = {"type": "opportunity", "stage_history_ids": [command]}
            with (
                self.subTest(command),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                gateway.message_process("crm.lead", mail, custom_values=values)

    def test_a_row_cannot_be_linked_to_another_opportunity(self):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.lost.write({"stage_history_ids": [Command.link(self.row.id)]})

    def test_an_opportunity_is_not_born_with_a_past(self):
        stay = {"outcome": "won", "date_in": "2020-01-01", "stage_id": self.won.id}
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._lead(stage_history_ids=[Command.create(stay)])

    def test_history_is_not_imported(self):
        for user in (self.agent, self.admin):
            with self.subTest(user.login):
                result = self.rows.with_user(user).load(
                    ["lead_id/.id", "stage_id/.id", "outcome", "date_in"],
                    [[str(self.mine.id), str(self.won.id), "won", "2026-01-01"]],
                )
                self.assertFalse(result["ids"])
                self.assertIn("by the system alone", result["messages"][0]["message"])

    def test_hostile_searches_reveal_nothing(self):
        rows = self.rows.with_user(self.agent)
        for domain in (
            ["|", ("lead_id.name", "=", "Theirs"), ("id", ">", 0)],
            [("oplus_is_lead_readable", "in", [True, False])],
            [("oplus_is_lead_readable", "=", False)],
            ["!", ("oplus_is_lead_readable", "=", True)],
        ):
            with self.subTest(domain):
                self.assertNotIn("Theirs", rows.search(domain).mapped("lead_id.name"))

    def test_history_goes_with_its_opportunity(self):
        row_id = self.row.id
        self.mine.with_user(self.admin).unlink()
        self.assertFalse(self.rows.sudo().browse(row_id).exists())
