# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import plaintext2html

from ..foundation.blank import is_blank
from ..foundation.naming import names


class CrmLead(models.Model):
    """Reasons for stage changes, for stages that ask for one.

    The reason comes in the same write, import row or call as the stage. A stage that
    Odoo picks because the team changed needs no reason.
    """

    _inherit = "crm.lead"

    stage_change_reason = fields.Text(
        "Reason for the Stage Change",
        compute="_compute_oplus_stage_change_reason",
        inverse="_inverse_oplus_stage_change_reason",
        help="Why the opportunity moves to this stage. Enter it together with the"
        " stage; the stage history and the chatter keep it.",
    )
    # ids of the stages that ask for a reason if the opportunity moves there
    oplus_stages_asking_reason = fields.Json(
        compute="_compute_oplus_stages_asking_reason", export_string_translation=False
    )

    def _compute_oplus_stage_change_reason(self):
        self.stage_change_reason = False

    def _inverse_oplus_stage_change_reason(self):
        pending = self._oplus_record_pending()
        for lead in self:
            reason = lead.stage_change_reason
            if not is_blank(reason):
                # drop characters that PostgreSQL cannot store
                reason = reason.replace("\0", "").encode(errors="ignore").decode()
                pending.reasons[lead.id] = reason.strip()
                pending.explained.pop(lead.id, None)
        self.invalidate_recordset(["stage_change_reason"], flush=False)

    def _oplus_stage_change_explain(self, written):
        """Use the given reason for the move just made, not for a later one."""
        if "stage_id" not in written:
            return
        pending = self._oplus_record_pending()
        for lead in self.filtered(lambda lead: lead.id in pending.reasons):
            stage_id = lead.stage_id.id
            if pending.explained.setdefault(lead.id, stage_id) != stage_id:
                del pending.reasons[lead.id], pending.explained[lead.id]
            else:
                lead._track_set_log_message(plaintext2html(pending.reasons[lead.id]))

    @api.depends("stage_id", "won_status", "type")
    @api.depends_context("uid", "company")
    def _compute_oplus_stages_asking_reason(self):
        policy = self.env["crm.stage"]._oplus_stage_change_policy()
        # every card of a board reads this: return early if no stage asks, and compute
        # once for the cards of a column
        self.oplus_stages_asking_reason = []
        asked = self
        if all(rule.mode == "never" for rule in policy.values()):
            if not self._oplus_reopening_is_allowed():
                return
            asked = self.filtered(lambda lead: lead.won_status == "won")
        for (_type, stage, reopens), leads in asked.grouped(
            lambda lead: (lead.type, lead.stage_id, lead._oplus_stage_change_reopens())
        ).items():
            leads.oplus_stages_asking_reason = [
                stage_id
                for stage_id, rule in policy.items()
                if (
                    rule.mode != "never"
                    and leads[0]._oplus_stage_change_asks(stage.id, stage_id)
                )
                or (reopens and not rule.is_won)
            ]

    def _oplus_stage_change_reopens(self):
        """Return whether the user may reopen it from won, which needs a reason."""
        return (
            self.won_status == "won" and self.oplus_is_locked and self.oplus_can_reopen
        )

    def _oplus_stage_change_asks(self, from_id, to_id):
        """Return whether moving from one stage to another needs a reason."""
        if self.type != "opportunity" or from_id == to_id or not self._origin:
            return False
        policy = self.env["crm.stage"]._oplus_stage_change_policy()
        rule, origin = policy.get(to_id), policy.get(from_id)
        return bool(rule) and rule.asks(origin)

    def _oplus_stage_change_complaints(self, before, written):
        """Yield a message for each stage whose moves lack a required reason.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        """
        if "stage_id" not in written:
            return
        pending = self._oplus_record_pending()
        silent = self.filtered(
            lambda lead: (
                lead.id in pending.moved
                and lead.id not in pending.reasons
                and lead.id in before
                and lead._oplus_stage_change_asks(
                    before[lead.id].stage.id, lead.stage_id.id
                )
            )
        )
        for stage, leads in silent.grouped("stage_id").items():
            yield self.env._(
                "Enter the reason for the move to %(stage)s (Reason for the Stage"
                " Change) of: %(names)s",
                stage=stage.display_name,
                names=names(leads),
            )

    def _oplus_stage_change_dialog_to_win(self):
        """Return the dialog for the reason, if the won stage requires one."""
        if self._oplus_stage_change_asks_to_win():
            return self._oplus_reason_dialog("won", self.env._("Won"))
        return False

    def _oplus_stage_change_asks_to_win(self):
        """Return whether the won stage that it moves to asks for a reason and none was
        given."""
        if self.id in self._oplus_record_pending().reasons:
            return False
        stage = self._oplus_stage_to_win()
        return self._oplus_stage_change_asks(self.stage_id.id, stage.id)

    def _oplus_reason_dialog(self, purpose, title):
        """Return the action that opens the dialog :class:`CrmLeadReason`."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "crm.lead.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "dialog_size": "medium",
                "default_purpose": purpose,
                "default_lead_ids": self.ids,
            },
        }

    def _oplus_stage_to_win(self):
        """Return the stage to which the button Won moves."""
        stages = self._stage_find(domain=[("is_won", "=", True)], limit=None)
        now = self.stage_id.sequence
        later = stages.filtered(lambda stage: stage.sequence > now)
        return later[:1] or stages[-1:]
