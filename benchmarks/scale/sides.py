# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who does something in which database, and what it takes in a process of its own."""

import contextlib
import copy
import ctypes
import gc
import json
import os
import time
import traceback

import overhead
from harness import Side
from visibility import people

from odoo import api, sql_db
from odoo.modules.registry import Registry

LOGINS = {"admin": "admin", "agent": "bench-Agent-0", "supervisor": "bench-Leader-0"}
SHOWN = 101  # opportunities that are opened as each of them


def prepare(database):
    """The side of a database, with an agent who has 2,000 more opportunities."""
    return Side(database, _with_people)


def _with_people(env):
    data = overhead.prepare(env)
    users = env["res.users"]
    for role, login in LOGINS.items():
        data[role] = users.search([("login", "=", login)]).id
    data["all documents"] = data["manager_id"]
    if env.ref("opportunity_plus.group_finance", raise_if_not_found=False):
        finance = people(env, "Finance", "opportunity_plus.group_finance", 1)
        data["finance"] = finance.id
    return data | {
        "shown": _shown(env, data),
        "list": overhead.view_specification(env, users.browse(data["admin"]), "list"),
        "rich_id": int(os.environ["BENCHMARK_OPPORTUNITIES"]) + 1,
    }


def _shown(env, data):
    """Return which opportunities are opened, by id of the user: of both sides the
    same, whatever else each of them sees."""
    domains = {
        data["admin"]: [("user_id", "=", data["user_id"])],
        data["agent"]: [("user_id", "=", data["agent"])],
        data["supervisor"]: [("team_id.user_id", "=", data["supervisor"])],
    }
    leads = env["crm.lead"]
    return {
        user_id: leads.search(domain, order="id", limit=SHOWN).ids
        for user_id, domain in domains.items()
    }


def as_role(side, role, **data):
    """The same side for somebody else, and with more data."""
    other = copy.copy(side)
    other.data = side.data | data
    other.data["user_id"] = other.data[role]
    other.context = side.context | {"uid": other.data["user_id"]}
    return other


class Asking:
    """The side of a database that is asked: each operation is a function of an
    environment, which returns its seconds and the answer."""

    def __init__(self, database, user_id, function):
        self.database, self.user_id, self.function = database, user_id, function
        self.answer = None

    def run(self, _operation, _number):
        with Registry(self.database).cursor() as cursor:
            env = api.Environment(cursor, self.user_id, {})
            statements = cursor.sql_log_count
            seconds, self.answer = self.function(env)
            return seconds, cursor.sql_log_count - statements


def clocked(function):
    """Let a function of an environment return its seconds as well."""

    def run(env):
        start = time.perf_counter()
        answer = function(env)
        return time.perf_counter() - start, answer

    return run


def alone(side, operation, number=0):
    """Run an operation of a side in a process of its own.

    :return: seconds, statements, megabytes by which the process grew at its peak
        (None where the system does not tell), and what the operation told
    """
    _give_back()
    sql_db.close_all()  # connections cannot be shared
    reader, writer = os.pipe()
    if process := os.fork():
        os.close(writer)
        with os.fdopen(reader) as answer:
            told = answer.read()
        os.waitpid(process, 0)
        if not told:
            raise RuntimeError("the operation failed: see above")
        return json.loads(told)
    try:
        told = json.dumps(_measured(side, operation, number))
        os.write(writer, told.encode())
    except BaseException:  # nobody else would tell of it
        traceback.print_exc()
    finally:
        # without the end of the interpreter, which belongs to the first process
        os._exit(0)
    return None


def _give_back():
    """Free what this process does not need, which another one would use first."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def _measured(side, operation, number):
    # what others have changed, as each request of a server asks first
    Registry(side.database).check_signaling()
    told, before = [], _memory("VmRSS")

    def run(env, data, number):
        told.append(operation(env, data, number))

    seconds, statements = side.run(run, number)
    peak = _memory("VmHWM")
    return seconds, statements, peak and (peak - before) / 1024, told[0]


def _memory(name):
    """Kilobytes of this process, None where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith(name))
    except OSError:
        return None
    return int(line.split()[1])
