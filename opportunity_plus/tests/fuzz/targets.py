# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What there is to call, and what else a caller can steer: found in the code, so that
what is added is called too."""

import ast
import sys
from contextlib import suppress
from pathlib import Path

from odoo.service.model import get_public_method

ADDON = Path(__file__).parents[2]
PACKAGE = f"odoo.addons.{ADDON.name}."
# what every model offers, where access rights and fields of the add-on are at work
DOORS = [
    *("copy", "create", "default_get", "export_data", "fields_get", "get_views"),
    *("formatted_read_group", "formatted_read_grouping_sets", "load", "name_create"),
    *("name_search", "onchange", "read", "read_group", "read_progress_bar", "search"),
    *("search_count", "search_panel_select_range", "search_read", "unlink"),
    *("web_name_search", "web_read", "web_read_group", "web_save", "web_search_read"),
    *("web_resequence", "write", "get_metadata", "has_access", "action_archive"),
]
# of the session that is running, see the tests of addresses; and what Odoo does when
# somebody runs any of its server actions, or secures an invoice: it shows all users how
ELSEWHERE = {
    *(("ir.actions.server", "run"), ("ir.http", "session_info")),
    ("account.move", "button_hash"),
}
# what else Odoo reads in contexts, and what only a program would put there
KEYS = {
    *("active_id", "active_ids", "active_model", "active_test", "allowed_company_ids"),
    *("bin_size", "cron_id", "import_file", "install_mode", "lang", "mail_notrack"),
    *("mail_create_nolog", "mail_create_nosubscribe", "su", "tracking_disable", "tz"),
    *("uid", "default_user_id", "default_lead_id", "default_opportunity_id"),
    *("default_team_id", "default_stage_id", "default_type", "default_company_id"),
    *("group_by", "prefetch_fields", "search_default_user_id", "edit_translations"),
}


def is_own(model):
    return model._original_module == ADDON.name


def own_methods(env):
    """Return pairs of a model and a public method that the add-on defines for it."""
    own = {name for name in env if is_own(env[name])}
    found = {}
    for name in env:
        for part in type(env[name]).mro():
            is_here = part.__module__.startswith(PACKAGE)
            if is_here and (part._name == name or part._name in own):
                pairs = [(name, m) for m in sorted(vars(part))]
                found |= dict.fromkeys(p for p in pairs if _is_public(env, *p))
    return [*found]


def extended(env):
    """Return the models with records that the add-on defines or extends by anything,
    such as a field or a private method."""
    return [
        name
        for name in sorted(env)
        if not env[name]._abstract and any(map(_extends(name), type(env[name]).mro()))
    ]


def _extends(name):
    return lambda part: part.__module__.startswith(PACKAGE) and part._name == name


def all_methods(env, model):
    """Return the names of all public methods of a model."""
    names = sorted(dir(type(env[model])))
    return [name for name in names if _is_public(env, model, name)]


def _is_public(env, model, name):
    with suppress(Exception):
        found = get_public_method(env[model], name)
        return bool(found) and (model, name) not in ELSEWHERE
    return False


def routes(env):
    """Return the addresses that a controller of the add-on answers, with its verbs."""
    found = {}
    modules = sorted(env.registry._init_modules)
    for path, endpoint in env["ir.http"]._generate_routing_rules(modules, {}):
        method = endpoint.func
        name, cls = method.__name__, type(method.__self__)
        if any(name in vars(c) and c.__module__.startswith(PACKAGE) for c in cls.mro()):
            verbs = endpoint.routing["methods"] or ["GET"]
            found[path] = sorted({"GET", "POST"} & {*verbs})
    return found


def context_keys():
    """Return the names of all keys that the add-on reads in contexts, and Odoo's."""
    found = set(KEYS)
    for name, module in [*sys.modules.items()]:
        if name.startswith(PACKAGE) and ".tests" not in name and module.__file__:
            for node in _keys(ast.parse(Path(module.__file__).read_text())):
                found |= _texts(node, vars(module))
    return sorted(found)


def _keys(tree):
    """Yield what stands for a key wherever a context is read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_context(node.func, "get"):
            yield node.args[0]
        elif isinstance(node, ast.Subscript) and _is_context(node):
            yield node.slice
        elif isinstance(node, ast.Compare) and _is_context(node.comparators[0]):
            yield node.left


def _is_context(node, attribute=None):
    if attribute:
        return getattr(node, "attr", "") == attribute and _is_context(node.value)
    node = getattr(node, "value", node) if isinstance(node, ast.Subscript) else node
    return "context" in (getattr(node, "attr", ""), getattr(node, "id", ""))


def _texts(node, names):
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    value = names.get(getattr(node, "id", None))
    return {value} if isinstance(value, str) else set()
