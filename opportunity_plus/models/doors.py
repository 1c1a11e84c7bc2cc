# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError

from .opening.res_partner import NO_OPENING
from .recording.merging import IN_MERGE, MERGING
from .recording.pending import CHECKED


class CrmLead(models.Model):
    """Odoo's methods that several capabilities extend, each overridden once.

    The steps run in the order of the lines here, whatever the order of imports. A
    method that only one capability extends is overridden in that capability's folder.
    """

    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        self._oplus_values_check(vals_list)
        vals_list = self._oplus_entry_complete(vals_list)
        vals_list = self._oplus_stage_fitting(vals_list)
        leads = super().create(vals_list)
        leads._oplus_rate_remember()
        leads._oplus_share_deal_with()
        leads._oplus_record_check({})
        return leads

    def write(self, vals):
        parts = self._oplus_entry_converted(self._oplus_merging_kept(vals))
        if len(parts) > 1:
            for leads, part in parts:
                leads.write(part)
            return True
        [(_leads, vals)] = parts
        self._oplus_values_check([vals])
        leads = self.browse(filter(None, self._ids)).with_prefetch(self._prefetch_ids)
        written = set(vals)
        leads._oplus_stage_check_written(vals)
        orphans = leads._oplus_orphans_outside(written)
        given = leads._oplus_given_to_leaver(vals)
        before = leads._oplus_record_start(vals)
        responsible = leads._oplus_assigning_start(vals)
        result = super().write(vals)
        leads._oplus_stage_leave_disabled(written)
        leads._oplus_contact_pass_on(written)
        leads._oplus_closing_lead_restored(written)
        leads._oplus_stage_change_explain(written)
        leads._oplus_record_check(before, written)
        given._oplus_given_check()
        leads._oplus_assigning_finish(responsible, vals)
        orphans._oplus_adopt_orphans()
        return result

    def _oplus_values_check(self, vals_list):
        """Refuse values that are impossible, or that follow from others."""
        self._oplus_closing_check_outcome_not_written(vals_list)
        self._oplus_deadline_check_not_written(vals_list)
        self._oplus_check_rates(vals_list)

    def unlink(self):
        moves = self._oplus_document_moves()
        self._oplus_record_deleted()
        result = super().unlink()
        self.env.add_to_compute(moves._fields["opportunity_id"], moves)
        return result

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
            vals |= self._oplus_rate_on_conversion(vals)
            vals |= self._oplus_type_on_conversion(customer)
            vals |= self._oplus_closing_on_conversion()
        return vals

    def _merge_opportunity(self, *args, **kwargs):
        # one that is named twice would be merged into itself, and deleted
        merging = self.union()
        merging._oplus_share_check_mergeable()
        merging._oplus_lock_check_mergeable()
        merging = merging._oplus_condition_exempt().with_context(**{MERGING: IN_MERGE})
        head = super(CrmLead, merging)._merge_opportunity(*args, **kwargs)
        head._oplus_record_merged()
        return head.with_env(self.env)

    def _merge_dependences(self, opportunities):
        """Bring every capability's rows along before the others are deleted."""
        opportunities._oplus_reopening_drop_requests(self)
        self._oplus_deadline_drop(opportunities)
        result = super()._merge_dependences(opportunities)
        self._oplus_record_changes_now()
        self.env["crm.lead.revision"]._revision_adopt(self, opportunities)
        merged = dict.fromkeys(opportunities.ids, self.id)
        self._oplus_record_transaction().merged.update(merged)
        self._oplus_share_adopt(opportunities)
        self._oplus_document_adopt(opportunities)
        self._oplus_product_line_adopt(opportunities)
        self.env["crm.lead.tick"]._tick_adopt(self, opportunities)
        self.env["crm.big.deal.alert"]._alert_adopt(self, opportunities)
        return result

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
            return leads._oplus_rate_unscored(scores)
        return scores

    def _update_automated_probabilities(self):
        """Odoo writes the scores by SQL, past everything else."""
        result = super()._update_automated_probabilities()
        self._oplus_record_scored()
        self.env["crm.big.deal.rule"]._cron_alert_evaluate()
        self._oplus_forecast_follow_scores()
        return result

    # what follows a change

    def _oplus_record_check(self, before, written=CHECKED):
        """Refuse what the policies forbid, with all complaints at once.

        Superuser code is exempt, but for what is closed if it answers a request: it
        knows what it does, and not for whom.

        :param before: the :class:`State` of each opportunity before it was written;
            None if no policy looks at what is written
        :param written: names of the fields that were written
        :raise AccessError: a closed opportunity was taken back or changed
        :raise ValidationError: an explanation that is asked for is missing
        """
        if before is None or self._oplus_is_unlocked():
            return
        self._oplus_lock_check(before, written)
        if not self.env.su:
            self._oplus_record_complain(before, written)
        self._oplus_lock_check_explanation(before, written)
        if not self.env.su:
            self._oplus_date_closed_correct(before, written)
            self._oplus_closing_remember(before)

    def _oplus_record_complain(self, before, written):
        complaints = [
            *self._oplus_closing_complaints(before, written),
            *self._oplus_condition_complaints(before, written),
            *self._oplus_stage_change_complaints(before, written),
        ]
        if complaints:
            raise ValidationError("\n".join(complaints))

    def _oplus_record_changes(self):
        """Hand the touched opportunities to the consumers, in this order.

        Runs before each commit and savepoint, with everything flushed.
        """
        pending = self._oplus_record_take()
        if pending.touched:
            ledger = self.env["crm.lead.revision"]
            # sudo: any user may end the transaction; the changes name who acted, and
            # the rights of those who are told are checked there
            leads = self.sudo()
            leads._oplus_slip_take_back(pending.touched)
            changes = ledger._revision_record(pending, self._oplus_record_transaction())
            leads._oplus_deadline_follow(changes)
            leads._oplus_slip_follow(changes)
            leads._oplus_reminder_follow(changes)
            leads._oplus_condition_note(changes, pending)
            leads._oplus_closing_note(changes)
            leads._oplus_reopening_settle(changes)
            leads._oplus_stage_notice_send(leads._oplus_undo_left_out(changes))
        if valued := pending.created | pending.valued:
            self.env["crm.big.deal.rule"]._alert_detect(valued)
            self._oplus_closing_note_alerts(valued)
