# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
import os
import sys
import time
from unittest.mock import patch

from .calls import Call, Calls
from .found import Found
from .judge import Judge
from .verdict_common import DISTURB, VerdictCommon

# in the environment: what ``script/fuzz`` asks for
ASKED = "OPPORTUNITY_PLUS_FUZZ"
SHORT = {"seed": 1, "first": 0, "calls": 200, "users": []}
# changes by which nobody without a right gets through, one of each kind
CHANGES = """
    UPDATE crm_lead SET partner_name = 'Other'
    UPDATE crm_lead SET contact_name = 'Other'
    UPDATE crm_lead SET date_closed = now()
    UPDATE crm_lead SET probability = 7
    UPDATE crm_lead SET phone = '7'
    UPDATE crm_lead SET email_from = 'other'
    UPDATE crm_lead SET partner_id = NULL
    UPDATE crm_lead_revision SET reason = 'Other'
    UPDATE res_partner SET name = 'Other'
    UPDATE calendar_event SET name = 'Other'
    UPDATE sale_order_line SET name = 'Other'
    UPDATE account_move_line SET name = 'Other'
    UPDATE ir_act_server SET sequence = 7
    UPDATE ir_ui_view SET priority = 7
    UPDATE crm_lead_snooze SET reason = 'Other'
    UPDATE account_move SET opportunity_id = (SELECT max(id) FROM crm_lead)
    DELETE FROM account_move_opportunity_rel
    DELETE FROM crm_big_deal_alert
    DELETE FROM mail_message WHERE model = 'crm.lead'
    INSERT INTO crm_tag_rel SELECT (SELECT max(id) FROM crm_lead), max(id) FROM crm_tag
    INSERT INTO crm_stage_condition_field_rel SELECT 1, max(id) FROM ir_model_fields
"""


class TestFuzz(VerdictCommon):
    """Calls at random: each gets an answer or a sentence, changes nothing of others,
    and tells nothing of them. What is wrong is found: the fuzz is not blind."""

    def test_calls_at_random(self):
        asked = SHORT | json.loads(os.environ.get(ASKED, "{}"))
        callers = asked["users"] or [*self.callers]
        calls = Calls(self, asked["seed"], callers)
        found = Found(self._say)
        for number in range(asked["first"], asked["first"] + asked["calls"]):
            call = calls[number]
            begin = time.process_time()
            verdict = self._verdict(call)
            found.add(call, verdict, time.process_time() - begin)
        missed = found.missed(calls.own, callers)
        found.tell(calls.own, missed)
        # by chance, each is called 25 times then
        if asked["calls"] >= 50 * len(calls.own) * len(callers):
            self.assertFalse(missed, "never called")
        self.assertFalse(found.faults, "\n".join(["", *found.faults.values()]))

    def _say(self, text):
        """Tell at once, where ``script/fuzz`` asks."""
        if ASKED in os.environ:
            sys.stderr.write(f"{text}\n")

    def _kinds(self, method, caller="agent", **fake):
        """The kinds of fault where a method does something else."""
        lead = self.records["crm.lead"]
        call = Call(0, 0, caller, "crm.lead", method, [lead.ids], {})
        fakes = {"autospec": True, "side_effect": fake.get("does")}
        name = fake.get("name", method)
        with patch.object(type(self.env["crm.lead"]), name, **fakes):
            return [place.split(" ")[-1] for place in self._verdict(call).faults]

    def _judged(self, change, caller="agent"):
        """The kinds of fault where a method changes something without a check."""
        return self._kinds("oplus_contact_choices", caller, does=change)

    def test_nothing_where_nothing_is_wrong(self):
        self.assertFalse(self._kinds("oplus_contact_choices", does=lambda lead: {}))

    def test_a_name_that_is_hidden(self):
        def told(lead):
            return {"any": [{"name": lead.sudo().browse(self.secrets.ids[:1]).name}]}

        self.assertEqual(self._kinds("oplus_contact_choices", does=told), ["tells"])

    def test_what_is_on_what_is_hidden(self):
        for model in DISTURB:
            with self.subTest(model):

                def told(lead, model=model):
                    unseen = lead.sudo().env[model].browse(self._unseen("agent")[model])
                    return unseen.read()

                kinds = self._kinds("oplus_contact_choices", does=told)
                self.assertTrue({"tells", "depends"} & {*kinds}, kinds)

    def test_a_figure_of_what_is_hidden(self):
        def told(lead):
            return sum(lead.sudo().search([]).mapped("expected_revenue"))

        self.assertEqual(self._kinds("oplus_contact_choices", does=told), ["depends"])

    def test_a_change_of_what_is_hidden(self):
        def changed(lead):
            lead.sudo().browse(self.secrets.ids).priority = "2"

        kinds = self._kinds("oplus_contact_choices", does=changed)
        self.assertEqual(kinds, ["changes"])
        self.assertEqual(self.secrets[0].priority, "0")

    def test_a_change_of_a_right(self):
        def changed(lead):
            group = lead.env.ref("sales_team.group_sale_manager").sudo()
            group.user_ids += lead.env.user

        self.assertEqual(
            self._kinds("oplus_contact_choices", does=changed), ["changes"]
        )

    def test_a_change_of_any_kind(self):
        self.system["crm.tag"].create({"name": "Rare"})
        for change in CHANGES.strip().split("\n"):
            with self.subTest(change.strip()):

                def changed(lead, query=change):
                    lead.env.cr.execute(query)  # pylint: disable=sql-injection

                self.assertEqual(self._judged(changed, "portal"), ["changes"])

    def test_a_new_opportunity_of_who_may_make_none(self):
        def made(lead):
            lead.sudo().create({"name": "Mine", "type": "opportunity"})

        self.assertEqual(self._judged(made, "portal"), ["changes"])
        self.assertFalse(self._judged(made))

    def test_a_change_of_what_the_system_writes_on_an_own_opportunity(self):
        def changed(lead):
            lead.sudo().revision_ids._system_write({"reason": "Other"})

        def deleted(lead):
            alerts = self.records["crm.big.deal.alert"].with_env(lead.sudo().env)
            alerts._system_unlink()

        def moved(lead):
            lead.stage_id = self.offer

        self.assertEqual(self._judged(changed), ["changes"])
        self.assertEqual(self._judged(deleted), ["changes"])
        self.assertFalse(self._judged(moved))

    def test_a_share_by_who_may_only_edit(self):
        shares, secret = self.system["crm.lead.share"], self.secrets[1]
        terms = {"lead_id": secret.id, "access": "write"}

        def shared(_lead):
            shares.create(terms | {"user_id": self.supervisor.id})

        shares.create(terms | {"user_id": self.agent.id})
        self._end_transaction()
        self.judge = Judge(self.system)
        self.assertEqual(self._judged(shared), ["changes"])

    def test_a_traceback(self):
        kinds = self._kinds(
            "oplus_action_use_product_total",
            name="_oplus_product_line_revenue",
            does=TypeError,
        )
        self.assertEqual(kinds, ["TypeError"])

    def test_the_same_seed_makes_the_same_calls(self):
        first, again = (Calls(self, 7, [*self.callers]) for _run in range(2))
        for number in (0, 5, 11):
            self.assertEqual(ascii(first[number]), ascii(again[number]))
        self.assertNotEqual(ascii(first[0]), ascii(Calls(self, 8, ["agent"])[0]))
