# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import plaintext2html

from ..foundation.blank import is_blank
from ..foundation.naming import names


class CrmLead(models.Model):
    """Why an opportunity moved, where the stage that it enters asks for it.

    Whoever moves an opportunity tells the reason in the same write, import row or
    call as the stage. A stage that Odoo picks as a side effect, because the team
    changed, asks for nothing: nobody chose to move.
    """

    _inherit = "crm.lead"

    stage_change_reason = fields.Text(
        "Reason for the Stage Change",
        compute="_compute_oplus_stage_change_reason",
        inverse="_inverse_oplus_stage_change_reason",
        help="Why the opportunity moves; written together with the stage. It is kept"
        " in the stage history and in the chatter.",
    )
    # ids of the stages that ask for a reason when the opportunity moves there
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
                # what PostgreSQL takes for text
                reason = reason.replace("\0", "").encode(errors="ignore").decode()
                pending.reasons[lead.id] = reason.strip()
                pending.explained.pop(lead.id, None)
        self.invalidate_recordset(["stage_change_reason"], flush=False)

    def _oplus_stage_change_explain(self):
        """Let what was told explain the move that was just made, and no later one."""
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
        # read with each card of a board: most companies ask for nothing, and the cards
        # of a column have one answer
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
        """Whether an administrator who takes a won opportunity back tells why."""
        return (
            self.won_status == "won" and self.oplus_is_locked and self.oplus_can_reopen
        )

    def _oplus_stage_change_asks(self, from_id, to_id):
        """Whether moving the opportunity from one stage to another needs a reason."""
        if self.type != "opportunity" or from_id == to_id or not self._origin:
            return False
        policy = self.env["crm.stage"]._oplus_stage_change_policy()
        rule, origin = policy.get(to_id), policy.get(from_id)
        return bool(rule) and (
            rule.mode == "always"
            or (rule.mode == "backwards" and bool(origin) and origin.order > rule.order)
        )

    def _oplus_stage_change_complaints(self, before, written):
        """Which moves lack the reason that is asked for, for the recorder.

        :param before: the :class:`~.recorder.State` of each opportunity
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
                "Tell the reason for the move to %(stage)s (Reason for the Stage"
                " Change) of: %(names)s",
                stage=stage.display_name,
                names=names(leads),
            )

    def action_set_won_rainbowman(self):
        """Ask for the reason first, where a won stage wants to know it."""
        if self._oplus_stage_change_asks_to_win():
            return self._oplus_reason_dialog("won", self.env._("Won"))
        return super().action_set_won_rainbowman()

    def _oplus_stage_change_asks_to_win(self):
        """Whether a won stage asks why, and nobody has told yet."""
        won = self._stage_find(domain=[("is_won", "=", True)], limit=None)
        return self.id not in self._oplus_record_pending().reasons and any(
            self._oplus_stage_change_asks(self.stage_id.id, stage.id) for stage in won
        )

    def _oplus_reason_dialog(self, purpose, title):
        """The dialog for a reason; see :class:`CrmLeadReason`."""
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
