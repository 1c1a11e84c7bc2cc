# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsStages(ConditionsCommon):
    """Conditions are settings of administrators."""

    def test_only_administrators_set_them(self):
        offer = self.offer.with_user(self.admin)
        offer.condition_field_ids = self._field("referred").with_user(self.admin)
        self.assertEqual(offer.condition_field_ids.name, "referred")
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.offer.with_user(user).condition_quotation = True
        # a program that reads whole stages still can
        self.assertTrue(self.offer.with_user(self.agent).read())

    def test_sensible_fields_are_offered_in_the_users_words(self):
        stage = self.offer.with_user(self.admin)
        domain = stage._fields["condition_field_ids"].domain
        fields = self.env["ir.model.fields"].with_user(self.admin).search(domain)
        names = set(fields.mapped("name"))
        self.assertLessEqual({"partner_id", "expected_revenue", "referred"}, names)
        self.assertTrue(names.isdisjoint({"id", "create_date", "stage_id", "active"}))
        label = fields.filtered(lambda field: field.name == "referred")
        label = label.with_context(hide_model=True)
        self.assertEqual(label.display_name, "Referred By")

    def test_a_field_that_nobody_fills_in_is_refused(self):
        for name in ("create_date", "won_status", "message_ids"):
            with (
                self.assertRaisesRegex(ValidationError, "Nobody can fill in"),
                self.env.cr.savepoint(),
            ):
                self._ask(self.offer, name)
        other = self.env["ir.model.fields"].sudo()._get("res.partner", "name")
        with self.assertRaisesRegex(ValidationError, "Nobody can fill in"):
            self.offer.sudo().condition_field_ids = [Command.link(other.id)]

    def test_a_field_that_is_deleted_takes_its_condition_along(self):
        field = self.env["ir.model.fields"].sudo()
        field = field.create(
            {
                "name": "x_budget",
                "field_description": "Budget",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "ttype": "char",
            }
        )
        self._ask(self.offer, "x_budget")
        lead = self._lead()
        with (
            self.assertRaisesRegex(ValidationError, "Budget"),
            self.env.cr.savepoint(),
        ):
            lead.stage_id = self.offer
        field.unlink()
        lead.invalidate_recordset()
        lead.stage_id = self.offer
        self.assertEqual(lead.stage_id, self.offer)
