# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from .forecast_common import NOW, ForecastCommon

MONTH = "oplus_forecast_date:month"


class TestForecast(ForecastCommon):
    def _groups(self, domain=(), **context):
        leads = self.env["crm.lead"].with_context(**context)
        own = [("user_id", "=", self.agent.id), *domain]
        return leads.web_read_group(own, [MONTH], ["prorated_revenue:sum"])["groups"]

    def _four(self):
        with self._at("2026-01-10T09:00"):
            old = self._expected("2026-01-20")
            late = self._expected("2026-03-15")
            due = self._expected("2026-03-16")
            someday = self._expected("2026-05-02")
            someday.sudo().date_deadline = False
            won = self._expected("2026-05-03")
        with self._at("2026-03-10T09:00"):
            won.stage_id = self.won
        return old, late, due, someday, won

    def test_the_group_of_the_forecast_has_its_name(self):
        arch = self.env["crm.lead"].get_view(
            self.env.ref("crm.crm_lead_view_search_forecast").id, "search"
        )["arch"]
        [node] = etree.fromstring(arch).xpath("//filter[@name='date_deadline']")
        self.assertEqual(node.get("string"), "Forecast")
        self.assertIn("oplus_forecast_date:month", node.get("context"))

    def test_groups(self):
        """Overdue first, in one group; won where it was won; without a date last."""
        old, late, due, someday, won = self._four()
        with self._at(NOW):
            groups = self._groups()
            labels = [group[MONTH] and group[MONTH][1] for group in groups]
            self.assertEqual(labels, ["Overdue Closing", "March 2026", False])
            found = [
                self.env["crm.lead"].search(group["__extra_domain"]) for group in groups
            ]
            own = self.env["crm.lead"].browse()
            own = own.concat(old, late, due, someday, won)
            self.assertEqual(found[0] & own, old | late)
            self.assertEqual(found[1] & own, due | won)
            self.assertEqual(found[2] & own, someday)
            for lead in own:
                self.assertIn(
                    lead,
                    self.env["crm.lead"].search(
                        [("oplus_forecast_date", "=", lead.oplus_forecast_date)]
                    ),
                )

    def test_no_months_between_overdue_and_the_first(self):
        self._four()
        with self._at(NOW):
            for fill in (True, {"fill_from": "2026-03-01", "min_groups": 4}):
                labels = [
                    group[MONTH] and group[MONTH][1]
                    for group in self._groups(fill_temporal=fill)
                ]
                self.assertEqual(labels[:2], ["Overdue Closing", "March 2026"])
                self.assertLess(len(labels), 8)
            self.assertIn("June 2026", labels)

    def test_boundaries(self):
        """The last day still counts; the day goes by the time zone of the company."""
        with self._at("2026-03-01T09:00"):
            lead = self._expected("2026-03-16")
        domain = [("id", "=", lead.id), ("oplus_forecast_date", "<", "2026-01-01")]
        with self._at("2026-03-16T20:00"):
            self.assertEqual(str(lead.oplus_forecast_date), "2026-03-16")
            self.assertFalse(lead.search(domain))
            there = lead.with_context(tz="Asia/Bangkok")
            self.assertFalse(there.search(domain))
            self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
            lead.invalidate_recordset()
            self.assertEqual(lead.oplus_forecast_date.year, 1900)
            self.assertTrue(lead.search(domain))

    def test_a_zone_that_nobody_knows_counts_as_utc(self):
        """Such as one that has been abolished."""
        self._four()
        partner = self.env.company.sudo().partner_id
        abolish = "UPDATE res_partner SET tz = 'Mars/Phobos' WHERE id = %s"
        self.env.cr.execute(abolish, [partner.id])
        partner.invalidate_recordset()
        self.env.registry.clear_cache()
        self.addCleanup(self.env.registry.clear_cache)
        with self._at(NOW):
            labels = [group[MONTH] and group[MONTH][1] for group in self._groups()]
        self.assertEqual(labels, ["Overdue Closing", "March 2026", False])

    def test_a_zone_that_postgresql_does_not_know(self):
        company = self.env.registry["res.company"]
        original = company._oplus_zones_known

        def known(self):
            return original(self) - {"Asia/Bangkok"}

        self._four()
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        self.addCleanup(self.env.registry.clear_cache)
        with patch.object(company, "_oplus_zones_known", known), self._at(NOW):
            self.env.registry.clear_cache()
            labels = [group[MONTH] and group[MONTH][1] for group in self._groups()]
        self.assertEqual(labels, ["Overdue Closing", "March 2026", False])

    def test_won_on_the_last_evening_of_a_month(self):
        """Its month is that of the company, whoever looks."""
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        with self._at("2026-01-10T09:00"):
            leads = self._expected("2026-06-03") | self._expected("2026-06-04")
        for lead, moment in zip(
            leads, ("2026-02-28T16:59", "2026-02-28T17:00"), strict=True
        ):
            with self._at(moment):
                lead.stage_id = self.won
        for zone in ("UTC", "America/New_York", "Asia/Tokyo"):
            with self._at(NOW):
                months = [
                    group[MONTH][1]
                    for group in self._groups([("id", "in", leads.ids)], tz=zone)
                ]
            self.assertEqual(months, ["February 2026", "March 2026"], zone)

    def test_drag_to_a_month(self):
        old, _late, _due, _someday, won = self._four()
        with self._at(NOW):
            old.oplus_forecast_date = "2026-04-30"
            self.assertEqual(str(old.date_deadline), "2026-04-30")
            column = old.with_context(oplus_forecast_column="month")
            column.oplus_forecast_date = "2026-03-01"
            self.assertEqual(str(old.date_deadline), "2026-03-31")
            old.write({"oplus_forecast_date": False})
            self.assertFalse(old.date_deadline)
            with self.assertRaisesRegex(UserError, "won.*2026-05-03"):
                won.oplus_forecast_date = "2026-04-30"
            with self.assertRaisesRegex(UserError, "becomes overdue by itself"):
                old.oplus_forecast_date = "1900-01-31"

    def test_hostile_values(self):
        for operator, value in (
            ("ilike", "x"),
            ("=", "x"),
            ("in", [False, "2026-03-16"]),
        ):
            with self.subTest(value):
                try:
                    self.env["crm.lead"].search(
                        [("oplus_forecast_date", operator, value)], limit=1
                    )
                except (UserError, ValueError) as error:
                    self.assertTrue(str(error))

    def test_action(self):
        for user in (self.agent, self.supervisor, self.manager, self.admin):
            teams = self.env["crm.team"].with_user(user)
            action = teams.action_opportunity_forecast()
            self.assertEqual(action["context"]["forecast_field"], "oplus_forecast_date")
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for menu in (
                "crm.crm_menu_forecast",
                "opportunity_plus.crm_forecast_report_menu",
            ):
                self.assertIn(self.env.ref(menu).id, menus)

    def test_views_name_weighted_revenue(self):
        for kind in ("list", "graph", "pivot"):
            name = "tree" if kind == "list" else kind
            view = self.env.ref(f"crm.crm_lead_view_{name}_forecast")
            arch = self.env["crm.lead"].get_view(view.id, kind)["arch"]
            self.assertIn("Weighted Revenue", arch)

    def test_new_in_a_column(self):
        """A column gives its month; elsewhere the form asks for the day."""
        with self._at(NOW):
            leads = self.env["crm.lead"].with_context(
                default_type="opportunity", default_date_deadline="2026-06-30"
            )
            form = Form(leads, "crm.quick_create_opportunity_form")
            self.assertEqual(str(form.date_deadline), "2026-06-30")
        arch = leads.get_view(self.env.ref("crm.quick_create_opportunity_form").id)
        day = etree.fromstring(arch["arch"]).find(".//field[@name='date_deadline']/..")
        for given, is_asked in (("2026-06-30", False), ("2026-02-28", True), (0, True)):
            known = {"oplus_is_entry_required": True, "current_date": "2026-03-16"}
            known["context"] = {"default_date_deadline": given}
            invisible = safe_eval(day.get("invisible"), known)
            self.assertEqual(not invisible, is_asked, given)
