# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The bridge, told a second time: in Python, one opportunity after the other."""

from collections import defaultdict

from .bridge_walk import COMINGS, LEAVINGS, Event, Walk


class Reference(Walk):
    """See :class:`~.bridge_walk.Walk`."""

    def gross(self):
        for life in self.lives.values():
            for moment, name in ((self.start, "opening"), (self.end, "closing")):
                row = self.at(life, moment)
                if (key := self.group(row)) is not None:
                    yield key, Event(name, self.value(row), row)
            yield from self.events(life)

    def net(self):
        for life in self.lives.values():
            first, last = self.at(life, self.start), self.at(life, self.end)
            opening, closing = self.group(first), self.group(last)
            by_group = defaultdict(list)
            for key, event in self.events(life):
                by_group[key].append(event)
            created = any(
                row.changed == "created" and self.inside(row.date_from) for row in life
            )
            for key in dict.fromkeys([opening, closing, *by_group]):
                if key is not None:
                    before = first if key == opening else None
                    after = last if key == closing else None
                    for event in self.became(before, after, by_group[key], created):
                        yield key, event

    def became(self, before, after, events, created):
        """What became of an opportunity in one group."""
        events = [event for event in events if not self.is_told_only(event)]
        comings = [event for event in events if event.movement in COMINGS]
        leavings = [event for event in events if event.movement in LEAVINGS]
        if before:
            yield Event("opening", self.value(before), before)
        if after:
            yield Event("closing", self.value(after), after)
        if before and after:
            yield from self.stayed(before, after)
        elif before:
            left = leavings[-1]
            yield from self.difference(before, -left.value, left.row)
            yield left
        elif after:
            name = "new" if created else comings[-1].movement
            yield Event(name, self.value(after), after)
        elif leavings:
            left = leavings[-1]
            yield Event(comings[0].movement, -left.value, left.row)
            yield left

    def stayed(self, before, after):
        yield from self.difference(before, self.value(after), after)
        if self.window == (None, None):
            for _key, event in self.postponed(None, before, after):
                yield event

    def is_told_only(self, event):
        """Without a window, dates that move are told without money."""
        names = ("slipped", "pulled_in")
        return self.window == (None, None) and event.movement in names

    def bridge(self, view):
        """{group: {movement: [event]}}"""
        found = defaultdict(lambda: defaultdict(list))
        for key, event in self.net() if view == "net" else self.gross():
            found[key][event.movement].append(event)
        return found
