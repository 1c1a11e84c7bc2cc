# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .. import doors
from .stage_disabled_common import StageDisabledCommon

REFUSED = "stages are disabled: Offer"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageDisabledDoors(StageDisabledCommon):
    """No door leads into a disabled stage."""

    # doors that name the stage; each takes an opportunity that the agent has in Talk

    def _door_admin(self, lead):
        lead.with_user(self.admin).stage_id = self.offer

    def _door_with_team(self, lead):
        lead.sudo().write({"team_id": self.south.id, "stage_id": self.offer.id})

    def _door_closed_by_admin(self, _lead):
        lost = self._lead()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        lost.with_user(self.admin).stage_id = self.offer

    def _door_create(self, _lead):
        self._lead(stage_id=self.offer.id)

    def _door_create_superuser(self, _lead):
        self.env["crm.lead"].sudo().create({"name": "A", "stage_id": self.offer.id})

    def _door_create_lost(self, _lead):
        self.env["crm.lead"].sudo().create(
            {
                "name": "A",
                "stage_id": self.offer.id,
                "active": False,
                "probability": 0,
                "lost_reason_id": self.too_expensive.id,
            }
        )

    def _door_create_lead(self, _lead):
        self._lead(stage_id=self.offer.id, type="lead")

    def _door_copy(self, lead):
        lead.copy({"stage_id": self.offer.id})

    def _door_reopened_in_it(self, _lead):
        self.lost.with_user(self.admin).write(
            {"active": True, "probability": 20, "stage_id": self.offer.id}
        )

    def test_whoever_names_a_disabled_stage_is_refused(self):
        named = doors.each({"stage_id": self.offer.id}, self._lead)
        others = (
            self._door_admin,
            self._door_with_team,
            self._door_closed_by_admin,
            self._door_create,
            self._door_create_superuser,
            self._door_create_lost,
            self._door_create_lead,
            self._door_copy,
            self._door_reopened_in_it,
        )
        every = named | {door.__name__: door for door in others}
        for name, door in every.items():
            lead = self._lead(stage_id=self.talk.id)
            self._end_transaction()
            with (
                self.subTest(name),
                self.assertRaisesRegex(ValidationError, REFUSED),
                self.env.cr.savepoint(),
            ):
                door(lead)
            self.assertEqual(lead.stage_id, self.talk)

    def test_imports_are_refused_row_by_row(self):
        lead = self._lead(stage_id=self.talk.id)
        for column, value in (
            ("stage_id/.id", str(self.offer.id)),
            ("stage_id", "Offer"),
        ):
            for key in (str(lead.id), ""):
                result = self.env["crm.lead"].load(
                    [".id", "name", column], [[key, "Deal", value]]
                )
                self.assertFalse(result["ids"])
                self.assertTrue(result["messages"])
        self.assertEqual(lead.stage_id, self.talk)

    def test_one_message_names_all(self):
        with self.assertRaisesRegex(ValidationError, "First, Second"):
            self.env["crm.lead"].create(
                [
                    {"name": name, "stage_id": self.offer.id, "type": "opportunity"}
                    for name in ("First", "Second")
                ]
            )

    def test_an_add_on_that_computes_a_stage_is_refused(self):
        lead = self._lead()

        def found(*_args, **_kwargs):
            return self.offer

        self.patch(self.env.registry["crm.lead"], "_stage_find", found)
        with self.assertRaisesRegex(ValidationError, REFUSED), self.env.cr.savepoint():
            lead.sudo().stage_id = False
            self.env.add_to_compute(lead._fields["stage_id"], lead.sudo())
            lead.sudo().flush_recordset()
