# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import plaintext2html

from ..foundation.blank import is_blank
from .crm_stage import ADMIN


class CrmLead(models.Model):
    """Sales administrators move an opportunity although conditions are not met.

    The reason comes in the same write, import row or call as the stage, and is kept
    with the move. It also counts as the reason for the move.
    """

    _inherit = "crm.lead"

    stage_change_override = fields.Text(
        "Override of Conditions",
        compute="_compute_oplus_stage_change_override",
        inverse="_inverse_oplus_stage_change_override",
        help="Why the opportunity moves to this stage although conditions of the stage"
        " are not met. For sales administrators; enter it together with the stage.",
    )

    def _compute_oplus_stage_change_override(self):
        self.stage_change_override = False

    def _inverse_oplus_stage_change_override(self):
        given = self.filtered("stage_change_override")
        if given:
            given._oplus_condition_check_override()
        overrides = self._oplus_record_pending().overrides
        for lead in given:
            # drop characters that PostgreSQL cannot store
            reason = lead.stage_change_override.replace("\0", "")
            overrides[lead.id] = reason.encode(errors="ignore").decode().strip()
        self.invalidate_recordset(["stage_change_override"], flush=False)

    def _oplus_condition_check_override(self):
        """Refuse an override without a reason, or by others than administrators."""
        if not self.env.su and not self.env.user.has_group(ADMIN):
            raise AccessError(
                self.env._(
                    "Only a sales administrator may override the conditions of a stage."
                    " Complete what is missing, or ask an administrator."
                )
            )
        if any(is_blank(lead.stage_change_override) for lead in self):
            raise ValidationError(
                self.env._("Say in a few words why the conditions are overridden.")
            )

    def _oplus_condition_not_overridden(self, missing):
        """Return those of the missing that nobody overrides; note the others.

        :param missing: list of pairs of an :class:`~.entry.Entry` and what it lacks
        """
        overrides = self._oplus_record_pending().overrides
        refused = []
        for entry, lacking in missing:
            if entry.lead_id in overrides:
                self._oplus_condition_override(entry, lacking)
            else:
                refused.append((entry, lacking))
        for lead in self:
            overrides.pop(lead.id, None)  # it is for this move
        return refused

    def _oplus_condition_told_override(self, reason, missing):
        return self.env._(
            "Conditions overridden: %(reason)s (missing: %(missing)s)",
            reason=reason,
            missing=missing,
        )

    def _oplus_condition_override(self, entry, lacking):
        """Keep the override as the reason of the move, in history and chatter."""
        pending, lead = self._oplus_record_pending(), self.browse(entry.lead_id)
        told = self._oplus_condition_told_override(
            pending.overrides[lead.id], self._oplus_condition_words(lacking)
        )
        reasons = [pending.reasons[lead.id]] if lead.id in pending.reasons else []
        pending.reasons[lead.id] = "\n".join([*reasons, told])
        pending.explained[lead.id] = entry.stage
        pending.touched.add(lead.id)  # also if a savepoint has recorded it before
        body = plaintext2html(pending.reasons[lead.id])
        if entry.origin:
            lead._track_set_log_message(body)
        else:
            lead._message_log(body=body)
