"""Keep the rooms of ``models/`` free of circles.

A room is a folder there, for one capability. An arrow leads from a room to each one
that it imports from or calls; ``doors*.py``, which extend Odoo's methods for all of
them, stand outside. Rooms are imported in the order of the arrows, lowest first.
``--print`` shows the arrows, and by which names they come about.
"""

import ast
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

from rooms_calls import calls

MODELS = Path(__file__).resolve().parents[2] / "opportunity_plus" / "models"


# what rooms use of rooms above them all the same, and why
ALLOWED = {
    # one statement asks for products, orders and invoices of an opportunity
    ("documents", "products"): {"crm.lead.product.line"},
}


def main():
    names = uses()
    if "--print" in sys.argv:
        for (room, other), found in sorted(names.items()):
            print(f"{room} -> {other}: {', '.join(sorted(found))}")
    faults = [*circle(names), *order(names)]
    for fault in faults:
        print(f"opportunity_plus/models: {fault}")
    return bool(faults)


def uses():
    """Return the names that rooms import or use of others, by pair of rooms."""
    trees = [
        (path.parent.name, ast.parse(path.read_text(encoding="utf-8"), str(path)))
        for path in sorted(MODELS.glob("*/*.py"))
    ]
    names = calls(trees)
    for room, tree in trees:
        for other in imports(room, tree):
            names[room, other].add("import")
    return names


def known(names):
    """Leave out what is allowed."""
    return {
        pair: found - ALLOWED.get(pair, set())
        for pair, found in names.items()
        if found - ALLOWED.get(pair, set())
    }


def circle(names):
    """Yield a fault if rooms use each other in a circle, with the names by which."""
    names = known(names)
    arrows = defaultdict(set)
    for room, other in names:
        arrows[room].add(other)
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        rooms = error.args[1]
        yield "rooms use each other in a circle: " + "; ".join(
            f"{room} -> {other}: {', '.join(sorted(names[room, other]))}"
            for other, room in pairwise(rooms)
        )


def order(names):
    """Yield a fault for each room that is imported before one that it uses.

    A hook is extended by the rooms above it, and their classes have to come later.
    """
    tree = ast.parse((MODELS / "__init__.py").read_text(encoding="utf-8"))
    places = {node.names[0].name: node.lineno for node in tree.body}
    for room, other in sorted(known(names)):
        if places[room] < places[other]:
            yield f"{room} uses {other}, which __init__.py imports later"


def imports(room, tree):
    """Return the other rooms that a file imports from."""
    return {
        other
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 2
        for other in imported(node)
        if other != room and (MODELS / other).is_dir()
    }


def imported(node):
    """Return the first names below ``models/`` that an import asks for."""
    if node.module:
        return [node.module.partition(".")[0]]
    return [alias.name for alias in node.names]


if __name__ == "__main__":
    sys.exit(main())
