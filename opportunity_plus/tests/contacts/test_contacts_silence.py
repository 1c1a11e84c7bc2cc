# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .contacts_common import ContactsCommon

MOMENT = "2026-03-12 10:00"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsSilence(ContactsCommon):
    """How long an opportunity is silent, and whether a next step is planned."""

    def test_closed_ones_have_no_silence(self):
        lost, won, archived = (self._opened() for _number in range(3))
        with self._at(MOMENT):
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
            won.action_set_won()
            archived.action_archive()
        for lead in (lost, won, archived):
            with self.subTest(lead.won_status):
                self.assertEqual(self._silence(lead), 0)
                self.assertFalse(lead.oplus_silence_band)
                with self._at("2026-04-22 09:00"):
                    leads = lead.with_context(active_test=False)
                    silent = leads.search([("silence_days", ">", 0)])
                    self.assertNotIn(lead, silent)
                    self.assertNotIn(
                        lead, leads.search([("oplus_is_silent", "=", True)])
                    )

    def test_the_setting_says_what_is_silent(self):
        lead, other = self._opened(), self._opened()
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.agent.sudo().company_ids = [Command.link(company.id)]
        other.sudo().write({"company_id": company.id, "team_id": False})
        leads = (lead | other).with_context(
            allowed_company_ids=[self.env.company.id, company.id]
        )
        company.opportunity_silence_days = 21
        for day, silent in ((15, False), (16, True), (22, True)):
            with self.subTest(day), self._at(f"2026-03-{day} 09:00"):
                self.assertSilent(leads, lead if silent else lead.browse())
        with self._at("2026-03-23 09:00"):
            self.assertSilent(leads, leads)
        self.env.company.sudo().opportunity_silence_days = 0
        with self._at("2026-03-23 10:00"):
            self.assertSilent(leads, other)

    def assertSilent(self, leads, expected):
        self.env.invalidate_all()
        self.assertEqual(leads.filtered("oplus_is_silent"), expected)
        domain = [("id", "in", leads.ids)]
        found = leads.search([*domain, ("oplus_is_silent", "=", True)])
        self.assertEqual(found, found & expected)
        groups = leads._read_group(domain, ["oplus_is_silent"], ["id:recordset"])
        self.assertEqual(dict(groups).get(True, leads.browse()), expected)

    def test_searching_sorting_and_grouping(self):
        quiet, fresh, new = (
            self._opened(),
            self._opened(),
            self._opened("2026-03-20 09:00"),
        )
        with self._at(MOMENT):
            self._mail(fresh)
        leads = quiet | fresh | new
        domain = [("id", "in", leads.ids)]
        with self._at("2026-03-22 09:00"):
            order = leads.search(domain, order="silence_days desc")
            self.assertEqual([*order], [quiet, fresh, new])
            order = leads.search(domain, order="last_contact_date, id")
            self.assertEqual(order[0], fresh)
            for operator, value, found in (
                (">=", 9, quiet | fresh),
                (">", 9, quiet),
                ("=", 2, new),
                ("!=", 2, quiet | fresh),
                ("in", [2, 20], quiet | new),
                ("<", "3", new),
            ):
                with self.subTest((operator, value)):
                    term = ("silence_days", operator, value)
                    self.assertEqual(leads.search([*domain, term]), found)
            self.assertEqual(
                leads.search([*domain, ("last_contact_date", "=", False)]), quiet | new
            )
            bands = leads._read_group(domain, ["oplus_silence_band"], ["id:recordset"])
            self.assertEqual(
                bands, [("1_week", new), ("2_fortnight", fresh), ("3_month", quiet)]
            )
            self.assertEqual(
                leads.search([*domain, ("oplus_silence_band", "=", "3_month")]), quiet
            )
            months = leads._read_group(domain, ["last_contact_date:month"], ["__count"])
            self.assertEqual([count for _month, count in months], [1, 2])
            days = leads._read_group(domain, [], ["silence_days:max"])
            self.assertEqual(days, [(20,)])

    def test_a_next_step_is_an_open_activity_or_a_future_meeting(self):
        none, activity, meeting = self._opened(), self._opened(), self._opened()
        with self._at(MOMENT):
            planned = self._plan(activity)
            held = self._meeting("2026-03-28 10:00", meeting)
        leads = none | activity | meeting
        with self._at("2026-03-22 09:00"):
            self.assertSteps(leads, activity | meeting)
            planned.action_done()
            held.active = False
            self.assertSteps(leads, leads.browse())

    def assertSteps(self, leads, expected):
        self.assertEqual(leads.filtered("has_next_step"), expected)
        for is_planned, found in ((True, expected), (False, leads - expected)):
            term = ("has_next_step", "=", is_planned)
            self.assertEqual(leads.search([("id", "in", leads.ids), term]), found)
        order = leads.search([("id", "in", leads.ids)], order="has_next_step, id")
        self.assertEqual([*order], [*(leads - expected), *expected.sorted("id")])

    def test_a_board_asks_once_for_all_its_cards(self):
        leads = self.env["crm.lead"]
        for _number in range(3):
            leads |= self._opened()
        more = leads | self._opened() | self._opened() | self._opened()
        counts = []
        for cards in (leads, more):
            self.env.flush_all()
            self.env.invalidate_all()
            cards.mapped("won_status")
            cards.mapped("team_id.company_id")
            before = self.env.cr.sql_log_count
            for card in cards:
                self.assertFalse(card.has_next_step or card.oplus_is_silent is None)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_the_setting_is_a_number_of_days(self):
        settings = self.env["res.config.settings"].with_user(
            self.env.ref("base.user_admin")
        )
        form = Form(settings)
        self.assertEqual(form.opportunity_silence_days, 14)
        with self.assertRaisesRegex(Exception, "number of days"):
            self.env.company.sudo().opportunity_silence_days = -1
