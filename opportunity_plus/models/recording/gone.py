# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Teams and users who are deleted stay in the past of the ledger."""

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from ..foundation.access import every_lead
from ..foundation.caching import clear_caches

# in the context of a query that wants the ids of those who are gone
AS_KEPT = "oplus_as_kept"
# in that of a filter by the values of the past: what is lost or archived counts, too,
# wherever a path of the filter leads
AS_IT_WAS = {AS_KEPT: True, "active_test": False}


class KeptMany2one(fields.Many2one):
    """A many2one of the ledger that keeps the id of what is deleted, so that sums of
    the past by it stay as they were. Whoever reads the field finds it empty then.

    There is no foreign key, which also makes a row quicker to write.
    """

    def update_db_foreign_key(self, model, column):
        """Make none."""


class CrmLeadGone(models.Model):
    """A sales team or user that was deleted; the ledger may still have its id."""

    _name = "crm.lead.gone"
    _inherit = ["crm.system.rows"]
    _description = "Deleted Sales Team or User"
    _log_access = False

    res_model = fields.Char("Model", required=True)
    res_id = fields.Integer("Number", required=True, aggregator=None)
    # of teams; a user who is deleted is named no more
    name = fields.Char()
    # of teams: in its currency are the amounts of opportunities without a company
    company_id = fields.Many2one("res.company")

    @api.model
    @ormcache()
    def _gone_noted(self):
        """Return names by model and id."""
        # sudo: one cache for all users, who have no right to read the rows
        rows = self.sudo().search_fetch([], ["res_model", "res_id", "name"])
        return {(row.res_model, row.res_id): row.name for row in rows}

    @api.model
    @ormcache()
    def _gone_companies(self):
        """Return the ids of the companies of teams by id of the team."""
        # sudo: as above
        rows = self.sudo().search_fetch(
            [("company_id", "!=", False)], ["res_id", "company_id"]
        )
        return {row.res_id: row.company_id.id for row in rows}

    def _gone_note(self, records):
        is_team = records._name == "crm.team"
        self._system_create(
            [
                {
                    "res_model": records._name,
                    "res_id": record.id,
                    "name": is_team and record.name,
                    "company_id": is_team and record.company_id.id,
                }
                for record in records
            ]
        )
        clear_caches(self.env)

    @api.model
    def _gone_names(self, model, ids=None):
        """Return names of those that are gone, by id.

        :param ids: those to look at, or all
        """
        noted = self._gone_noted()
        found = [id_ for name, id_ in noted if name == model]
        if ids is not None:
            found = [id_ for id_ in found if id_ in ids]
        # the deletion may have been rolled back since it was noted
        there = self.env[model].browse(found).exists()._ids if found else ()
        return {id_: noted[model, id_] for id_ in found if id_ not in there}


class CrmLeadKeptMixin(models.AbstractModel):
    """Mixin for the ledger and what is read from it: fields that name somebody who is
    gone are read as empty."""

    _name = "crm.lead.kept.mixin"
    _description = "With Deleted Teams and Users"

    def _field_to_sql(self, alias, field_expr, query=None):
        column = super()._field_to_sql(alias, field_expr, query)
        field = self.env["crm.lead.revision"]._fields.get(field_expr)
        if not isinstance(field, KeptMany2one) or self.env.context.get(AS_KEPT):
            return column
        gone = self.env["crm.lead.gone"]._gone_names(field.comodel_name)
        if not gone:
            return column
        return SQL("CASE WHEN %s <> ALL(%s) THEN %s END", column, [*gone], column)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_record_orphaned(self, name, owners):
        """Note who deletes teams or users: PostgreSQL takes them off opportunities."""
        leads = every_lead(self.env).with_context(active_test=False)
        leads = self.browse(leads.search([(name, "in", owners.ids)]).ids)
        leads._oplus_record_actor({})
        self._oplus_record_pending().touched.update(leads.ids)
        self.env["crm.lead.gone"]._gone_note(owners)


class CrmTeam(models.Model):
    _inherit = "crm.team"

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_keep_in_ledger(self):
        """Let the ledger tell that opportunities lost their team."""
        self.env["crm.lead"]._oplus_record_orphaned("team_id", self)


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_keep_in_ledger(self):
        """Let the ledger tell that opportunities lost their salesperson."""
        self.env["crm.lead"]._oplus_record_orphaned("user_id", self)
