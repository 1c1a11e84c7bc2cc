# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models

from .contacts.silence import FIELDS as CONTACTS
from .documents.quotation_state import GROUPED as QUOTATION
from .opening.res_partner import NO_OPENING
from .recording.merging import MERGING
from .recording.pending import CHECKED, LEVERS
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
    """Odoo's methods that several capabilities extend, each overridden once.

    The steps run in the order of the lines here, whatever the order of imports. A
    method that only one capability extends is overridden in that capability's folder.
    """

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        self._oplus_closing_check_outcome_not_written(vals_list)
        self._oplus_deadline_check_not_written(vals_list)
        self._oplus_check_rates(vals_list)
        vals_list = self._oplus_entry_complete(vals_list)
        vals_list = self._oplus_stage_fitting(vals_list)
        leads = super().create(vals_list)
        leads._oplus_closing_rate_remember()
        leads._oplus_share_deal_with()
        leads._oplus_record_check({})
        return leads

    def write(self, vals):
        vals = self._oplus_merging_kept(vals)
        parts = self._oplus_entry_converted(vals)
        if len(parts) > 1:
            for leads, part in parts:
                leads.write(part)
            return True
        ((_leads, vals),) = parts
        self._oplus_closing_check_outcome_not_written([vals])
        self._oplus_deadline_check_not_written([vals])
        self._oplus_check_rates([vals])
        written, before = set(vals), {}
        leads = self.browse(filter(None, self._ids)).with_prefetch(self._prefetch_ids)
        leads._oplus_stage_check_written(vals)
        orphans = leads._oplus_orphans_outside(written)
        if not LEVERS.isdisjoint(written):
            leads._oplus_record_actor(vals)
        if not leads._oplus_alert_watched().isdisjoint(written):  # stored fields or not
            leads._oplus_record_pending().valued.update(leads._ids)
        is_checked = not (self.env.su or CHECKED.isdisjoint(written))
        if is_checked:
            before = leads._oplus_record_states()
        responsible = leads._oplus_assigning_start(vals)
        result = super().write(vals)
        leads._oplus_stage_leave_disabled(written)
        leads._oplus_contact_pass_on(written)
        leads._oplus_closing_lead_restored(written)
        if "stage_id" in written:
            leads._oplus_stage_change_explain()
        if is_checked:
            leads._oplus_record_check(before, written)
        leads._oplus_assigning_finish(responsible, vals)
        orphans._oplus_adopt_orphans()
        return result

    def unlink(self):
        moves = self._oplus_document_moves()
        self._oplus_record_deleted()
        result = super().unlink()
        self.env.add_to_compute(moves._fields["opportunity_id"], moves)
        return result

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

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        for lead, vals in zip(self, vals_list, strict=True):
            if lead.type == "opportunity":
                lead._oplus_entry_copied(vals, default or {})
                lead._oplus_closing_copied(vals, default or {})
        return vals_list

    def action_set_won_rainbowman(self):
        """Ask first for what the won stage asks for."""
        dialog = self._oplus_condition_dialog_to_win() or (
            self._oplus_stage_change_dialog_to_win()
        )
        return dialog or super().action_set_won_rainbowman()

    def _convert_opportunity_data(self, customer, team_id=False):
        vals = super()._convert_opportunity_data(customer, team_id)
        if self.type == "lead":
            vals |= self._oplus_entry_on_conversion(customer)
            vals |= self._oplus_closing_rate_on_conversion(vals)
            vals |= self._oplus_type_on_conversion(customer)
            vals |= self._oplus_closing_on_conversion()
        return vals

    def _merge_opportunity(self, *args, **kwargs):
        self._oplus_share_check_mergeable()
        self._oplus_reopening_check_mergeable()
        merging = self._oplus_condition_exempt().with_context(**{MERGING: True})
        head = super(CrmLead, merging)._merge_opportunity(*args, **kwargs)
        head._oplus_record_merged()
        return head.with_env(self.env)

    @api.model
    def load(self, fields, data):
        quiet = self.with_context(**{NO_OPENING: True})
        result = super(CrmLead, quiet).load(fields, data)
        self._oplus_entry_name_rows(result["messages"], fields, data)
        return result

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        values = self._oplus_mail_defaults(msg_dict, custom_values or {})
        lead = super().message_new(msg_dict, values)
        if self.env.uid != SUPERUSER_ID:  # env.su may also be set for a user's mail
            lead.sudo(False)._oplus_condition_exempt()._oplus_record_check({})
        return lead

    def _pls_get_naive_bayes_probabilities(self, batch_mode=False, is_tooltip=False):
        # sudo: users may not read the statistics of all opportunities; they only get
        # the scores of these
        # active_test: what is won stays won when its stage is disabled
        leads = self.sudo().with_context(active_test=False)
        scores = super(CrmLead, leads)._pls_get_naive_bayes_probabilities(
            batch_mode, is_tooltip
        )
        if batch_mode and self:
            return leads._oplus_closing_rate_unscored(scores)
        return scores

    def _update_automated_probabilities(self):
        """Odoo writes the scores by SQL, past everything else."""
        result = super()._update_automated_probabilities()
        self._oplus_record_scored()
        self.env["crm.big.deal.rule"]._cron_alert_evaluate()
        return result

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
