# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arguments at random: sensible more often than not, or nothing would get through."""

import inspect

from .searches import Searches
from .targets import DOORS
from .values import CONTEXTS, SENSIBLE, TEXTS, VALUES

OF_FIELDS = {"vals", "values", "default", "additional_values", "custom_values"}
NAMES = {
    *("field_names", "fields", "fields_list", "allfields", "fields_to_export"),
    *("fnames", "excluded"),
}
MODES = ["read", "write", "create", "unlink"]


class Maker(Searches):
    """Makes arguments for calls."""

    def field_value(self, model, name, depth=0):
        field = self.world.env[model]._fields.get(name)
        if field is None or self._likely(0.15):
            return self.anything()
        if field.type == "many2one":
            return self.id_of(field.comodel_name)
        if field.relational:
            return self._commands(field, depth)
        if field.type == "selection":
            values = field.get_values(self.world.env) or ["abc"]
            return self.random.choice([*values, "bogus"])
        return self.random.choice(
            {
                "boolean": [True, False],
                "integer": [0, 1, -1, 2**31, 2**62],
                "float": [0, 1.5, -7, 1e15, 1e300],
                "monetary": [0, 10, -7, 1e15, 1e300],
                "date": [self.day(), "0001-01-01", "9999-12-31"],
                "datetime": [f"{self.day()} 09:00:00", "9999-12-31 23:59:59"],
            }.get(field.type, TEXTS)
        )

    def _commands(self, field, depth):
        model = field.comodel_name
        if depth > 1:
            return []
        id_, ids = self.id_of(model), self.ids(model)
        vals = self.values(model, depth + 1)
        commands = [[0, 0, vals], [1, id_, vals], [2, id_], [3, id_], [4, id_], [5]]
        return self.random.choices(
            [*commands, [6, 0, ids]], k=self.random.randint(0, 2)
        )

    def values(self, model, depth=0):
        given = {"name": self.random.choice(TEXTS)} if self._likely(0.7) else {}
        for name in self.field_names(model):
            given[name] = self.field_value(model, name, depth)
        # what a record cannot do without
        for name, field in self.world.env[model]._fields.items():
            if field.required and field.store and self._likely(0.6):
                given[name] = self.field_value(model, name, depth)
        return given

    # calls

    def context(self):
        """A few keys, among them those that the add-on reads."""
        if self._likely(0.5):
            return {}
        keys = self.random.sample(self.world.keys, self.random.randint(1, 3))
        return {key: self._of_key(key) for key in keys}

    def _of_key(self, key):
        if self._likely(0.3):
            return self.random.choice(CONTEXTS.get(key, VALUES))
        if key.endswith("_ids"):
            return self.ids("res.company" if "company" in key else "crm.lead")
        if key.startswith("default_"):
            return self.field_value("crm.lead", key.removeprefix("default_"))
        leads = self.world.ids_of("crm.lead")
        return self.random.choice([True, False, 1, "crm.lead", *leads[:4]])

    def arguments(self, model, name, parameters):
        """The arguments of a call, by name."""
        given = {}
        for parameter in parameters:
            if parameter.kind == inspect.Parameter.VAR_KEYWORD:
                given |= self.values("crm.lead" if model == "crm.lead" else model)
            elif parameter.default is inspect.Parameter.empty or self._likely(0.6):
                given[parameter.name] = self.argument(model, parameter.name)
        if name == "read_progress_bar":
            colors = {"planned": "success", "overdue": "danger"}
            given["progress_bar"] = {"field": "activity_state", "colors": colors}
        return given

    def argument(self, model, name):
        """A value for an argument, sensible for its name."""
        if self._likely(0.2):
            return self.anything()
        makers = {
            "aggregates": self.aggregates,
            "domain": self.domain,
            "groupby": self.groups,
            "grouping_sets": lambda m: [self.groups(m), []],
            "vals_list": lambda m: [self.values(m)],
            **dict.fromkeys(("filter_domain", "search_domain"), self.domain),
            **dict.fromkeys(("fields_spec", "read_specification"), self.specification),
            "specification": self.specification,
            **dict.fromkeys(OF_FIELDS, self.values),
            **dict.fromkeys(NAMES, self.field_names),
            **dict.fromkeys(("group_by", "field_name", "order"), self.path),
        }
        if maker := makers.get(name):
            return maker(model)
        return self._by_word(name)

    def _by_word(self, name):
        if name in SENSIBLE and self._likely(0.5):
            return SENSIBLE[name]
        if name.endswith("_ids") or name == "ids":
            return self.ids(self._model_of(name))
        if name.endswith("_id"):
            return self.id_of(self._model_of(name))
        if name.startswith("date") or name in ("until", "start", "end"):
            return self.day()
        if name in ("operation", "mode"):
            return self.random.choice(MODES)
        if name in ("limit", "offset", "seconds", "after"):
            return self.random.choice((0, 1, 5, 10**6))
        return self.random.choice([*self.world.words, self.anything(), *DOORS[:2]])

    def _model_of(self, name):
        word = name.removesuffix("_ids").removesuffix("_id").rpartition("_")[2]
        known = {"checkpoint": "crm.stage.checkpoint", "stage": "crm.stage"}
        known |= {"user": "res.users", "team": "crm.team", "partner": "res.partner"}
        return known.get(word, "crm.lead")
