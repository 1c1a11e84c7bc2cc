# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .conditions_common import ConditionsCommon

MAIL = """From: Buyer <buyer@example.com>
To: sales@example.com
Subject: Mango
Message-ID: <{number}@example.com>

Hello
"""


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsExempt(ConditionsCommon):
    """Doors that ask for no conditions; the ledger says what was missing."""

    # the doors that are exempt

    def _exempt_superuser(self, leads):
        leads.sudo().write({"stage_id": self.offer.id})
        return leads

    def _exempt_team_change(self, leads):
        leads.sudo().stage_id = self.talk
        self.new.sudo().sequence = 9  # the first stage of South is Offer now
        self.new.sudo().fold = True
        self._wait()
        leads.with_user(self.admin).write({"team_id": self.south.id})
        return leads

    def _exempt_team_change_in_a_form(self, leads):
        leads.sudo().stage_id = self.talk
        self.new.sudo().write({"sequence": 9, "fold": True})
        self._wait()
        vals = {"team_id": self.south.id, "stage_id": self.offer.id}
        leads.with_user(self.admin).write(vals)
        return leads

    def _exempt_order_confirmation(self, leads):
        order = self._order(leads[0])
        mover = self.env["crm.lead"].browse(leads[0].id)
        kind = type(self.env["sale.order"])

        def move(orders):
            mover.with_context(**orders.env.context).stage_id = self.offer
            return True

        self.patch(kind, "_action_confirm", move)
        order.with_user(self.agent).with_env(self.env).action_confirm()
        return leads[0]

    def _exempt_mail(self, leads):
        mail = MAIL.format(number=leads[0].id)
        values = {
            "type": "opportunity",
            "team_id": self.north.id,
            "stage_id": self.offer.id,
        }
        thread = self.env["mail.thread"].sudo()
        return leads.sudo().browse(thread.message_process("crm.lead", mail, values))

    def test_exempt_doors_stay_open_and_the_row_says_so(self):
        self._ask(self.offer, "referred")

        def check(leads, door):
            moved = door(leads)
            self._wait()
            self.assertEqual(moved.sudo().stage_id, self.offer)
            for lead in moved:
                reason = self._timeline(lead)[-1].reason
                self.assertIn("Conditions not asked", reason)
                self.assertIn("Referred By", reason)

        self._each("_exempt_", check)

    def test_the_context_of_an_interface_is_no_exemption(self):
        self._ask(self.offer, "referred")
        lead = self._lead()
        for value in (True, "EXEMPT", 1):
            free = lead.with_context(opportunity_plus_conditions=value)
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                free.stage_id = self.offer

    def test_back_lost_and_reopened_ask_nothing(self):
        self._ask(self.new, "referred")
        lead = self._lead(stage_id=self.new.id, referred="Somchai")
        lead.sudo().write({"stage_id": self.offer.id, "referred": False})
        self._wait()
        lead.stage_id = self.new
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._wait()
        lead.with_user(self.admin).write({"active": True, "probability": 20})
        self.assertEqual(lead.won_status, "pending")
        lead.sudo().write({"stage_id": self.won.id})
        self._ask(self.offer, "referred")
        self._wait()
        lead.with_user(self.admin).write({"stage_id": self.offer.id})
        self.assertEqual(lead.won_status, "pending")

    def test_the_dialog_reopens_into_any_stage(self):
        self._ask(self.offer, "referred")
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._wait()
        boss = lead.with_user(self.admin)
        wizard = self.env["crm.lead.reason"].with_user(self.admin)
        wizard.create(
            {
                "purpose": "reopen",
                "lead_ids": boss.ids,
                "stage_id": self.offer.id,
                "reason": "They came back",
            }
        ).action_apply()
        self._wait()
        self.assertEqual((lead.stage_id, lead.won_status), (self.offer, "pending"))
        self.assertEqual(self._timeline(lead)[-1].reason, "They came back")

    def test_merging_asks_nothing(self):
        self._ask(self.offer, "referred")
        self.new.sudo().write({"sequence": 9, "fold": True})
        leads = self._leads(2, stage_id=self.talk.id)
        self._wait()
        leads.with_user(self.admin).merge_opportunity(team_id=self.south.id)
        self.assertEqual(leads.exists().stage_id, self.offer)

    def test_lost_ones_are_won_with_the_conditions(self):
        self._ask(self.won, "referred")
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._wait()
        with self.assertRaises(ValidationError):
            lead.with_user(self.admin).action_set_won()
