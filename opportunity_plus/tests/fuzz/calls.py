# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calls at random. A call depends on its seed and its number alone."""

import inspect
from random import Random
from typing import NamedTuple

from odoo.service.model import get_public_method

from . import targets
from .arguments import Maker
from .values import LINK_IDS, TEXTS, TOKENS

# of a call, by the address instead of a method
HTTP = "http"


class Call(NamedTuple):
    """:param args: of an address, the verb and the parameters by name"""

    seed: int
    number: int
    caller: str
    model: str
    method: str
    args: list
    kwargs: dict

    def __str__(self):
        return (
            f"as {self.caller}: {self.model}.{self.method}"
            f"(*{ascii(self.args)}, **{ascii(self.kwargs)})"
        )


class Calls:
    """Makes calls.

    :param callers: names of those who call
    """

    def __init__(self, world, seed, callers):
        self.world, self.seed, self.callers = world, seed, callers
        self.own = targets.own_methods(world.system)
        models = {model for model, _method in self.own}
        self.models = sorted(models | {*targets.extended(world.system)})
        self.methods = {}
        self.routes = sorted(targets.routes(world.system).items())

    def __getitem__(self, number):
        """Return the call with a number."""
        random = Random(f"{self.seed}/{number}")
        caller = random.choice(self.callers)
        maker = Maker(self.world, random)
        if random.random() < 0.02:
            target = self._request(random, maker)
        else:
            target = self._method(random, maker)
        return Call(self.seed, number, caller, *target)

    def _method(self, random, maker):
        model, name = self._target(random)
        method = get_public_method(self.world.system[model], name)
        parameters = [*inspect.signature(method).parameters.values()]
        is_model = getattr(method, "_api_model", False)
        kwargs = maker.arguments(model, name, parameters[1:])
        args = [] if is_model else [maker.ids(model)]
        if name == "create":  # the dispatcher wants to see it
            args = [kwargs.pop("vals_list", None)]
        if context := maker.context():
            kwargs["context"] = context
        return model, name, args, kwargs

    def _target(self, random):
        """What the add-on defines, or what all models offer."""
        if random.random() < 0.5:
            return random.choice(self.own)
        model = random.choice([*self.models, *["crm.lead"] * 15])
        if random.random() < 0.7:
            return model, random.choice(targets.DOORS)
        if model not in self.methods:
            self.methods[model] = targets.all_methods(self.world.system, model)
        return model, random.choice(self.methods[model])

    def _request(self, random, maker):
        path, verbs = random.choice(self.routes)
        ids = [*LINK_IDS, *map(str, self.world.ids_of("crm.lead"))]
        values = {
            name: random.choice([*ids, *TOKENS, *TEXTS])
            for name in ("res_id", "token", "thread_id", "is_pending", "data", "x")
            if random.random() < 0.8
        }
        if random.random() < 0.7:
            values["thread_model"] = "crm.lead"
        users = self.world.ids_of("res.users")
        path = path.replace("<int:user_id>", str(random.choice(users)))
        path = path.replace("<any(stop,start):what>", random.choice(["stop", "start"]))
        return HTTP, path, [random.choice(verbs)], values
