"""What the records say that the add-on brings along, in a form that can be compared."""

import json
import re

from . import addon, snapshot

_LINK = re.compile(r"constraint (\w+) \w+ FOREIGN KEY \((\w+)\) REFERENCES (\w+)\(id\)")
# Actions are kept in tables that are not called like their models.
_ACTION_MODEL = re.compile(r"ir\.actions\.(?:act_)?(window|server|client|url)")
# Where texts name actions by their ids: buttons of views, and menus.
_ACTION_ID = re.compile(r'(\bname="|^ir\.actions\.\w+,)(\d+)')
ACTION = "action"
# What differs from database to database, follows from a link, or tells of the past.
_LEFT_OUT = {"id", "create_date", "nextcall", "parent_path", "arch_prev"}


def changes(before, after):
    """Return what the records of the add-on say otherwise: each value by itself, text
    by line, with the names of records in place of their ids."""
    return snapshot.changes({*_lines(before)}, {*_lines(after)})


def _lines(taken):
    names, links = _names(taken), _links(taken)
    for table, content in taken.rows:
        row = _record(content)
        if name := names.get((table, row.get("id"))):
            for column in row.keys() - _LEFT_OUT:
                target = links.get((table, column))
                for text in _texts(row[column], target, names):
                    yield f"{table} {name} {column} {text}"


def _names(taken):
    """Return the names of the add-on's records by their tables and ids, and those of
    its actions, which are in several tables, by ``ACTION`` and their ids."""
    known = [_record(row) for table, row in taken.rows if table == "ir_model_data"]
    own = [one for one in known if one["module"] == addon.NAME]
    actions = [one for one in own if _ACTION_MODEL.fullmatch(one["model"])]
    names = {(_table(one["model"]), one["res_id"]): one["name"] for one in own}
    return names | {(ACTION, one["res_id"]): one["name"] for one in actions}


def _links(taken):
    """Return the tables that columns refer to, by table and column."""
    found = filter(None, map(_LINK.match, taken.schema))
    links = {(match[1], match[2]): match[3] for match in found}
    # no foreign key refers to several tables
    return links | {("ir_filters", "action_id"): ACTION}


def _record(content):
    """Return a row as a dictionary; of a large table there are sums alone."""
    return json.loads(content) if content.startswith("{") else {}


def _table(model):
    return _ACTION_MODEL.sub(r"ir_act_\1", model).replace(".", "_")


def _texts(value, target, names):
    """Return what a value says; a link to a record of the add-on says its name."""
    if target:
        return [names.get((target, value), value)]
    if isinstance(value, dict):
        texts = {key: _texts(value[key], None, names) for key in value}
        return [f"{key} {text}" for key in texts for text in texts[key]]

    def named(match):
        return match[1] + names.get((ACTION, int(match[2])), match[2])

    return [_ACTION_ID.sub(named, line) for line in str(value).splitlines()]
