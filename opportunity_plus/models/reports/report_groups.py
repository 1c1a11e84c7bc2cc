# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import date, datetime
from typing import NamedTuple

import babel
import babel.dates

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.models import READ_GROUP_DISPLAY_FORMAT
from odoo.tools import SQL, date_utils, get_lang

from ...answering.values import FAILURES
from ..foundation.days import zone_of
from ..recording.gone import AS_KEPT

# those of which an opportunity has one value at a time
GROUPED = {"boolean", "char", "date", "datetime", "integer", "many2one", "selection"}
# of those that were deleted, the ledger knows the name alone
STAGES = ("stage_id", "stage_today_id")
KEPT = ("salesperson_id", "team_id")
BY_NAME = """
    COALESCE(to_jsonb(NULLIF(%s, 0)), to_jsonb(crm_lead_revision.deleted_stage))
"""
ANY_DELETED = "SELECT FROM crm_lead_revision WHERE deleted_stage IS NOT NULL LIMIT 1"
PERIODS = ("day", "week", "month", "quarter", "year")


class Group(NamedTuple):
    """One name of a grouping."""

    # as the caller gave it, and as Odoo takes it
    name: str
    spec: str
    field: fields.Field
    period: str | None
    # whether a value may be the name of what was deleted
    is_named: bool

    def value(self, found):
        """Return a value of the database as callers get it."""
        if found is None:
            return False
        if isinstance(found, datetime):
            found = found.date()
        return found.isoformat() if isinstance(found, date) else found

    def is_value(self, number, value):
        """Return SQL that tells whether a key is a value that callers got."""
        key = SQL.identifier(f"key{number}")
        if value is None or (value is False and self.field.type != "boolean"):
            return SQL("%s IS NULL", key)
        if self.is_named:
            return SQL("%s = %s::jsonb", key, json.dumps(value, default=str))
        return SQL("%s = %s", key, value)


class CrmLeadRevision(models.Model):
    """Groupings of reports: names of fields of the ledger, or paths from them.

    The value of a deleted stage is its name, that of another record its id.
    """

    _inherit = "crm.lead.revision"

    # serves the question whether there are any
    _deleted_stage_idx = models.Index("(id) WHERE deleted_stage IS NOT NULL")

    def _report_groups(self, group_by):
        """Return the :class:`Group` of each name.

        :raise UserError: one of them cannot be grouped by
        """
        names = [group_by] if isinstance(group_by, str) else group_by
        if names and not isinstance(names, list | tuple):
            raise UserError(self._report_complaint())
        if not all(isinstance(name, str) for name in names or ()):
            raise UserError(self._report_complaint())
        return [self._report_group(name) for name in dict.fromkeys(names or ()) if name]

    def _report_group(self, name):
        path, _colon, period = name.partition(":")
        *links, last = path.split(".")
        model = self
        for link in links:
            link = model._fields.get(link)
            if not link or link.type != "many2one":
                raise UserError(self._report_group_complaint(name))
            model = self.env[link.comodel_name]
        field = model._fields.get(last)
        is_dated = field is not None and field.type in ("date", "datetime")
        period = (period or "month") if is_dated else period
        if not field or field.type not in GROUPED or period not in (*PERIODS, ""):
            raise UserError(self._report_group_complaint(name))
        if period and not is_dated:
            raise UserError(self._report_group_complaint(name))
        spec = f"{path}:{period}" if period else path
        is_named = name in STAGES and bool(self._report_ask(SQL(ANY_DELETED)))
        return Group(name, spec, field, period, is_named)

    def _report_is_gone_asked(self, domain):
        """Return whether a filter may find what was deleted and reads as empty."""
        return any(map(self._report_finds_gone, Domain(domain or []).iter_conditions()))

    def _report_finds_gone(self, one):
        """Return whether a condition may: not if it names what is still there."""
        name, *path = one.field_expr.split(".")
        if name not in (*STAGES, *KEPT):
            return False
        names = self.env["crm.lead.gone"]._gone_names
        gone = names(self._fields[name].comodel_name) if name in KEPT else {}
        if not path and one.operator in ("=", "in"):
            asked = {*one.value} if one.operator == "in" else {one.value}
            if all(type(id_) is int and id_ and id_ not in gone for id_ in asked):
                return False
        return bool(gone) if name in KEPT else bool(self._report_ask(SQL(ANY_DELETED)))

    def _report_group_complaint(self, name):
        return self.env._(
            "It is not possible to group by “%(name)s”. Choose a field of which an"
            " opportunity has one value at a time.",
            name=name.encode("ascii", "backslashreplace").decode(),
        )

    def _report_keys(self, groups, query):
        """Return SQL of the columns ``key0``, ``key1`` … of rows."""
        zone = zone_of(self.env.company)
        rows = self.with_context(tz=zone, **{AS_KEPT: True})
        keys = []
        for group in groups:
            try:
                key = rows._read_group_groupby(self._table, group.spec, query)
                keys.append(SQL(BY_NAME, key) if group.is_named else key)
            except FAILURES as error:
                complaint = self._report_group_complaint(group.name)
                raise UserError(complaint) from error
        return keys

    def _report_values(self, groups, keys):
        """Return the values of a group by name."""
        pairs = zip(groups, keys, strict=True)
        return {group.name: group.value(key) for group, key in pairs}

    def _report_is_group(self, groups, values):
        """Return SQL for the rows of one group, or of all."""
        if values is None:
            return SQL("TRUE")
        if not isinstance(values, list | tuple) or len(values) != len(groups):
            raise UserError(self._report_complaint())
        conditions = [
            group.is_value(number, value)
            for number, (group, value) in enumerate(zip(groups, values, strict=True))
        ]
        return SQL(" AND ").join([*conditions, SQL("TRUE")])

    def _report_named(self, groups, found):
        """Add the values and their labels to the groups of a report, and sort them as
        screens do; empty values come last.

        :param found: a list of dicts with the values by name
        """
        labels = [
            self._report_labels(group, {one[group.name] for one in found} - {False})
            for group in groups
        ]
        for one in found:
            values = [one[group.name] for group in groups]
            named = zip(labels, values, strict=True)
            one["values"] = values
            one["labels"] = [names.get(value, value) for names, value in named]
        ranks = [{value: rank for rank, value in enumerate(names)} for names in labels]
        found.sort(
            key=lambda one: [
                rank.get(value, len(rank))
                for rank, value in zip(ranks, one["values"], strict=True)
            ]
        )
        return found

    def _report_labels(self, group, values):
        """Return the labels of values, in the order of screens."""
        kind = group.field.type
        if kind == "many2one":
            # sudo: names of groups, as in all lists of Odoo
            records = self.env[group.field.comodel_name].sudo()
            records = records.with_context(active_test=False)
            ids = [value for value in values if not isinstance(value, str)]
            records = records.search([("id", "in", ids)])
            names = {record.id: record.display_name for record in records}
            return names | self._report_gone(records._name, values - {*records._ids})
        if kind == "selection":
            choices = group.field._description_selection(self.env)
            return {value: label for value, label in choices if value in values}
        if kind == "boolean":
            return {True: self.env._("Yes"), False: self.env._("No")}
        if group.period:
            return {day: self._report_period(group, day) for day in sorted(values)}
        return {value: str(value) for value in sorted(values)}

    def _report_gone(self, model, values):
        """Return what to call teams, users and stages that were deleted."""
        gone = self.env["crm.lead.gone"]._gone_names(model, values)
        names = (value for value in values if isinstance(value, str))
        gone |= {name: name for name in sorted(names)}
        return {
            id_: self.env._("%(name)s (deleted)", name=name or id_)
            for id_, name in gone.items()
        }

    def _report_period(self, group, day):
        day = fields.Date.to_date(day)
        locale = get_lang(self.env).code
        if group.period == "week":
            year, week = date_utils.weeknumber(babel.Locale.parse(locale), day)
            return f"W{week} {year}"
        template = READ_GROUP_DISPLAY_FORMAT[group.period]
        return babel.dates.format_date(day, format=template, locale=locale)
