# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import product

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .. import doors
from ..common import OpportunityPlusCommon

DATE = {"date_closed": "2026-02-28 10:00:00"}
CREATED = "2026-03-09 09:00:00"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingDateMissing(OpportunityPlusCommon):
    """What was closed before the add-on was there may lack a closed date: it is locked
    as any other."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-03 09:00"):
            self.lost, self.won_deal = (
                self._lead(name=name) for name in ("Lost deal", "Won deal")
            )
            self.lost.action_set_lost(lost_reason_id=self.too_expensive.id)
            self.won_deal.action_set_won()
        self.closed = self.lost | self.won_deal
        query = "UPDATE crm_lead SET date_closed = NULL WHERE id = ANY(%s)"
        self.env.cr.execute(query, [self.closed.ids])
        self.env.invalidate_all()

    def _doors(self, lead):
        return {
            "write": lambda: doors.write(lead, DATE),
            "form": lambda: doors.form(lead, DATE),
            "mass edit": lambda: doors.mass_edit(lead, DATE),
            "import": lambda: doors.load_again(lead, DATE, AccessError),
        }

    def test_nobody_but_an_administrator_enters_it(self):
        users = (self.agent, self.supervisor, self.manager)
        for user, lead in product(users, self.closed):
            for name, door in self._doors(lead.with_user(user)).items():
                with (
                    self.subTest(name, user=user.login, lead=lead.name),
                    self.assertRaisesRegex(AccessError, f"Request.*{lead.name}"),
                    self.env.cr.savepoint(),
                ):
                    door()
        self.assertEqual(self.closed.mapped("date_closed"), [False] * 2)

    def test_an_administrator_enters_it_and_the_chatter_tells(self):
        for lead in self.closed:
            lead.with_user(self.admin).write(DATE)
            self._end_transaction()
            self.assertEqual(str(lead.date_closed), DATE["date_closed"])
            message = lead.message_ids[0]
            self.assertRegex(message.body, "Closed date changed from - to .*28")
            self.assertEqual(message.author_id, self.admin.partner_id)

    def test_the_same_closing_once_more_enters_none(self):
        self.lost.write({"active": False, "probability": 0})
        self.won_deal.write({"stage_id": self.won.id, "probability": 100})
        self._end_transaction()
        self.assertEqual(self.closed.mapped("date_closed"), [False] * 2)
        self.assertNotIn("Closed date", str(self.closed.message_ids.mapped("body")))

    def test_what_is_created_as_closed_is_dated_without_a_word(self):
        reason = {"lost_reason_id": self.too_expensive.id}
        with self._at("2026-03-09 09:00"):
            closed = self._lead(stage_id=self.won.id) | self._lead(
                active=False, **reason
            )
        self.assertEqual({str(d) for d in closed.mapped("date_closed")}, {CREATED})
        self.assertNotIn("Closed date", str(closed.message_ids.mapped("body")))
