# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a call has changed, and whether its caller may change that."""

from typing import NamedTuple

from odoo.tools import SQL

from .targets import is_own

# columns that tell what matters of Odoo's tables, and the one of the opportunity
HOSTS = {
    "crm_lead": (
        "name, stage_id, user_id, team_id, active, type, expected_revenue, company_id,"
        "date_deadline, lost_reason_id, won_status, description, lost_note, priority,"
        "snooze_until, stage_deadline",
        "id",
    ),
    "crm_stage": ("t", None),
    "crm_team": ("name, user_id, active, company_id", None),
    "crm_team_member": ("crm_team_id, user_id, active", None),
    "crm_lost_reason": ("t", None),
    "sale_order": ("state, opportunity_id, user_id, amount_total", None),
    "account_move": ("state, opportunity_id, amount_total", None),
    "res_company": ("t", None),
    "res_users": ("login, active, company_id, share", None),
    "ir_config_parameter": ("t", None),
    "ir_cron": ("active, interval_number, user_id", None),
    "ir_default": ("t", None),
}
# rows that point to an opportunity by the name of its model
ON_LEADS = {
    "mail_message": ("t.body, t.author_id, t.model, t.res_id", "model"),
    "mail_activity": ("t.user_id, t.date_deadline, t.active, t.res_id", "res_model"),
    "mail_followers": ("t.partner_id, t.res_id", "res_model"),
    "ir_attachment": ("t.name, t.res_id, t.type", "res_model"),
}
# tables that nobody changes through these doors, as one value
WHOLE = {
    "ir_rule": "count(*), max(xmin::text::bigint)",
    "ir_model_access": "count(*), max(xmin::text::bigint)",
    "res_groups_users_rel": "count(*), max(xmin::text::bigint)",
    "res_groups_implied_rel": "count(*), max(xmin::text::bigint)",
}
# lines of what somebody makes, who may then have them made
LINES = {"crm_lead_opening": "crm.lead.opening.run"}
# follows from messages and meetings, and is settled as it is read
DERIVED = {"crm_lead_contact_state"}


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
        self.models = {env[name]._table: name for name in env}
        env.cr.execute("SET LOCAL statement_timeout = '20s'")
        # planned once: it is asked after each call
        env.cr.execute(
            "SELECT FROM pg_prepared_statements WHERE name = 'opportunity_plus_fuzz'"
        )
        if env.cr.rowcount:
            env.cr.execute("DEALLOCATE opportunity_plus_fuzz")
        statement = SQL(" UNION ALL ").join(self._parts())
        env.cr.execute(SQL("PREPARE opportunity_plus_fuzz AS %s", statement))
        self.before = self.state()

    def _parts(self):
        for table, (columns, lead) in {**HOSTS, **dict(self._own())}.items():
            yield self._part(table, columns, lead)
        for table, (columns, model) in ON_LEADS.items():
            yield self._part(table, columns, "res_id", f"{model} = 'crm.lead'")
        for table, value in WHOLE.items():
            text = (
                f"SELECT '{table}', 0, NULL::int, md5(ROW({value})::text) FROM {table}"
            )
            yield SQL(text)  # pylint: disable=sql-injection

    def _part(self, table, columns, lead, condition="true"):
        text = (
            f"SELECT '{table}', id, {lead or 'NULL'}::int, md5(ROW({columns})::text)"
            f" FROM {table} t WHERE {condition}"
        )
        return SQL(text)  # pylint: disable=sql-injection

    def _own(self):
        for name in sorted(self.env):
            model = self.env[name]
            is_stored = model._auto and not model._abstract and not model._transient
            if is_own(model) and is_stored and model._table not in DERIVED:
                lead = model._fields.get("lead_id")
                yield model._table, ("t", "lead_id" if lead and lead.store else None)

    def state(self):
        """Return what there is: texts by row."""
        self.env.cr.execute("EXECUTE opportunity_plus_fuzz")
        return {Row(*row[:3]): row[3] for row in self.env.cr.fetchall()}

    def changed(self):
        """Return pairs of a row that is not as it was, and the right it takes."""
        after, before = self.state(), self.before
        ids = {row[:2] for row in before}, {row[:2] for row in after}
        differing = {*after.items()} ^ {*before.items()}
        return sorted({(row, _right(row, *ids)) for row, _value in differing}, key=str)

    def refused(self, user, changes):
        """Return the changes that a user had no right to make.

        To be asked after the call was taken back.
        """
        return [change for change in changes if not self._is_allowed(user, *change)]

    def _is_allowed(self, user, row, right):
        if row.table in WHOLE:
            return False
        if row.lead_id:
            lead = self.env["crm.lead"].with_user(user).browse(row.lead_id)
            right = "read" if row.table in ON_LEADS else "write"
            return not lead.sudo().exists() or lead.has_access(right)
        name = LINES.get(row.table) or self.models[row.table]
        model = self.env[name].with_user(user)
        return model.browse(() if right == "create" else row.id).has_access(right)


def _right(row, before, after):
    key = row[:2]
    return "create" if key not in before else "unlink" if key not in after else "write"
