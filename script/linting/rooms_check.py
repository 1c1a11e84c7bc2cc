"""Keep the rooms of ``models/`` free of circles.

A room is a folder there, for one capability. An arrow leads from a room to each one
that it imports from; ``doors.py``, which extends Odoo's methods for all of them, stands
outside. ``--print`` shows the arrows.
"""

import ast
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2] / "opportunity_plus" / "models"


def main():
    arrows = rooms()
    if "--print" in sys.argv:
        for room, others in sorted(arrows.items()):
            print(f"{room} -> {', '.join(sorted(others)) or 'none'}")
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        circle = " <- ".join(error.args[1])
        print(f"opportunity_plus/models: rooms import from each other: {circle}")
        return 1
    return 0


def rooms():
    """Return the rooms, each with those that it imports from."""
    arrows = defaultdict(set)
    for path in sorted(MODELS.glob("*/*.py")):
        room = path.parent.name
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        arrows[room] |= {
            other
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level == 2
            for other in imported(node)
            if other != room and (MODELS / other).is_dir()
        }
    return arrows


def imported(node):
    """Return the first names below ``models/`` that an import asks for."""
    if node.module:
        return [node.module.partition(".")[0]]
    return [alias.name for alias in node.names]


if __name__ == "__main__":
    sys.exit(main())
