# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError

from ..probability.crm_lead import NOTHING_GIVEN

# fields that get their default if they are empty
DEFAULTED = {"stage_id", "probability"}
# the same for opportunities that a file changes, where an empty cell is a missing value
IMPORTED = {
    *DEFAULTED,
    "type",
    "name",
    "priority",
    "date_deadline",
    "expected_revenue",
    "user_id",
    "team_id",
    "company_id",
    "opportunity_type_id",
}

# what a file may leave empty of a new lead
UNASSIGNED = {"user_id", "team_id"}

IMPORTING = "_import_current_module"  # context key that Odoo sets in imports


class RefusedTogether(Exception):
    """A batch of rows was refused; makes Odoo import them one by one."""


class CrmLead(models.Model):
    """Treat empty values of new opportunities as missing, so defaults apply."""

    _inherit = "crm.lead"

    def _oplus_without_empty(self, vals, given, companies):
        """Return the values of a new record without empty ones.

        Also drop a probability that a form sends but the user did not change, so that
        the policy sets it: it equals the one that the policy gave to the form.

        :param given: the defaults of the form or program
        :param companies: see :meth:`_oplus_entry_company`
        """
        vals = {**vals, "type": vals.get("type") or given.get("type")}
        self._oplus_own_unassigned(vals, given.get("team_id"), companies)
        if vals["type"] != "opportunity":
            return vals
        given = vals.get("oplus_stage_probability", NOTHING_GIVEN)
        company = self._oplus_entry_company(vals, companies) or self.env.company
        policy = company._oplus_policy()["opportunity_probability_policy"]
        if vals.get("probability") == given and policy != "automatic":
            vals.pop("probability", None)
        if self._oplus_is_empty("probability", vals.get("probability")):
            # without a probability, drop the score that the form sends with it
            vals.pop("automated_probability", None)
        return {
            name: value
            for name, value in vals.items()
            if name not in DEFAULTED or not self._oplus_is_empty(name, value)
        }

    def _oplus_is_empty(self, name, value):
        """Return whether nothing is given for a field: no record, or no value, of which
        0 is one."""
        field = self._fields[name]
        if field.type == "many2one":
            return not field.convert_to_cache(value, self.browse(), validate=False)
        return value is None or value is False or value == ""

    def _oplus_own_unassigned(self, vals, team_id, companies):
        """Assign a record to the user who may not create it without a salesperson."""
        is_named = self.env.context.get("default_user_id", True)
        is_unassigned = not vals.get("user_id", is_named)
        named = {"team_id": team_id, **vals}
        if is_unassigned and not self._oplus_may_unassign(named, companies):
            vals.pop("user_id", None)
            if not is_named:
                vals["user_id"] = self.env.uid

    def _oplus_may_unassign(self, vals, companies):
        """Return whether the user may create the record without a salesperson."""
        grant = self.browse()._oplus_visibility_grant("role")
        return (
            self.env.su
            or grant.everything
            or vals.get("team_id") in grant.teams
            or self._oplus_entry_company(vals, companies).id in grant.companies
        )

    @api.model
    def _convert_records(self, records, **kwargs):
        """Treat empty cells as missing, and ignore the probability of rows for a won
        stage. Rows of leads stay as they are, so leads may stay unassigned."""
        type_ = self._oplus_default_type()
        policy = self.env["crm.stage"]._oplus_stage_change_policy()
        rows = super()._convert_records(records, **kwargs)
        for dbid, xid, vals, info in rows:
            if (vals.get("type") or type_) == "lead":
                yield dbid, xid, vals, info
                continue
            kept = {
                name: value
                for name, value in vals.items()
                if name not in IMPORTED or not self._oplus_is_empty(name, value)
            }
            stage = policy.get(kept.get("stage_id"))
            if stage and stage.is_won and kept.get("active", True):
                kept.pop("probability", None)
            yield dbid, xid, kept, info

    def _oplus_default_type(self):
        return self.default_get(["type"]).get("type")

    def _load_records_create(self, vals_list):
        """Treat empty cells of new rows as missing columns."""
        if IMPORTING in self.env.context:
            type_ = self._oplus_default_type()
            vals_list = [self._oplus_without_cells(vals, type_) for vals in vals_list]
        return super()._load_records_create(vals_list)

    def _oplus_without_cells(self, vals, type_):
        is_lead = (vals.get("type") or type_) == "lead"
        kept = UNASSIGNED if is_lead else ()
        return {
            name: value
            for name, value in vals.items()
            if name in kept
            or self._fields[name].type == "boolean"
            or not self._oplus_is_empty(name, value)
        }

    def _load_records(self, data_list, update=False):
        """Let Odoo import the rows of a refused batch one by one: it would report the
        error of any row at the first one."""
        try:
            return super()._load_records(data_list, update)
        except UserError as error:
            if IMPORTING in self.env.context and len(data_list) > 1:
                raise RefusedTogether from error
            raise

    def _oplus_entry_name_rows(self, messages, fields, data):
        """Add the name of the opportunity to the messages about its row."""
        column = fields.index("name") if "name" in fields else None
        for message in messages:
            rows = message.get("rows")
            if column is None or not rows or message.get("field"):
                continue
            name = str(data[rows["from"]][column] or "")
            if name not in message["message"]:
                message["message"] = f"{name}: {message['message']}"
