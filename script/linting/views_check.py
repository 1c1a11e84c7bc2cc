"""Keep the names of views the same everywhere, and one view per room and core view.

A view of the add-on is called ``<model>_view_<type>[_<detail>]``, and its name is that
with dots. A view that inherits is called like the one of Odoo that it changes, or like
the one of the add-on between them, with the word of its room or subject after it where
there are several: ``<inherited view>[_<word>]``; its name ends with
``.inherit.opportunity_plus[.<word>]``. A room inherits from a view once.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ADDON = Path(__file__).resolve().parents[2] / "opportunity_plus"
OWN = "opportunity_plus."


class View(NamedTuple):
    path: str
    id: str
    name: str
    inherited: str
    is_primary: bool

    @property
    def room(self):
        return Path(self.path).parent.name


def main():
    views = [view for path in sorted(ADDON.rglob("*views.xml")) for view in read(path)]
    parents = {view.id: view.inherited.removeprefix(OWN) for view in views}
    faults = [
        f"{view.path}: {view.id} ({view.name}) {fault}"
        for view in views
        if (fault := misnamed(view, parents))
    ]
    for fault in [*faults, *repeated(views)]:
        print(fault)
    return bool([*faults, *repeated(views)])


def misnamed(view, parents):
    """Return what is wrong with how a view is called, or None."""
    if not view.inherited or view.is_primary:
        if "_view_" not in view.id:
            return "should be called <model>_view_<type>"
        return None if view.name == dotted(view.id) else f"name: {dotted(view.id)}"
    words = [
        view.id.removeprefix(stem)
        for stem in stems(view, parents)
        if f"{view.id}_".startswith(f"{stem}_")
    ]
    if not words:
        return f"should be called {next(stems(view, parents))}_<word>"
    ends = [f".inherit.opportunity_plus{dotted(word)}" for word in words]
    return None if view.name.endswith(tuple(ends)) else f"name: …{ends[0]}"


def dotted(name):
    return name.replace("_", ".")


def stems(view, parents):
    """Yield the names of what a view inherits from, directly or not."""
    name = view.inherited.removeprefix(OWN)
    while name:
        yield name.rpartition(".")[2]
        name = parents.get(name)


def repeated(views):
    """Return a fault for each view that a room inherits from again."""
    times = Counter(
        (view.room, view.inherited.removeprefix(OWN))
        for view in views
        if view.inherited and not view.is_primary
    )
    return [
        f"{room}: {number} views inherit from {inherited}"
        for (room, inherited), number in times.items()
        if number > 1
    ]


def read(path):
    """Yield the views of a file."""
    for record in ElementTree.parse(path).iter("record"):
        if record.get("model") != "ir.ui.view":
            continue
        fields = {field.get("name"): field for field in record.findall("field")}
        inherit, mode = fields.get("inherit_id"), fields.get("mode")
        yield View(
            str(path.relative_to(ADDON)),
            record.get("id"),
            fields["name"].text or "",
            "" if inherit is None else inherit.get("ref"),
            mode is not None and mode.text == "primary",
        )


if __name__ == "__main__":
    sys.exit(main())
