# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ids, domains, groups and specifications at random."""

from datetime import date, timedelta

from .values import FIELD_VALUES, IDS, MISSING, OPERATORS, SOUGHT, TEXTS, VALUES

AGGREGATES = ["sum", "avg", "count", "count_distinct", "array_agg", "max", "bogus"]
UNITS = ["", "day", "week", "month", "year", "bogus"]


class Searches:
    """Makes what a call reads, and by what.

    :param world: knows the models (``env``), and ids by model (``ids_of``), those of
        records out of sight included
    """

    def __init__(self, world, random):
        self.world = world
        self.random = random

    # parts

    def _likely(self, share):
        return self.random.random() < share

    def anything(self):
        return self.random.choice(self.random.choice((VALUES, TEXTS, FIELD_VALUES)))

    def day(self):
        days = self.random.choice((0, 1, -1, 7, -30, 365, 10**5))
        return str(date(2026, 3, 8) + timedelta(days))

    def id_of(self, model):
        return self.random.choice([*self.world.ids_of(model), False])

    def ids(self, model):
        """Ids as the first argument of a call has them."""
        if self._likely(0.12):
            return self.random.choice(IDS)
        known = self.world.ids_of(model)
        ids = self.random.sample(
            known, min(len(known), self.random.choice((1, 1, 2, 9)))
        )
        if self._likely(0.1):
            ids += self.random.choice((ids, [MISSING], ["abc"]))
        return ids

    def field_names(self, model):
        names = [*self.world.env[model]._fields]
        return self.random.sample(names, min(len(names), self.random.randint(1, 6)))

    def path(self, model):
        """The path of a field, such as of an opportunity that an order names."""
        names = []
        for _step in range(self.random.choice((1, 1, 2, 3))):
            fields = self.world.env[model]._fields
            onward = [n for n, field in fields.items() if field.relational]
            to_leads = [n for n in onward if fields[n].comodel_name == "crm.lead"]
            name = self.random.choice(
                (to_leads if self._likely(0.5) else 0) or [*fields]
            )
            names.append(name)
            if name not in onward:
                break
            model = fields[name].comodel_name
        return ".".join(names)

    def domain(self, model, depth=0):
        if self._likely(0.1):
            return self.anything()
        leaves = []
        for _leaf in range(self.random.choice((0, 1, 1, 2))):
            operator = self.random.choice(OPERATORS)
            leaves.append([self.path(model), operator, self._sought(operator, depth)])
        signs = [self.random.choice("&|") for _sign in leaves[1:]]
        return [*signs, *leaves]

    def _sought(self, operator, depth):
        if "any" in operator and depth < 2 and self._likely(0.8):
            return self.domain("crm.lead", depth + 1)
        if self._likely(0.3):
            return self.random.choice(SOUGHT)
        if operator in ("in", "not in", "child_of", "parent_of"):
            return self.ids("crm.lead")
        return self.random.choice([*self.world.sought(), self.day(), 0, 10**5, False])

    def groups(self, model):
        units = (self.random.choice(UNITS) for _group in range(2))
        return [f"{self.path(model)}:{unit}".removesuffix(":") for unit in units][:2]

    def aggregates(self, model):
        name = self.random.choice(self.field_names(model))
        return ["__count", f"{name}:{self.random.choice(AGGREGATES)}"]

    def specification(self, model, depth=0):
        spec = {}
        for name in self.field_names(model):
            field = self.world.env[model]._fields[name]
            spec[name] = {}
            if field.relational and depth < 2:
                below = self.specification(field.comodel_name, depth + 1)
                spec[name] = {"fields": below, "limit": 5}
        return spec
