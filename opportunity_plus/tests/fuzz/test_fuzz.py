# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
import os
import sys
import time
from collections import Counter
from unittest.mock import patch

from .calls import Call, Calls
from .verdict_common import VerdictCommon

# in the environment: what ``script/fuzz`` asks for
ASKED = "OPPORTUNITY_PLUS_FUZZ"
SHORT = {"seed": 1, "first": 0, "calls": 200, "users": None}


class TestFuzz(VerdictCommon):
    """Calls at random: each gets an answer or a sentence, changes nothing of others,
    and tells nothing of them. What is wrong is found: the fuzz is not blind."""

    def test_calls_at_random(self):
        asked = SHORT | json.loads(os.environ.get(ASKED, "{}"))
        calls = Calls(self, asked["seed"], asked["users"] or [*self.callers])
        numbers = range(asked["first"], asked["first"] + asked["calls"])
        counts, faults, slowest = Counter(), {}, []
        for number in numbers:
            call = calls[number]
            begin = time.process_time()
            verdict = self._verdict(call)
            slowest.append((time.process_time() - begin, number))
            counts[verdict.kind] += 1
            counts.update({f"  by {call.caller}": 1})
            for place, text in verdict.faults.items():
                counts["faults"] += 1
                if place not in faults:
                    faults[place] = f"call {number}, {call}\n    {text}"
                    self._say(faults[place])
            if not (number + 1) % 1000:
                self._say(f"{number + 1} calls, {len(faults)} kinds of fault")
        self._say(dict(counts))
        self._say([f"{s:.1f} s: call {n}" for s, n in sorted(slowest)[:-6:-1]])
        self.assertFalse(faults, "\n".join(["", *faults.values()]))

    def _say(self, text):
        """Tell at once, where ``script/fuzz`` asks."""
        if ASKED in os.environ:
            sys.stderr.write(f"{text}\n")

    def _kinds(self, method, **fake):
        """The kinds of fault where a method does something else."""
        lead = self.records["crm.lead"]
        call = Call(0, 0, "agent", "crm.lead", method, [lead.ids], {})
        fakes = {"autospec": True, "side_effect": fake.get("does")}
        name = fake.get("name", method)
        with patch.object(type(self.env["crm.lead"]), name, **fakes):
            return [place.split(" ")[-1] for place in self._verdict(call).faults]

    def test_nothing_where_nothing_is_wrong(self):
        self.assertFalse(self._kinds("oplus_contact_choices", does=lambda lead: {}))

    def test_a_name_that_is_hidden(self):
        def told(lead):
            return {"any": [{"name": lead.sudo().browse(self.secrets.ids[:1]).name}]}

        self.assertEqual(self._kinds("oplus_contact_choices", does=told), ["tells"])

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
