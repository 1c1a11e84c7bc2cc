# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .opening_common import OpeningCommon

ATTEMPT = "odoo.addons.opportunity_plus.models.opening.res_partner"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOpening(OpeningCommon):
    """What is opened for a new customer, for whom, and what the log says."""

    def test_a_new_customer_is_an_opportunity(self):
        with self._at("2026-03-02 09:00"):
            partner = self._create()
        lead = self._opened(partner)
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Hanoi Textiles",
                    "type": "opportunity",
                    "stage_id": self.new.id,
                    "team_id": self.north.id,
                    "user_id": self.agent.id,
                    "company_id": self.company.id,
                    "probability": 50,
                    "expected_revenue": 0,
                    "create_uid": self.agent.id,
                }
            ],
        )
        self.assertEqual(str(lead.date_deadline), "2026-03-09")
        self.assertPath(lead, [(self.new, "open")])

    def test_the_form_of_a_contact_opens_one(self):
        form = Form(self.env["res.partner"])
        form.name = "Hanoi Textiles"
        self.assertOpened(form.save())

    def test_it_is_off_by_default(self):
        company = self.env["res.company"].sudo().create({"name": "Another"})
        self.assertFalse(company.opportunity_auto_create)
        self.company.sudo().opportunity_auto_create = False
        partner = self._create()
        self.assertOpened(partner, 0)
        self.assertFalse(self._log(partner))

    def test_it_belongs_to_who_is_in_charge_of_the_customer(self):
        partner = self._create({"name": "Theirs", "user_id": self.colleague.id})
        lead = self._opened(partner)
        self.assertEqual((lead.user_id, lead.team_id), (self.colleague, self.south))
        self.assertFalse(self.env["crm.lead"].search([("id", "=", lead.id)]))
        self.assertIn(self.colleague.partner_id, lead.message_partner_ids)

    def test_who_left_gets_none(self):
        self.colleague.sudo().active = False
        partner = self._create({"name": "Theirs", "user_id": self.colleague.id})
        self.assertEqual(self._opened(partner).user_id, self.agent)

    def test_who_cannot_sell_still_creates_contacts(self):
        partner = self._create(user=self.clerk)
        theirs = self._create(
            {"name": "Theirs", "user_id": self.agent.id}, user=self.clerk
        )
        self.assertFalse(self._opened(partner).user_id)
        self.assertEqual(self._opened(theirs).user_id, self.agent)

    def test_the_filter_decides_who_counts(self):
        self.company.sudo().opportunity_auto_create_domain = "[('city', '=', 'Huế')]"
        partners = self._create({"name": "A", "city": "Huế"}, {"name": "B"})
        self.assertOpened(partners[0])
        self.assertSkipped(partners[1], "filter")

    def test_a_filter_that_cannot_be_applied_is_refused(self):
        for domain in ("[('nothing', '=', 1)]", "[(", "lambda: 1", "5"):
            with self.subTest(domain), self.assertRaises(ValidationError):
                self.company.sudo().opportunity_auto_create_domain = domain

    def test_the_log_tells_who_opened_what_for_whom(self):
        with self._at("2026-03-02 09:00"):
            partner = self._create()
        row = self._log(partner)
        self.assertRecordValues(
            row,
            [
                {
                    "name": "Hanoi Textiles",
                    "door": "contact",
                    "state": "opened",
                    "lead_id": self._opened(partner).id,
                    "user_id": self.agent.id,
                    "author_id": self.agent.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self._opened(partner).unlink()
        partner.sudo().unlink()
        self.assertEqual((row.name, row.state), ("Hanoi Textiles", "opened"))

    def test_opportunities_know_that_they_were_opened_automatically(self):
        lead, other = self._opened(self._create()).with_env(self.env), self._lead()
        found = self.env["crm.lead"].search(
            [("oplus_is_opened_automatically", "=", True)]
        )
        self.assertIn(lead, found)
        self.assertNotIn(other, found)
        self.assertTrue(lead.oplus_is_opened_automatically)
        self.assertFalse(other.oplus_is_opened_automatically)

    def test_a_merged_one_still_knows(self):
        lead, other = self._opened(self._create()).with_env(self.env), self._lead()
        other.with_user(self.admin).expected_revenue = 5
        head = (other | lead).with_user(self.admin).merge_opportunity()
        self.assertTrue(head.oplus_is_opened_automatically)

    def test_a_mistake_in_the_pipeline_does_not_stop_the_contact(self):
        leads, message = self.env.registry["crm.lead"], "A field is missing"

        def fail(records, vals_list):
            raise ValidationError(message)

        self.patch(leads, "create", fail)
        with mute_logger(ATTEMPT):
            partner = self._create()
        self.assertEqual(partner.name, "Hanoi Textiles")
        self.assertSkipped(partner, "failed")

    def test_salespeople_are_told_of_the_customer_alone(self):
        vals = {"name": "Theirs", "user_id": self.colleague.id}
        with self.mock_mail_gateway(), self.mock_mail_app():
            self._create({"name": "Mine"}, vals)
        told = self._new_msgs.filtered("partner_ids")
        self.assertEqual(told.mapped("model"), ["res.partner"])

    def test_names_are_taken_as_they_are(self):
        name = "<b>Công ty</b> " + "ก" * 300
        lead = self._opened(self._create({"name": name, "user_id": self.colleague.id}))
        self.assertEqual(lead.name, name)
