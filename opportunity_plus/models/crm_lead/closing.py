# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

CLOSED = ("won", "lost")
EXPLANATION = {"lost_reason_id", "lost_note", "type"}


class CrmLead(models.Model):
    """When an opportunity may be lost, and who may take it back.

    The rules hold for what is stored after any create or write of a user, so they
    bind every door. Technical code that runs as superuser is exempt; a user cannot
    become superuser through a public method.
    """

    _inherit = "crm.lead"

    lost_note = fields.Text(
        "Closing Note", tracking=True, help="What was said on losing the opportunity."
    )
    can_reopen = fields.Boolean(
        compute="_compute_can_reopen", export_string_translation=False
    )

    @api.depends("company_id")
    @api.depends_context("uid", "company")
    def _compute_can_reopen(self):
        for lead in self:
            lead.can_reopen = lead._closing_may_reopen()

    # policy

    def _closing_policy(self):
        """The company whose policy holds for this opportunity."""
        # sudo: a setting, read for whoever may see the opportunity
        return (self.company_id or self.env.company).sudo()

    def _closing_may_reopen(self):
        return (
            self.env.su
            or self.env.user.has_group("sales_team.group_sale_manager")
            or not self._closing_policy().opportunity_closed_locked
        )

    def _closing_reason_required(self):
        return self._closing_policy().opportunity_lost_reason_required

    # rules, called by the recorder for what a user has just written

    def _closing_outcomes(self):
        """The outcomes to compare with afterwards; nobody asks superuser."""
        return {} if self.env.su else {lead.id: lead.won_status for lead in self}

    def _closing_check(self, outcomes, written=()):
        """Refuse what the policy forbids, naming all opportunities at once.

        :param outcomes: ``won_status`` before, of each opportunity for which it may
            have changed; False for a new one
        :param written: names of the fields that were written
        :raise AccessError: a closed opportunity was taken back, or an outcome written
        :raise ValidationError: an opportunity is lost without the reason or the note
            that is asked for
        """
        if self.env.su:
            return
        self._closing_check_reopened(outcomes)
        told = not EXPLANATION.isdisjoint(written)
        lost = self.filtered(
            lambda lead: (
                lead.type == "opportunity"
                and lead.won_status == "lost"
                and (told or outcomes.get(lead.id, "lost") != "lost")
            )
        )
        lost._closing_check_explained()

    def _closing_check_reopened(self, outcomes):
        reopened = self.filtered(
            lambda lead: (
                lead.type == "opportunity"
                and outcomes.get(lead.id) in CLOSED
                and outcomes[lead.id] != lead.won_status
                and not lead._closing_may_reopen()
            )
        )
        if reopened:
            raise AccessError(
                self.env._(
                    "Only a sales administrator may reopen or change a closed"
                    " opportunity. Ask an administrator to reopen: %(names)s",
                    names=reopened._closing_names(),
                )
            )

    def _closing_check_explained(self):
        unexplained = self.filtered(
            lambda lead: not lead.lost_reason_id and lead._closing_reason_required()
        )
        unnoted = self.filtered(
            lambda lead: (
                lead.lost_reason_id.note_required and not (lead.lost_note or "").strip()
            )
        )
        complaints = []
        if unexplained:
            complaints.append(
                self.env._(
                    "Choose a lost reason for: %(names)s",
                    names=unexplained._closing_names(),
                )
            )
        if unnoted:
            complaints.append(
                self.env._(
                    "The lost reason asks for a closing note. Write one for: %(names)s",
                    names=unnoted._closing_names(),
                )
            )
        if complaints:
            raise ValidationError("\n".join(complaints))

    def _closing_check_outcome_not_written(self, vals_list):
        """An outcome follows from stage, probability and archiving alone."""
        if not self.env.su and any("won_status" in vals for vals in vals_list):
            raise AccessError(
                self.env._(
                    "The outcome cannot be written. Use the buttons Won and Lost, or"
                    " move the opportunity to another stage."
                )
            )

    def _closing_names(self):
        return ", ".join(self.mapped("display_name"))

    # doors of core that need to know the reason before they act

    def action_set_lost(self, **additional_values):
        """Tell the reason first: archiving alone may already mean lost."""
        if additional_values:
            self.write(additional_values)
        return super().action_set_lost(**additional_values)

    def action_unarchive(self):
        """The note goes with the reason, which core takes away; both stay in the
        history."""
        reopened = self.filtered(lambda lead: not lead.active and lead.lost_note)
        result = super().action_unarchive()
        reopened.lost_note = False
        return result

    def _merge_opportunity(self, *args, **kwargs):
        """A closed opportunity is not merged away behind the administrator's back."""
        closed = self.filtered(
            lambda lead: (
                lead.type == "opportunity"
                and lead.won_status in CLOSED
                and not lead._closing_may_reopen()
            )
        )
        if closed:
            raise AccessError(
                self.env._(
                    "Only a sales administrator may merge closed opportunities. Leave"
                    " out: %(names)s",
                    names=closed._closing_names(),
                )
            )
        return super()._merge_opportunity(*args, **kwargs)
