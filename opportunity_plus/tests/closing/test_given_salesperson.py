# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .. import doors
from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestGivenSalesperson(OpportunityPlusCommon):
    """Nobody gives an open opportunity to somebody who does not work here any more."""

    def setUp(self):
        super().setUp()
        self.leaver = self._user("leaver", "sales_team.group_sale_salesman")
        self.lead = self._lead(name="Mango")
        self.theirs = self._lead(name="Durian")
        self.theirs.sudo().user_id = self.leaver
        self._end_transaction()
        self.leaver.sudo().active = False
        self._end_transaction()

    @property
    def given(self):
        return {"user_id": self.leaver.id}  # Odoo adds to what is written

    def _assign(self, lead):
        dialog = self.env["crm.lead.assign"].with_user(lead.env.user)
        dialog.create({"lead_ids": lead.ids, **self.given}).action_assign()

    def _doors(self):
        another = self._lead(name="Papaya")
        for name, door in doors.each(self.given, lambda: another).items():
            if name != "superuser":
                yield name, door
        row = {"user_id/.id": str(self.leaver.id)}
        yield "import", lambda lead: doors.load_again(lead, row)
        yield "dialog", self._assign
        yield "merge", lambda lead: (lead | another).merge_opportunity(**self.given)

    def assertRefused(self, door):
        with (
            self.assertRaisesRegex(ValidationError, "Leaver is archived.*: .*Mango"),
            self.env.cr.savepoint(),
        ):
            door()
        self.env.invalidate_all()

    def test_an_open_one_is_refused_by_name_at_every_door(self):
        for name, door in self._doors():
            for user in (self.agent, self.manager):
                with self.subTest(name, user=user.login):
                    self.assertRefused(lambda: door(self.lead.with_user(user)))  # noqa: B023
                    self.assertEqual(self.lead.user_id, self.agent)

    def test_what_becomes_open_by_the_same_write_is_refused_as_well(self):
        lost, lead = self._lead(name="Mango"), self._lead(name="Mango", type="lead")
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        reopened = {"active": True, "probability": 7, **self.given}
        self.assertRefused(lambda: lost.with_user(self.admin).write(reopened))
        self.assertRefused(lambda: lead.write({"type": "opportunity", **self.given}))

    def test_a_value_that_changes_nothing_is_taken(self):
        theirs = self.theirs.with_user(self.manager)
        doors.form(theirs, {**self.given, "phone": "+66 2 123 4567"})
        self.assertEqual(theirs.phone, "+66 2 123 4567")
        self.assertEqual(theirs.user_id, self.leaver)

    def test_what_is_not_open_and_what_a_program_gives_is_taken(self):
        won, lead = self._lead(), self._lead(type="lead")
        won.action_set_won()
        (won | lead).with_user(self.manager).write(self.given)
        doors.superuser(self.lead, self.given)
        for one in (won, lead, self.lead):
            self.assertEqual(one.sudo().user_id, self.leaver)

    def test_a_merge_brings_nobody_back(self):
        unassigned, other = self._leads(2, stage_id=self.offer.id)
        (unassigned | other).sudo().user_id = False
        merged = (self.theirs | unassigned).with_user(self.manager).merge_opportunity()
        self.assertEqual((merged, merged.user_id.name), (unassigned, False))
        theirs = self._lead()
        theirs.sudo().user_id = self.leaver
        leads = other | theirs | self.lead
        merged = leads.with_user(self.manager).merge_opportunity()
        self.assertEqual((merged, merged.user_id), (other, self.agent))

    def test_the_dialog_of_a_conversion_proposes_somebody_else(self):
        self.customer.sudo().user_id = self.colleague
        lead = self._lead(type="lead", name="Hello")
        lead.sudo().user_id = self.leaver
        context = {"active_model": "crm.lead", "active_id": lead.id}
        dialog = self.env["crm.lead2opportunity.partner"].with_user(self.manager)
        dialog = dialog.with_context(**context, active_ids=lead.ids)
        vals = {"name": "convert", "action": "exist", "lead_id": lead.id}
        dialog = dialog.create({**vals, "partner_id": self.customer.id})
        self.assertEqual(dialog.user_id, self.colleague)
        dialog.action_apply()
        self.assertEqual(
            (lead.type, lead.sudo().user_id.name), ("opportunity", "Colleague")
        )

    def test_the_assignment_of_leads_gives_them_nothing(self):
        members = self.env["crm.team.member"].sudo()
        of_south = members.search([("crm_team_id", "=", self.south.id)])
        of_south.assignment_max = 60
        members.create(
            {
                "crm_team_id": self.south.id,
                "user_id": self.leaver.id,
                "assignment_max": 600,
            }
        )
        vals = {"type": "lead", "user_id": False, "team_id": self.south.id}
        leads = self.env["crm.lead"].with_user(self.manager)
        leads = leads.create([{"name": f"Lead {n}", **vals} for n in range(2)])
        self.south.with_user(self.admin)._assign_and_convert_leads(force_quota=True)
        self.assertEqual(leads.mapped("type"), ["opportunity"] * 2)
        self.assertEqual(leads.user_id, self.colleague)
