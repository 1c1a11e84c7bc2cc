# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Teams and users who are deleted stay in the past of the ledger."""

from odoo import api, fields, models
from odoo.models import parse_read_group_spec
from odoo.tools import ormcache


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

    @api.model
    @ormcache()
    def _gone_noted(self):
        """Return names by model and id."""
        # sudo: one cache for all users, who have no right to read the rows
        rows = self.sudo().search_fetch([], ["res_model", "res_id", "name"])
        return {(row.res_model, row.res_id): row.name for row in rows}

    def _gone_note(self, records):
        is_team = records._name == "crm.team"
        self._system_create(
            [
                {
                    "res_model": records._name,
                    "res_id": record.id,
                    "name": is_team and record.name,
                }
                for record in records
            ]
        )
        self.env.registry.clear_cache()

    @api.model
    def _gone_names(self, model, ids):
        """Return names of those that are gone, by id."""
        noted = self._gone_noted()
        # the deletion may have been rolled back since it was noted
        found = [id_ for id_ in ids if (model, id_) in noted] if noted else ()
        there = self.env[model].browse(found).exists()._ids if found else ()
        return {id_: noted[model, id_] for id_ in found if id_ not in there}


class CrmLeadKeptMixin(models.AbstractModel):
    """Mixin for the ledger and what is read from it: fields that name somebody who is
    gone are read as empty."""

    _name = "crm.lead.kept.mixin"
    _description = "With Deleted Teams and Users"

    def _fetch_query(self, query, columns):
        rows = super()._fetch_query(query, columns)
        for field in columns:
            if isinstance(self._oplus_kept(field.name), KeptMany2one):
                cache = field._get_cache(self.env)
                found = {id_: cache[id_] for id_ in rows._ids if cache.get(id_)}
                gone = self._oplus_gone(field, set(found.values()))
                cache.update(
                    {id_: None for id_, value in found.items() if value in gone}
                )
        return rows

    def _read_group_postprocess_groupby(self, groupby_spec, raw_values):
        name = parse_read_group_spec(groupby_spec)[0]
        if isinstance(self._oplus_kept(name), KeptMany2one):
            gone = self._oplus_gone(self._fields[name], set(raw_values))
            raw_values = [None if value in gone else value for value in raw_values]
        return super()._read_group_postprocess_groupby(groupby_spec, raw_values)

    def _oplus_kept(self, name):
        """Return the field of the ledger of that name."""
        return self.env["crm.lead.revision"]._fields.get(name)

    def _oplus_gone(self, field, ids):
        return self.env["crm.lead.gone"]._gone_names(field.comodel_name, ids)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_record_orphaned(self, name, owners):
        """Note who deletes teams or users: the database takes them from opportunities,
        past everything else."""
        # sudo: opportunities that the user may not see lose them as well
        leads = self.sudo().with_context(active_test=False)
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
