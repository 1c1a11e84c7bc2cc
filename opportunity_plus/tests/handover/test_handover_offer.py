# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .handover_common import ADMINISTRATOR, OfficeCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverOffer(OfficeCommon):
    """The dialog before archiving says what is at stake."""

    def _offer(self, users, owners, user=None):
        offers = self.env["crm.lead.handover.offer"].with_user(user or self.office)
        return offers.create({"user_ids": users.ids, "owner_ids": owners.ids})

    def test_the_dialog_tells_how_many_and_how_much(self):
        self._leads(2, expected_revenue=1500)
        self._lead(expected_revenue=100).action_set_won()
        self._end_transaction()
        offer = self._offer(self.agent, self.agent)
        figure = offer.figures.replace("\xa0", " ")
        self.assertEqual(figure, "Agent: 2 open, expected revenue $ 3,000.00")

    def test_it_tells_no_more_than_its_reader_may_see(self):
        self._lead(expected_revenue=1500)
        both = self.agent | self.colleague
        self.office.sudo().group_ids -= self.env.ref(ADMINISTRATOR)
        self._end_transaction()
        self.assertFalse(self._offer(self.agent, self.agent).figures)
        own = self.env.ref("sales_team.group_sale_salesman")
        self.office.sudo().group_ids += own
        self._end_transaction()
        self.assertFalse(self._offer(self.agent, self.agent).figures)
        # their names stand above then
        self.assertFalse(self._offer(both, both).figures)

    def test_everyone_is_named_also_whose_opportunities_are_hidden(self):
        shared = self._lead(name="Shared")
        self._lead().sudo().user_id = self.colleague
        own = self.env.ref("sales_team.group_sale_salesman")
        self.office.sudo().group_ids -= self.env.ref(ADMINISTRATOR)
        self.office.sudo().group_ids += own
        self.env["crm.lead.share"].sudo().create(
            {"lead_id": shared.id, "user_id": self.office.id, "access": "read"}
        )
        self._end_transaction()
        owners = self.agent | self.colleague
        lines = self._offer(owners, owners).figures.splitlines()
        self.assertIn("Agent: 1 open", lines[0])
        self.assertEqual(lines[1], self.colleague.name)

    def test_amounts_are_in_one_currency(self):
        system = self.env(user=1, su=True)
        euro = system.ref("base.EUR")
        euro.active = True
        branch = system["res.company"].create(
            {"name": "Branch", "currency_id": euro.id}
        )
        for user in (self.office, self.agent):
            user.sudo().company_ids += branch
        system["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.5, "company_id": self.env.company.id}
        )
        self._lead(expected_revenue=100)
        system["crm.lead"].create(
            {
                "name": "There",
                "type": "opportunity",
                "user_id": self.agent.id,
                "team_id": False,
                "company_id": branch.id,
                "expected_revenue": 100,
            }
        )
        self._end_transaction()
        figure = self._offer(self.agent, self.agent).figures
        self.assertIn("2 open", figure)
        self.assertIn("300.00", figure)

    def test_one_click_starts_the_handover_and_archives_who_has_nothing(self):
        self._lead()
        offer = self._offer(self.agent | self.newcomer, self.agent)
        action = offer.action_handover_archive()
        self.assertFalse(self.newcomer.sudo().active)
        self.assertTrue(self.agent.sudo().active)
        self.assertEqual(
            action["context"],
            {"default_user_id": self.agent.id, "default_archive_user": True},
        )
        handovers = self.env["crm.lead.handover"].with_user(self.office)
        with Form(handovers.with_context(**action["context"])) as form:
            form.successor_ids.add(self.colleague)
            self.assertTrue(form.archive_user)

    def test_several_leave_by_a_handover_each(self):
        mine, theirs = self._leads(2)
        theirs.sudo().write({"team_id": False, "user_id": self.colleague.id})
        self._end_transaction()
        both = self.agent | self.colleague
        offer = self._offer(both, both)
        self.assertIn("Each of them gets a handover", offer.figures)
        action = offer.action_handover_archive()
        handovers = offer.env["crm.lead.handover"].search(action["domain"])
        self.assertEqual(handovers.user_id, both)
        self.assertTrue(all(handovers.mapped("archive_user")))
        self.south.sudo().crm_team_member_ids.unlink()  # Odoo would refuse
        for handover in handovers:
            handover.successor_ids = self.newcomer
            handover.action_prepare()
            self._begin_request()
            handover.action_run()
            self._end_transaction()
        self.env.invalidate_all()
        self.assertFalse(any(both.sudo().mapped("active")))
        self.assertOwner(mine | theirs, self.newcomer)
