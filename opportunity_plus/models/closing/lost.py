# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..foundation.blank import is_blank
from ..foundation.naming import names
from ..recording.recorder import EXPLANATIONS, NEW

CLOSED = ("won", "lost")

# fields by which an opportunity leaves the pipeline
WAYS_OUT = EXPLANATIONS | {"active", "company_id", "probability", "stage_id", "type"}

LOST = {"active": False, "probability": 0, "automated_probability": 0}


class CrmLead(models.Model):
    """When an opportunity may be lost.

    The rules hold for what is stored after any create or write of a user, so they
    bind every door. Technical code that runs as superuser is exempt.
    """

    _inherit = "crm.lead"

    lost_note = fields.Text(
        "Closing Note",
        tracking=True,
        copy=False,
        help="What was said on losing the opportunity.",
    )

    # policy

    def _oplus_closing_companies(self):
        """The companies whose policy holds: its own, else all of the user."""
        return self.company_id or self.env.user.company_ids

    def _oplus_closing_asks(self, setting, state=NEW):
        """Whether a company asks for something, now or before the opportunity was
        written: going through a company that asks for nothing is no way around.

        :param setting: name of a field of the company
        :param state: the :class:`~.recorder.State` before
        """
        companies = (*state.companies, *self._oplus_closing_companies())
        return any(company._oplus_policy()[setting] for company in companies)

    def _oplus_closing_reason_required(self, state=NEW):
        return self._oplus_closing_asks("opportunity_lost_reason_required", state)

    # rules, called by the recorder for what a user has just written

    def _oplus_closing_complaints(self, before, written):
        """What is missing of the explanations of losses.

        A loss of former days may lack what is asked for today; it is only asked for
        what was there or what is new.

        :param before: the :class:`~.recorder.State` of each opportunity
        :param written: names of the fields that were written
        :return: complaints in the language of the user, each naming opportunities
        """
        if WAYS_OUT.isdisjoint(written):
            return
        states = {lead: before.get(lead.id, NEW) for lead in self}
        demoted = self.filtered(
            lambda lead: lead._oplus_closing_is_demoted(states[lead])
        )
        if demoted:
            yield self.env._(
                "An opportunity does not become a lead again. Win or lose: %(names)s",
                names=names(demoted),
            )
        losses = self.filtered(
            lambda lead: lead.type == "opportunity" and lead.won_status == "lost"
        )
        yield from losses._oplus_closing_loss_complaints(states)

    def _oplus_closing_loss_complaints(self, states):
        unexplained = self.filtered(
            lambda lead: lead._oplus_closing_is_unexplained(states[lead])
        )
        if unexplained:
            yield self.env._(
                "Choose a lost reason for: %(names)s",
                names=names(unexplained),
            )
        outdated = self.filtered(
            lambda lead: lead._oplus_closing_is_outdated(states[lead])
        )
        if outdated:
            yield self.env._(
                "The lost reason is archived. Choose another one for: %(names)s",
                names=names(outdated),
            )
        unnoted = self.filtered(
            lambda lead: lead._oplus_closing_is_unnoted(states[lead])
        )
        if unnoted:
            yield self.env._(
                "The lost reason asks for a closing note. Write one for: %(names)s",
                names=names(unnoted),
            )

    def _oplus_closing_is_demoted(self, state):
        return (
            self.type == "lead"
            and bool(state.outcome)
            and (
                self._oplus_closing_reason_required(state)
                or self._oplus_closing_asks("opportunity_closed_locked", state)
            )
        )

    def _oplus_closing_is_new(self, state):
        """Whether it was lost just now, as far as its company is concerned."""
        return (
            state.outcome != "lost"
            or state.companies != self._oplus_closing_companies()
        )

    def _oplus_closing_is_unexplained(self, state):
        return (
            not self.lost_reason_id
            and (self._oplus_closing_is_new(state) or bool(state.lost_reason))
            and self._oplus_closing_reason_required(state)
        )

    def _oplus_closing_is_outdated(self, state):
        reason = self.lost_reason_id
        is_chosen = state.outcome != "lost" or state.lost_reason != reason
        return bool(reason) and is_chosen and not reason.active

    def _oplus_closing_is_unnoted(self, state):
        reason = self.lost_reason_id
        return (
            reason.note_required
            and is_blank(self.lost_note)
            and (
                self._oplus_closing_is_new(state)
                or state.lost_reason != reason
                or not is_blank(state.lost_note)
            )
        )

    def _oplus_closing_check_outcome_not_written(self, vals_list):
        """An outcome follows from stage, probability and archiving alone."""
        if not self.env.su and any("won_status" in vals for vals in vals_list):
            raise AccessError(
                self.env._(
                    "The outcome cannot be written. Use the buttons Won and Lost, or"
                    " move the opportunity to another stage."
                )
            )

    def _oplus_closing_check_open(self):
        """Refuse to lose what is closed, which would overwrite why.

        :raise UserError: naming all closed opportunities
        """
        closed = self.filtered(
            lambda lead: lead.type == "opportunity" and lead.won_status in CLOSED
        )
        if closed:
            raise UserError(
                self.env._(
                    "These opportunities are closed already. Leave out: %(names)s",
                    names=names(closed),
                )
            )

    # doors of core

    def action_set_lost(self, **additional_values):
        """Tell all at once: archiving alone may already mean lost."""
        self.write({**additional_values, **LOST})
        return super().action_set_lost(**additional_values)

    def _oplus_closing_copied(self, vals, given):
        """A copy of a lost opportunity is open, it was not lost once more."""
        if not self._oplus_closing_reason_required():
            return
        if "lost_reason_id" not in given:
            vals.pop("lost_reason_id", None)
        if self.won_status == "lost" and "active" not in given:
            vals["active"] = True
