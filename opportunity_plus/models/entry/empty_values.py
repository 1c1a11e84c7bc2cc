# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError

from ..probability.crm_lead import NOTHING_GIVEN

# what is never left empty: the default takes over, as where nothing is said
DEFAULTED = {"stage_id", "probability"}
# in a file, where nobody says that something is to be empty
IMPORTED = {
    *DEFAULTED,
    "type",
    "name",
    "date_deadline",
    "expected_revenue",
    "user_id",
    "team_id",
    "company_id",
    "opportunity_type_id",
}

IMPORTING = "_import_current_module"  # Odoo's mark of an import


def _is_empty(value):
    return value is False or value is None


class RefusedTogether(Exception):
    """Rows were refused together: Odoo then tries them one by one."""


class CrmLead(models.Model):
    """An empty value is a missing one, at every door where an opportunity is made."""

    _inherit = "crm.lead"

    def _oplus_without_empty(self, vals, type_):
        """The values of a new record, without what nobody said.

        A rate that a form sends is the policy's as long as nobody touched it: the form
        tells what the policy gave.

        :param type_: the type where the values name none
        """
        vals = {**vals, "type": vals.get("type") or type_}
        self._oplus_own_unassigned(vals)
        if vals["type"] != "opportunity":
            return vals
        given = vals.get("oplus_stage_probability", NOTHING_GIVEN)
        company = self.env["res.company"].browse(vals.get("company_id") or ())
        policy = (company or self.env.company)._oplus_policy()
        is_scored = policy["opportunity_probability_policy"] == "automatic"
        if vals.get("probability") == given and not is_scored:
            vals.pop("probability", None)
        if _is_empty(vals.get("probability")):
            # the score that a form sends with it is no rate that somebody gave
            vals.pop("automated_probability", None)
        return {
            name: value
            for name, value in vals.items()
            if name not in DEFAULTED or not _is_empty(value)
        }

    def _oplus_own_unassigned(self, vals):
        """What the user may not open for nobody becomes his own, by default."""
        is_named = self.env.context.get("default_user_id", True)
        if not vals.get("user_id", is_named) and not self._oplus_may_unassign(vals):
            vals.pop("user_id", None)
            if not is_named:
                vals["user_id"] = self.env.uid

    def _oplus_may_unassign(self, vals):
        """Whether the user may open it for nobody."""
        grant = self.browse()._oplus_visibility_grant("role")
        return (
            self.env.su
            or grant.everything
            or vals.get("team_id") in grant.teams
            or (vals.get("company_id") or self.env.company.id) in grant.companies
        )

    # import

    @api.model
    def _convert_records(self, records, **kwargs):
        """Empty cells are missing, and a row for a won stage is won. Leads are left
        unassigned as Odoo does it, to be assigned later."""
        type_ = self.default_get(["type"]).get("type")
        policy = self.env["crm.stage"]._oplus_stage_change_policy()
        rows = super()._convert_records(records, **kwargs)
        for dbid, xid, vals, info in rows:
            if (vals.get("type") or type_) == "lead":
                yield dbid, xid, vals, info
                continue
            kept = {
                name: value
                for name, value in vals.items()
                if name not in IMPORTED or not _is_empty(value)
            }
            stage = policy.get(kept.get("stage_id"))
            if stage and stage.is_won and kept.get("active", True):
                kept.pop("probability", None)
            yield dbid, xid, kept, info

    def _load_records(self, data_list, update=False):
        """Odoo tells what is wrong with many rows as if it was the first one: let it
        try each of them, and tell at which it is."""
        try:
            return super()._load_records(data_list, update)
        except UserError as error:
            if IMPORTING in self.env.context and len(data_list) > 1:
                raise RefusedTogether from error
            raise

    def _oplus_entry_name_rows(self, messages, fields, data):
        """Name the opportunity in what is said of a row."""
        column = fields.index("name") if "name" in fields else None
        for message in messages:
            rows = message.get("rows")
            if column is None or not rows or message.get("field"):
                continue
            name = str(data[rows["from"]][column] or "")
            if name not in message["message"]:
                message["message"] = f"{name}: {message['message']}"
