# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

BANGKOK, PAGO = "Asia/Bangkok", "Pacific/Pago_Pago"
# the last minute of March 10 there, in UTC
END = {BANGKOK: "2026-03-10 16:59", PAGO: "2026-03-11 10:59", "UTC": "2026-03-10 23:59"}
AFTER = {
    BANGKOK: "2026-03-10 17:01",
    PAGO: "2026-03-11 11:01",
    "UTC": "2026-03-11 00:01",
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSharingLastDay(OpportunityPlusCommon):
    """The last day of a share ends where the company of the opportunity is."""

    def setUp(self):
        super().setUp()
        self.main = self.env.company.sudo()
        self.main.partner_id.tz = BANGKOK
        self.west = self.main.create({"name": "West"})
        self.west.partner_id.tz = PAGO
        users = (self.agent | self.colleague | self.admin).sudo()
        users.company_ids += self.west
        # where the reader is, or says to be, does not matter
        self.colleague.sudo().tz = PAGO

    def _shared(self, **vals):
        """An opportunity that is shared until March 10."""
        vals = {"name": "Deal", "type": "opportunity", "team_id": False, **vals}
        leads = self.env["crm.lead"].with_user(self.admin)
        leads = leads.with_context(allowed_company_ids=self.admin.company_ids.ids)
        with self._at("2026-03-02 09:00"):
            lead = leads.create({"user_id": self.agent.id, **vals})
            lead.company_id = vals.get("company_id", False)
            self.env["crm.lead.share"].with_user(self.admin).create(
                {
                    "lead_id": lead.id,
                    "user_id": self.colleague.id,
                    "date_end": "2026-03-10",
                }
            )
        return lead

    def _sees(self, lead, tz=None):
        self.env.invalidate_all()
        theirs = lead.with_user(self.colleague).with_context(
            allowed_company_ids=self.colleague.company_ids.ids, tz=tz
        )
        found = bool(theirs.search([("id", "=", lead.id)]))
        self.assertEqual(theirs.has_access("read"), found)
        self.assertEqual(bool(theirs.oplus_is_shared_with_me), found)
        self.assertEqual(lead.sudo().oplus_share_ids.is_expired, not found)
        return found

    def assertEnds(self, lead, zone):
        for moment, sees in ((END[zone], True), (AFTER[zone], False)):
            with self.subTest(zone, moment=moment), self._at(moment):
                for tz in (BANGKOK, PAGO):
                    self.assertEqual(self._sees(lead, tz), sees)

    def test_it_ends_in_the_time_zone_of_the_company(self):
        self.assertEnds(self._shared(company_id=self.main.id), BANGKOK)
        self.assertEnds(self._shared(company_id=self.west.id), PAGO)

    def test_without_company_that_of_the_team_counts_else_the_main_one(self):
        teams = self.env["crm.team"].sudo()
        west = teams.create({"name": "West", "company_id": self.west.id})
        nowhere = teams.create({"name": "Nowhere", "company_id": False})
        self.assertEnds(self._shared(), BANGKOK)
        for team, zone in ((nowhere, BANGKOK), (west, PAGO)):
            lead = self._shared()
            self.env.cr.execute(
                "UPDATE crm_lead SET team_id = %s, company_id = NULL WHERE id = %s",
                (team.id, lead.id),
            )
            self.env.invalidate_all()
            self.assertEnds(lead, zone)

    def test_a_receiver_does_not_prolong_it(self):
        lead = self._shared(company_id=self.main.id)
        self.colleague.with_user(self.colleague).tz = PAGO
        with self._at(AFTER[BANGKOK]):
            self.assertFalse(self._sees(lead, PAGO))
            for tz in (PAGO, BANGKOK, "UTC"):
                self.colleague.with_user(self.colleague).write({"tz": tz})
                self.assertFalse(self._sees(lead, tz))

    def test_a_company_without_contact_s_zone_has_that_of_its_calendar(self):
        self.main.partner_id.tz = False
        self.main.resource_calendar_id.tz = PAGO
        self.assertEnds(self._shared(company_id=self.main.id), PAGO)
        self.main.resource_calendar_id = False
        self.assertEnds(self._shared(company_id=self.main.id), "UTC")

    def test_a_company_that_moves_takes_its_days_along(self):
        lead = self._shared(company_id=self.main.id)
        with self._at(AFTER[BANGKOK]):
            for zone, sees in ((BANGKOK, False), (PAGO, True), (BANGKOK, False)):
                with self.subTest(zone):
                    self.main.partner_id.tz = zone
                    self.assertEqual(self._sees(lead), sees)
            self.main.partner_id.tz = False
            for zone, sees in ((BANGKOK, False), (PAGO, True), (BANGKOK, False)):
                with self.subTest(zone, by="calendar"):
                    self.main.resource_calendar_id.tz = zone
                    self.assertEqual(self._sees(lead), sees)

    def test_a_share_does_not_end_on_a_day_that_is_over_there(self):
        lead = self._lead(company_id=self.main.id)
        share = {"lead_id": lead.id, "user_id": self.colleague.id}
        with self._at(AFTER[BANGKOK]):
            shares = self.env["crm.lead.share"].with_context(tz=PAGO)
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                shares.create(share | {"date_end": "2026-03-10"})
            shares.create(share | {"date_end": "2026-03-11"})

    def test_days_of_several_companies_are_told_in_one_search(self):
        here = self._shared(company_id=self.main.id)
        there = self._shared(company_id=self.west.id)
        leads = (here | there).with_user(self.colleague)
        leads = leads.with_context(allowed_company_ids=self.colleague.company_ids.ids)
        with self._at(AFTER[BANGKOK]):
            self.env.invalidate_all()
            leads.search([])
            with self.assertQueryCount(1):
                found = leads.search([("id", "in", leads.ids)])
            self.assertEqual(found, there)

    def test_a_share_that_was_undone_without_flushing_opens_nothing(self):
        lead = self._lead()
        theirs = lead.with_user(self.colleague)
        savepoint = self.env.cr.savepoint(flush=False)
        share = {"lead_id": lead.id, "user_id": self.colleague.id}
        self.env["crm.lead.share"].create(share)
        self.env.flush_all()
        self.assertTrue(theirs.has_access("read"))
        savepoint.close()
        self.env.invalidate_all()
        self.assertFalse(theirs.has_access("read"))
