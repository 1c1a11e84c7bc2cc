# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What was measured: printed as a table, kept as JSON, drawn as a picture."""

import json
import os
from datetime import date
from pathlib import Path

from harness import medians

from .drawing import drawing
from .plans import slowest_plan

# of what a ratio is told, by the name of what stands beside; the most it should be
ODOO, ADMIN, ORDER, SQL = "Odoo alone", "administrator", "Odoo's order", "bare SQL"
BARS = {ODOO: 1.1, ADMIN: 1.5, ORDER: 1.5, SQL: 2}


class Results:
    """The rows of one size. Those of other sizes stay in the file."""

    def __init__(self, size, path):
        self.size, self.path, self.rows = size, path and Path(path), []
        self._section = self._beside = self._bar = None

    def section(self, title, beside, has_bar=True):
        """Begin a part of the table, whose operations stand beside the same."""
        print(f"\n{title} ({self.size:,} opportunities)")
        head = f"{beside:>14}{'ours':>12}{'ratio':>8}{'queries':>15}{'memory':>13}"
        print(f"{'':44}{head}")
        self._section, self._beside = title, beside
        self._bar = BARS[beside] if has_bar else None

    def pair(self, operation, pairs, again=None, **more):
        """Add the rounds of both sides.

        :param again: our side and what it runs, to tell why it takes longer than it
            should
        """
        base, ours, ratio = medians(pairs)
        queries = [side[1] for side in pairs[-1]]
        self.add(operation, ours, base, ratio, queries=queries, **more)
        if again and self.rows[-1]["is_above"]:
            self.rows[-1]["plan"] = slowest_plan(*again)

    def add(self, operation, seconds, base=None, ratio=None, **more):
        """Add a row; ``base`` and ``ratio`` where something stands beside it."""
        if base and ratio is None:
            ratio = seconds / base
        row = {
            "size": self.size,
            "section": self._section,
            "operation": operation,
            "beside": self._beside if base else None,
            "base_ms": base and round(base * 1000, 1),
            "ms": round(seconds * 1000, 1),
            "ratio": ratio and round(ratio, 2),
            "bar": self._bar if base else None,
            **more,
        }
        row["is_above"] = is_above(row)
        self.rows.append(row)
        print(line(row), flush=True)

    def all(self):
        """The rows of all sizes, this one's last."""
        kept = []
        if self.path and self.path.exists():
            kept = json.loads(self.path.read_text())["rows"]
        return [row for row in kept if row["size"] != self.size] + self.rows

    def save(self):
        if not self.path:
            return
        content = {
            "date": date.today().isoformat(),
            "cores": os.cpu_count(),
            "memory_gib": round(
                os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
            ),
            "rows": self.all(),
        }
        self.path.write_text(json.dumps(content, indent=1) + "\n")

    def draw(self, path):
        Path(path).write_text(drawing(self.all()), encoding="utf-8")


def is_above(row):
    """Tell whether it takes longer than it should."""
    return bool(row["bar"]) and row["ratio"] > row["bar"]


def line(row):
    """A row of the table; a ratio above its bar is marked."""
    cells = f"{row['operation']:44}"
    cells += f"{row['base_ms']:12,.1f}ms" if row["base_ms"] else " " * 14
    cells += f"{row['ms']:10,.1f}ms"
    cells += f"{row['ratio']:8.2f}" if row["ratio"] else " " * 8
    queries = " -> ".join(f"{number}" for number in row.get("queries") or [])
    cells += f"{queries:>15}"
    if memory := row.get("memory_mb"):
        cells += f"{' -> '.join(f'{number:.0f}' for number in memory)} MB".rjust(13)
    if told := row.get("told"):
        cells += f"  {told}"
    if row["is_above"]:
        cells += f"  above {row['bar']:g}"
    return cells
