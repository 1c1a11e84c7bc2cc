"""Databases for the tests of others: without the add-on, with it, and with it set to
behave as Odoo does. Each is made once and copied for the next."""

from dataclasses import dataclass

from . import addon, databases
from .console import say
from .state import digest

# What each policy of a company has to be so that Odoo behaves as without the add-on.
ODOO_POLICIES = {
    "opportunity_agents_see_unassigned": True,
    "opportunity_auto_create": False,
    "opportunity_closed_locked": False,
    "opportunity_facts_required": False,
    "opportunity_lost_reason_required": False,
    "opportunity_probability_policy": "automatic",
    "opportunity_remind_days": 0,
    "opportunity_weekly_digest": False,
}
# Tests make companies of their own, which begin with the same values.
_SET_POLICIES = f"""
policies = {ODOO_POLICIES!r}
env["res.company"].with_context(active_test=False).search([]).write(policies)
for name, value in policies.items():
    env["ir.default"].set("res.company", name, value)
env.cr.commit()
"""


@dataclass(frozen=True)
class Group:
    """Modules that are installed together, and those of them that are tested.

    :param key: changes with the files of the modules, where they are not Odoo's
    """

    name: str
    installed: tuple
    tested: tuple
    key: str = ""


def stock(ready, group):
    """Return name and key of a database with the modules and without the add-on."""
    template = databases.template(ready)
    key = digest(databases.key_of(ready, template), group.key, *group.installed)

    def make(name):
        databases.copy(ready, template, name)
        if missing := sorted({*group.installed} - {*addon.depends()}):
            databases.install(ready, name, missing, name)
        databases.compile_assets(ready, name)

    return _kept(ready, group, "stock", key, make)


def default(ready, group):
    """Return the same with the add-on, whose policies are those of a new company."""
    source, before = stock(ready, group)

    def make(name):
        databases.copy(ready, source, name)
        databases.install(ready, name, [addon.NAME], name)
        databases.compile_assets(ready, name)

    return _kept(ready, group, "default", digest(before, addon.files_key()), make)


def odoo(ready, group):
    """Return the same with the policies set to what Odoo does."""
    source, before = default(ready, group)

    def make(name):
        databases.copy(ready, source, name)
        ready.run_shell(name, ready.state.fresh_log(name), _SET_POLICIES)

    return _kept(ready, group, "odoo", digest(before, _SET_POLICIES), make)


VARIANTS = {"stock": stock, "default": default, "odoo": odoo}


def _kept(ready, group, variant, key, make):
    """Return a database as it was made before from the same, or make it."""
    name = ready.server.database(f"{group.name}_{variant}")
    if databases.key_of(ready, name) != key:
        say(f"making the database {name}")
        make(name)
        databases.set_key(ready, name, key)
    return name, key
