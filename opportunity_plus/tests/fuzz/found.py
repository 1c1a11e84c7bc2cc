# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a run of calls has found, and what it has reached."""

from collections import Counter


class Found:
    """Keeps the verdicts on calls.

    :param say: tells a text at once
    """

    def __init__(self, say):
        self.say = say
        self.faults, self.counts, self.errors = {}, Counter(), Counter()
        self.reached, self.answered, self.slowest = Counter(), set(), []

    def add(self, call, verdict, seconds):
        target = (call.model, call.method)
        self.reached[(*target, call.caller)] += 1
        self.slowest = sorted([*self.slowest, (seconds, call.number)])[-6:]
        self.counts.update([verdict.kind, f"  by {call.caller}"])
        if verdict.kind == "answer":
            self.answered.add(target)
        if verdict.error:
            self.errors[verdict.error] += 1
        for place, text in verdict.faults.items():
            self.counts["faults"] += 1
            if place not in self.faults:
                self.faults[place] = f"call {call.number}, {call}\n    {text}"
                self.say(self.faults[place])
        if not (calls := self.reached.total()) % 1000:
            self.say(f"{calls} calls, {len(self.faults)} kinds of fault")

    def missed(self, methods, callers):
        """Return the methods that somebody has never called."""
        pairs = [(*method, caller) for method in methods for caller in callers]
        return [pair for pair in pairs if pair not in self.reached]

    def tell(self, methods, missed):
        self.say(dict(self.counts))
        self.say([f"{s:.1f} s: call {number}" for s, number in self.slowest[::-1]])
        for error, count in sorted(self.errors.items()):
            self.say(f"error of Odoo's, {count} times: {error}")
        silent = sorted({*methods} - self.answered)
        self.say(f"never answered: {' '.join(map('.'.join, silent))}")
        self.say(f"never called: {len(missed)}, such as {missed[:10]}")
