# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a call has changed, and whether its caller may change that."""

from typing import NamedTuple

from . import tables

# how many rows of a table the transaction has written, also where it took that back
WRITTEN = """
    SELECT relname, pg_stat_get_xact_tuples_inserted(oid)
           + pg_stat_get_xact_tuples_updated(oid)
           + pg_stat_get_xact_tuples_deleted(oid)
      FROM pg_class
     WHERE relname = ANY(%s) AND relnamespace = current_schema::regnamespace
"""


class Row(NamedTuple):
    table: str
    id: int
    lead_id: int | None


class Judge:
    """Knows how the database stood before any call.

    :param env: of the system
    """

    def __init__(self, env):
        self.env = env
        env.cr.execute("SET LOCAL statement_timeout = '20s'")
        self.parts = tables.parts(env)
        self.written = self._written()
        self.before = {name: self._state(name) for name in self.parts}

    def _written(self):
        watched = sorted({part.table for part in self.parts.values()})
        self.env.cr.execute(WRITTEN, [watched])
        return dict(self.env.cr.fetchall())

    def _state(self, name):
        """Return what there is: texts by row."""
        self.env.cr.execute(self.parts[name].query)
        return {Row(*row[:3]): row[3] for row in self.env.cr.fetchall()}

    def changed(self):
        """Return pairs of a row that is not as it was, and the right it takes."""
        past, self.written = self.written, self._written()
        found = set()
        for name, part in self.parts.items():
            if self.written[part.table] != past[part.table]:
                before, after = self.before[name], self._state(name)
                ids = {row[:2] for row in before}, {row[:2] for row in after}
                differing = {*before.items()} ^ {*after.items()}
                found |= {(row, _right(row, *ids)) for row, _text in differing}
        return sorted(found, key=str)

    def refused(self, user, changes):
        """Return the changes that a user had no right to make.

        To be asked after the call was taken back.
        """
        changed = {row[:2] for row, _right in changes}
        return [one for one in changes if not self._is_allowed(user, *one, changed)]

    def _is_allowed(self, user, row, right, changed):
        part = self.parts[row.table]
        if row.table in tables.WHOLE:
            return False
        if tables.FOLLOWING.get(row.table, set()) & {table for table, _id in changed}:
            return True
        if row.table in tables.LINES:
            lines = self.env[tables.LINES[row.table]]
            return lines.with_user(user).has_access(right)
        if row.lead_id:
            return self._is_allowed_on_lead(user, row, right, changed)
        model = self.env[part.model]
        if model._table != part.table:  # links of a record
            right = "write"
        if model._transient:
            return right == "create" or model.browse(row.id).create_uid == user
        return self._has_access(user, part.model, row.id, right)

    def _has_access(self, user, model, id_, right):
        record = self.env[model].browse(id_).exists().with_user(user)
        return record.has_access(right if record else "create")

    def _is_allowed_on_lead(self, user, row, right, changed):
        lead = self.env["crm.lead"].browse(row.lead_id).exists().with_user(user)
        if not lead:
            return lead.has_access("create")
        if row.table == "crm_lead_share":
            return lead in lead._oplus_share_shareable()
        is_of_system = self._is_system(self.parts[row.table].model)
        if row.table in tables.ON_LEADS:
            if self._may_act(user, row, right, lead):
                return True
            is_of_system = True
        # what the system does follows from a change of the opportunity
        is_changed = not changed.isdisjoint(
            (name, lead.id) for name in ("crm_lead", "crm_lead reached")
        )
        is_unfounded = is_of_system and right != "create" and not is_changed
        return lead.has_access("write") and not is_unfounded

    def _may_act(self, user, row, right, lead):
        """Whether a user may do that to a message, activity, follower or file."""
        model = self.parts[row.table].model
        if right == "create":
            return lead.has_access("read")
        if row.table == "mail_followers":
            is_own = self.env[model].browse(row.id).partner_id == user.partner_id
            return is_own or lead.has_access("write")
        return self._has_access(user, model, row.id, right)

    def _is_system(self, model):
        """Whether only the system writes rows of a model."""
        parts = type(self.env[model]).mro()
        return "crm.system.rows" in {getattr(part, "_name", "") for part in parts}


def _right(row, before, after):
    key = row[:2]
    return "create" if key not in before else "unlink" if key not in after else "write"
