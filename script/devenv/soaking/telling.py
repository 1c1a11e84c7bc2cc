"""What the soak prints at its end."""

from collections import Counter, defaultdict

from .client import CONFLICT, ENDS
from .reading import retries_in


def show(options, ended, done, log, findings):
    """Print a table of calls, what disturbed them and what they left, and the findings.

    :param done: how often they were disturbed, and how much they left, by what it was
    """
    print(f"\nseed {options.seed}: {options.minutes:g} minutes, {len(ended)} calls")
    print(f"{options.clients} clients, {options.workers} workers\n")
    print(f"{'call':<16}{'calls':>10}" + "".join(f"{end:>10}" for end in ENDS))
    for kind, counts in _counted(ended):
        ends = "".join(f"{counts[end]:>10}" for end in ENDS)
        print(f"{kind:<16}{counts.total():>10}{ends}")
    reached = sum(one.end == CONFLICT for one in ended)
    lines = {"repeated by Odoo after a conflict": retries_in(log)}
    lines |= {"conflicts that reached a user": reached, **done}
    print()
    for name, count in (lines | {"findings": len(findings)}).items():
        print(f"{name:<36}{count:>6}")
    for finding in findings:
        print(f"  {finding}")


def _counted(ended):
    """Yield each kind of calls, and all, with how often they ended in each way."""
    counts = defaultdict(Counter)
    for one in ended:
        counts[one.call.kind][one.end] += 1
    yield from sorted(counts.items())
    yield "all", sum(counts.values(), Counter())
