"""Which rooms of ``models/`` call, read or extend what another room defines.

Most calls go through ``self`` and the registry, so no import shows them. A private
method, a field ``oplus_…`` and a new model belong to the one room that defines them. A
method that calls ``super()`` extends that of another room, or of Odoo. Names that
several rooms define, or that Odoo's models have too, have no owner and are not
followed, nor is the model that a relation of the database leads to.
"""

import ast
from collections import defaultdict
from typing import NamedTuple


class Definition(NamedTuple):
    room: str
    model: str
    is_extension: bool


def calls(trees):
    """Return what each room uses of others: names by pair of rooms.

    :param trees: pairs of a room and the parsed text of one of its files
    """
    owners = _owners(trees)
    used = defaultdict(set)
    for room, tree in trees:
        for name in _used(tree):
            owner = owners.get(name, room)
            if owner != room:
                used[room, owner].add(name)
    return used


def _owners(trees):
    """Return the room that defines a name, by name."""
    found = defaultdict(list)
    for room, tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for name, is_extension in _defined(node):
                    found[name].append(Definition(room, _model(node), is_extension))
    return {name: owner for name, own in found.items() if (owner := _owner(own))}


def _owner(definitions):
    first = [one for one in definitions if not one.is_extension]
    rooms = {one.room for one in first}
    foreign = {one.model for one in definitions} - {one.model for one in first}
    return rooms.pop() if len(rooms) == 1 and not foreign else None


def _defined(node):
    """Yield the names that a class brings, and whether each extends another one."""
    for item in node.body:
        if isinstance(item, ast.FunctionDef):
            if item.name.startswith("_") and not item.name.endswith("__"):
                yield item.name, _extends(item)
        elif isinstance(item, ast.Assign):
            name = getattr(item.targets[0], "id", "")
            if name.startswith("oplus_"):
                yield name, False
    values = _texts(node, "_name")
    if values and values[0] not in _texts(node, "_inherit"):
        yield values[0], False


def _model(node):
    return next(iter(_texts(node, "_name") + _texts(node, "_inherit")), node.name)


def _texts(node, name):
    """Return the texts that a class assigns to a name, alone or in a list."""
    return [
        text.value
        for item in node.body
        if isinstance(item, ast.Assign) and getattr(item.targets[0], "id", "") == name
        for text in ast.walk(item.value)
        if isinstance(text, ast.Constant)
    ]


def _extends(method):
    """Return whether a method calls ``super()`` for itself."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == method.name
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", None) == "super"
        for node in ast.walk(method)
    )


def _used(tree):
    """Yield the names of attributes, and texts, which name fields and models."""
    relations = {
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("fields.")
        and node.args
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and node not in relations:
            yield node.value
