# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsCreating(ConditionsCommon):
    """The dialog for what is created in a stage with conditions."""

    def setUp(self):
        super().setUp()
        self._ask(self.offer, "referred", condition_checklist=True)
        self.point = self._point(self.talk, "First call")
        context = {"default_type": "opportunity", "default_stage_id": self.offer.id}
        self.leads = self.env["crm.lead"].with_context(**context)
        self.typed = {"name": "Mango", "team_id": self.north.id, "referred": False}

    def test_the_refusal_speaks_of_opening(self):
        with (
            self.assertRaisesRegex(ValidationError, "to open an opportunity in Offer"),
            self.env.cr.savepoint(),
        ):
            self.leads.create(self.typed)
        with self.assertRaisesRegex(ValidationError, "for the move to Offer"):
            self._lead().stage_id = self.offer

    def test_exactly_what_is_missing_is_asked(self):
        asks = self.leads.oplus_stage_entry_asks(self.typed)
        self.assertEqual(asks["stage"], "Offer")
        arch = etree.fromstring(asks["form"]["arch"])
        shown = [node.get("name") for node in arch.iter("field")]
        self.assertEqual(shown, ["referred"])
        self.assertEqual(arch.xpath("//button[@special='save']/@string"), ["Create"])
        self.assertEqual(asks["points"][0]["name"], "First call")
        self.assertEqual(asks["lines"], ["Mango: Referred By, checklist (First call)"])
        self.assertFalse(asks["asks_quotation"])
        typed = self.typed | {"referred": "Somchai", "team_id": self.south.id}
        self.assertFalse(self.leads.oplus_stage_entry_asks(typed))
        typed = self.typed | {"stage_id": self.new.id}
        self.assertFalse(self.leads.oplus_stage_entry_asks(typed))

    def test_the_stage_that_fits_the_team_asks(self):
        far = {"name": "Far", "sequence": 5, "team_ids": self.south.ids}
        far = self.env["crm.stage"].sudo().create(far)
        self._ask(self.new, "referred")
        leads = self.leads.with_context(default_stage_id=far.id)
        self.assertEqual(leads.oplus_stage_entry_asks(self.typed)["stage"], "New")
        lead = leads.oplus_stage_entry(self.typed, {"referred": "Somchai"})
        self.assertEqual(leads.browse(lead).stage_id, self.new)
        self._ask(far, "phone")
        typed = self.typed | {"referred": "Somchai"}
        self.assertFalse(leads.oplus_stage_entry_asks(typed))

    def test_it_is_created_complete(self):
        missing = {"referred": "Somchai", "user_id": self.colleague.id}
        points = [self.point.id]
        lead = self.leads.browse(
            self.leads.oplus_stage_entry(self.typed, missing, points)
        )
        self.assertEqual((lead.name, lead.team_id), ("Mango", self.north))
        self.assertEqual((lead.stage_id, lead.referred), (self.offer, "Somchai"))
        self.assertEqual(lead.user_id, self.agent)
        self.assertTrue(lead.oplus_tick_ids.is_done)

    def test_what_is_still_missing_stops_all_of_it(self):
        with (
            self.assertRaisesRegex(ValidationError, "First call"),
            self.env.cr.savepoint(),
        ):
            self.leads.oplus_stage_entry(self.typed, {"referred": "Somchai"})
        self.assertFalse(self.leads.search([("name", "=", "Mango")]))

    def test_administrators_override(self):
        boss = self.leads.with_user(self.admin)
        arch = etree.fromstring(boss.oplus_stage_entry_asks(self.typed)["form"]["arch"])
        self.assertTrue(arch.xpath("//field[@name='stage_change_override']"))
        lead = boss.browse(boss.oplus_stage_entry(self.typed, {}, override="Board"))
        self._wait()
        self.assertIn("Board", self._timeline(lead)[-1].reason)
        with self.assertRaises(AccessError):
            self.leads.oplus_stage_entry(self.typed, {}, override="I want")

    def test_nothing_is_told_of_records_out_of_sight(self):
        strange = {"user_id": self.colleague.id, "team_id": self.south.id}
        hidden = self._lead(name="Durian")
        hidden.sudo().write(strange)
        line = (0, 0, {"name": "Price", "lead_id": hidden.id})
        with self.assertRaises(AccessError):
            typed = self.typed | {"product_line_ids": [line]}
            self.leads.oplus_stage_entry_asks(typed)
        leads = self.leads.with_user(self.outsider)
        with self.assertRaises(AccessError):
            leads.oplus_stage_entry_asks(self.typed)
        with self.assertRaises(AccessError):
            leads.oplus_stage_entry(self.typed, {"referred": "a"})
