# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError

from .contacts.silence import FIELDS as CONTACTS
from .documents.quotation_state import GROUPED as QUOTATION
from .visibility.reader_screens import RESPONSIBLE

# fields that the database tells though they are not stored, and what tells them
TOLD = {
    "company_currency": "_oplus_currency_to_sql",
    "is_stalled": "_oplus_stalled_to_sql",
    "oplus_attention": "_oplus_attention_to_sql",
    "oplus_forecast_date": "_oplus_forecast_to_sql",
    "oplus_is_snoozed": "_oplus_snoozed_to_sql",
    "oplus_success_rate": "_oplus_success_to_sql",
}
TOLD_BY_NAME = {
    **dict.fromkeys(CONTACTS, "_oplus_contact_to_sql"),
    **dict.fromkeys(QUOTATION, "_oplus_quotation_to_sql"),
}


class CrmLead(models.Model):
    """Odoo's methods behind screens, where several capabilities extend them."""

    _inherit = "crm.lead"

    def web_save(self, vals, specification, next_id=None):
        """Save changes also if the user may no longer read the opportunities then.

        For a single opportunity out of sight, return nothing, so that the client leaves
        it. For several, return those out of sight as they were before.
        """
        self._oplus_check_told([vals])
        marks = self._oplus_alert_marks(specification)
        others = {name: specification[name] for name in specification.keys() - marks}
        if not self or next_id or RESPONSIBLE.isdisjoint(vals):
            rows = super().web_save(vals, others, next_id)
        else:
            before = self.web_read(others)
            self.write(vals)
            rows = self._oplus_assigning_read_back(before, others)
        return self._oplus_alert_marked(rows, marks)

    def web_save_multi(self, vals_list, specification):
        """Write identical values once, so that an error names all opportunities."""
        if len(vals_list) != len(self):
            raise UserError(self.env._("Give one set of values for each opportunity."))
        self._oplus_check_told(vals_list)
        is_same = bool(self) and all(vals == vals_list[0] for vals in vals_list)
        before = []
        if not all(map(RESPONSIBLE.isdisjoint, vals_list)):
            before = self.web_read(specification)
        elif not is_same:
            return super().web_save_multi(vals_list, specification)
        pairs = [(self, vals_list[0])] if is_same else zip(self, vals_list, strict=True)
        for leads, vals in pairs:
            leads.write(vals)
        if before:
            return self._oplus_assigning_read_back(before, specification)
        return self.with_context(bin_size=True).web_read(specification)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let the database group and sum up by what is not stored. Each column of each
        query asks.

        A query as a condition would be run: hence ``is not None``.
        """
        if query is not None and field_expr in TOLD:
            return getattr(self, TOLD[field_expr])(alias, query)
        if query is not None and field_expr in TOLD_BY_NAME:
            return getattr(self, TOLD_BY_NAME[field_expr])(alias, field_expr, query)
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        if view_type == "search":
            key += self._search_oplus_offers()
        if view_type in ("kanban", "list"):
            key += (self._oplus_share_is_reader(),)
        if view_type == "list":
            key += (self._oplus_deadline_is_used(),)
        if view_type == "form":
            key += (self.env["crm.stage"]._oplus_key_fields(),)
            key += (self._oplus_stage_move_asked(),)
        return key

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "search":
            self._oplus_search_offer(arch)
        if view_type == "form":
            self._oplus_guidance_offer(arch)
        if view_type in ("form", "kanban", "list"):
            self._oplus_share_offer(arch, view_type)
        if view_type == "list":
            self._oplus_deadline_offer(arch)
        if view_type == "form":
            self._oplus_stage_move_offer(arch)
        return arch, view
