# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import tagged

from .. import doors
from ..common import OpportunityPlusCommon

GIVEN = {"type": "opportunity", "date_conversion": "2026-01-15 08:00:00"}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversionGiven(OpportunityPlusCommon):
    """Who says when a lead was converted is not excused from what it lacks."""

    def _lead_without_name(self, **vals):
        vals = {
            "name": "\u200b",
            "type": "lead",
            "partner_id": self.customer.id,
            **vals,
        }
        return self.env["crm.lead"].create(vals)

    def _convert_by(self, door):
        lead = self._lead_without_name()
        with self._at("2026-03-02 09:00"):
            door(lead)
        return lead

    def assertComplete(self, lead):
        self.assertEqual((lead.type, lead.name), ("opportunity", "Siam Trading"))
        self.assertEqual((lead.date_deadline, lead.probability), (date(2026, 3, 9), 50))
        self.assertEqual(lead.opportunity_type_id.proposed_for, "new")
        self.assertEqual(str(lead.date_conversion), GIVEN["date_conversion"])

    def test_what_is_missing_is_completed_at_every_door(self):
        several = {
            name: doors.each(GIVEN, self._lead)[name] for name in ("write", "form")
        }
        for name, door in {
            **several,
            "mass edit": lambda lead: doors.mass_edit(
                lead | self._lead_without_name(name="Another"), GIVEN
            ),
            "import": lambda lead: doors.load_again(lead, GIVEN),
        }.items():
            with self.subTest(name):
                self.assertComplete(self._convert_by(door))

    def test_what_is_given_stays(self):
        given = {**GIVEN, "name": "Mango", "date_deadline": "2026-05-01"}
        lead = self._lead_without_name()
        lead.write({**given, "probability": 80})
        self.assertEqual((lead.name, lead.probability), ("Mango", 80))
        self.assertEqual(lead.date_deadline, date(2026, 5, 1))

    def test_a_conversion_of_odoo_keeps_its_own_values(self):
        of_south = {"name": "Hello", "sequence": 0, "team_ids": self.south.ids}
        of_south = self.env["crm.stage"].sudo().create(of_south)
        lead = self._lead_without_name(partner_id=False).with_user(self.manager)
        self._end_transaction()
        self.env.cr.execute(
            "UPDATE crm_lead SET stage_id = NULL WHERE id = %s", lead.ids
        )
        self.env.invalidate_all()
        with self._at("2026-03-02 09:00"):
            lead.convert_opportunity(self.customer, team_id=self.south.id)
        self.assertEqual(lead.stage_id, of_south)
        self.assertEqual((lead.partner_id, lead.name), (self.customer, "Siam Trading"))
        self.assertEqual(str(lead.date_conversion), "2026-03-02 09:00:00")
