"""All that the CRM shows a user, asked for as the browser does."""

import ast
import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

from .console import Failure

ROOT = "crm.crm_menu_root"
CONFIGURATION = "crm.crm_menu_config"
# what Odoo reads from the primary, and says so in its route
EXPORT = "export"
SPREADSHEET = "/opportunity_plus/report/xlsx"
LIMIT = 80
MOVEMENTS = ("opening", "new", "won", "lost", "closing")


class Walk:
    """The menus of the CRM, but for its configuration, with all their views.

    :param visitor: a :class:`~devenv.visitor.Visitor`
    :param ask: called with the name of a question, what to call and its arguments;
        returns the answer
    """

    def __init__(self, visitor, ask):
        self.visitor, self.ask = visitor, ask

    def run(self):
        menus = json.loads(self.visitor.open("/web/webclient/load_menus"))
        root = next(menu for menu in menus.values() if menu.get("xmlid") == ROOT)
        for name, action_id in _entries(menus, root):
            action = self.visitor.ask("/web/action/load", action_id=action_id)
            if action["type"] == "ir.actions.server":
                # Odoo runs it on the primary, and gets the action to open
                action = self.visitor.ask("/web/action/run", action_id=action_id)
            if action["type"] == "ir.actions.client":
                self._page(name, action["tag"])
            elif action["type"] == "ir.actions.act_window":
                self._window(name, action)

    def _page(self, name, tag):
        if tag not in PAGES:
            raise Failure(f"tell {__name__} what the page {tag} asks for")
        PAGES[tag](self, name)

    def _call(self, name, model, method, *args, **kwargs):
        return self.ask(name, self.visitor.call, model, method, *args, **kwargs)

    def file(self, name, path, task, told):
        """Ask for a file, if the user sees the button for that."""
        if self.visitor.session["groups"]["base.group_allow_export"]:
            data = json.dumps(task)
            self.ask(name, lambda: told(self.visitor.post(path, data=data)))

    def _window(self, name, action):
        """Open each view of an action, and export what it lists."""
        user = str(self.visitor.session["uid"])
        domain, context = (
            ast.literal_eval(
                re.sub(r"\buid\b", user, str(action[key] or empty)).strip()
            )
            for key, empty in (("domain", "[]"), ("context", "{}"))
        )
        Window(self, name, action["res_model"], domain, context).open(action["views"])


class Window:
    """The views of an action."""

    def __init__(self, walk, name, model, domain, context):
        self.walk, self.name, self.model = walk, name, model
        self.domain, self.context = domain, context

    def open(self, views):
        told = self._call("views", "get_views", views)
        self.fields = told["models"][self.model]["fields"]
        for mode, view in told["views"].items():
            if show := getattr(self, f"_{mode}", None):
                show(ElementTree.fromstring(view["arch"]))

    def _call(self, what, method, *args, **kwargs):
        name = f"{self.name}, {what}"
        kwargs["context"] = self.context
        return self.walk._call(name, self.model, method, *args, **kwargs)

    def _list(self, arch):
        columns = self._specification(arch)
        self._call("list", "web_search_read", self.domain, columns, limit=LIMIT)
        self._export(
            node.get("name")
            for node in _outer_fields(arch)
            if not node.get("column_invisible")
            and self.fields[node.get("name")]["type"] != "properties"
        )

    def _kanban(self, arch):
        columns, group = self._specification(arch), arch.get("default_group_by")
        if not group:
            self._call("cards", "web_search_read", self.domain, columns, limit=LIMIT)
            return
        group = self._group(group)
        unfolding = {"auto_unfold": True, "unfold_read_default_limit": LIMIT}
        unfolding["unfold_read_specification"] = columns
        self._call("board", "web_read_group", self.domain, [group], [], **unfolding)
        for bar in arch.iter("progressbar"):
            shown = {"field": bar.get("field"), "colors": json.loads(bar.get("colors"))}
            self._call("bars", "read_progress_bar", self.domain, group, shown)

    def _graph(self, arch):
        groups, measures = self._groups(arch)
        self._call("graph", "formatted_read_group", self.domain, groups, measures)

    def _pivot(self, arch):
        groups, measures = self._groups(arch)
        sets = [groups[:number] for number in range(len(groups) + 1)]
        self._call("pivot", "formatted_read_grouping_sets", self.domain, sets, measures)

    def _form(self, arch):
        found = self._call("first", "web_search_read", self.domain, {}, limit=1)
        ids = [record["id"] for record in found["records"]]
        self._call("form", "web_read", ids, self._specification(arch))

    def _groups(self, arch):
        """Return what a graph or pivot groups by, and what it adds up."""
        groups, measures = [], ["__count"]
        for node in arch.iter("field"):
            name = node.get("name")
            if node.get("type") == "measure":
                measures.append(f"{name}:{self.fields[name]['aggregator']}")
            elif node.get("invisible") is None:
                groups.append(self._group(name, node.get("interval")))
        return groups, measures

    def _group(self, name, interval=None):
        is_time = self.fields.get(name, {}).get("type") in ("date", "datetime")
        return f"{name}:{interval or 'month'}" if is_time else name

    def _specification(self, arch):
        """Return the fields of a view, but for those of the lines inside of it."""
        found = {}
        for node in _outer_fields(arch):
            name = node.get("name")
            is_one = self.fields.get(name, {}).get("type") == "many2one"
            found[name] = {"fields": {"display_name": {}}} if is_one else {}
        return found

    def _export(self, names):
        task = {"model": self.model, "domain": self.domain, "context": self.context}
        columns = [{"name": name, "label": name} for name in names]
        task |= {"fields": columns, "ids": False, "import_compat": False}
        name, told = f"{self.name}, {EXPORT}", lambda file: len(file.splitlines())
        # how many lines: a column may count the seconds until now
        self.walk.file(name, "/web/export/csv", task, told)


def _entries(menus, menu, path=()):
    """Yield the name and the action of each menu below one."""
    for number in menu["children"]:
        child = menus[str(number)]
        names = (*path, child["name"])
        if child.get("xmlid") == CONFIGURATION:
            continue
        if child["actionID"] and not child["children"]:
            yield " / ".join(names), child["actionID"]
        yield from _entries(menus, child, names)


def _outer_fields(node):
    for child in node:
        if child.tag == "field":
            yield child
        else:
            yield from _outer_fields(child)


def _status(walk, name):
    """Ask for the page *Pipeline Status* of a year, and what is behind its figures."""
    today = date.today()
    asked = [str(today - timedelta(365)), str(today), [], False]
    told = walk._call(name, "crm.lead", "oplus_pipeline_status", *asked)
    for figure in told["figures"]:
        what = "oplus_pipeline_status_leads", figure, *asked
        walk._call(f"{name}, {figure}", "crm.lead", *what)
    _spreadsheet(walk, name, told["figures"])


def _over_time(walk, name):
    """Ask for the page *Pipeline Over Time*, both ways, and what is behind it."""
    today = date.today()
    then, ledger = str(today - timedelta(90)), "crm.lead.revision"
    asked = {"domain": [], "group_by": ["team_id"]}
    days = {"date_from": then, "date_to": str(today), **asked}
    for view in ("net", "gross"):
        told = walk._call(f"{name}, {view}", ledger, "bridge_page", view=view, **days)
        for movement in MOVEMENTS:
            what = {"view": view, "movement": movement, **days}
            label = f"{name}, {view}, {movement}"
            walk._call(label, ledger, "bridge_records", **what)
    _spreadsheet(walk, name, told["total"])
    for day in (then, str(today)):
        label = f"{name}, on a day"
        walk._call(label, ledger, "pipeline_page", date=day, **asked)
        walk._call(f"{label}, records", ledger, "pipeline_records", date=day, **asked)


def _spreadsheet(walk, name, figures):
    rows = [[figure, json.dumps(value)] for figure, value in figures.items()]
    sheets = [{"name": name, "columns": ["Figure", "Value"], "rows": rows}]
    task = {"name": name, "sheets": sheets}
    # it also holds the moment at which it was made, so that no two are the same
    walk.file(f"{name}, spreadsheet", SPREADSHEET, task, lambda file: file[:2])


PAGES = {
    "opportunity_plus.pipeline_status": _status,
    "opportunity_pipeline_bridge": _over_time,
}
