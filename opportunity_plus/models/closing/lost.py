# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..foundation.blank import is_blank
from ..foundation.naming import names
from ..recording.closed import CLOSED
from ..recording.pending import EXPLANATIONS, NEW

_lt = LazyTranslate(__name__)

# fields that close an opportunity or change which closing rules apply to it
WAYS_OUT = EXPLANATIONS | {"active", "company_id", "probability", "stage_id", "type"}

LOST = {"active": False, "probability": 0, "automated_probability": 0}


class CrmLead(models.Model):
    """Rules for losing an opportunity.

    They check what is stored after each ``create`` or ``write`` of a user, whatever the
    way in: form, import or interface. Code that runs as superuser is exempt.
    """

    _inherit = "crm.lead"

    lost_reason_id = fields.Many2one(
        # else Odoo would look for the translation among its own
        falsy_value_label=_lt("No reason given")  # pylint: disable=translation-field
    )
    lost_note = fields.Text(
        "Closing Note",
        tracking=True,
        copy=False,
        help="Why the opportunity was lost, in the salesperson's words.",
    )

    def _oplus_closing_reason_required(self, state=NEW):
        return self._oplus_closing_asks("opportunity_lost_reason_required", state)

    def _oplus_closing_complaints(self, before, written):
        """Yield a message for each rule that the write violates.

        An earlier loss may lack a reason or note that is required today. It may stay
        without one, but one that was given cannot be removed.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        :return: messages in the user's language that name the opportunities
        """
        if WAYS_OUT.isdisjoint(written):
            return
        states = {lead: before.get(lead.id, NEW) for lead in self}
        demoted = self.filtered(
            lambda lead: lead._oplus_closing_is_demoted(states[lead])
        )
        if demoted:
            yield self.env._(
                "An opportunity cannot become a lead again. Mark as won or lost:"
                " %(names)s",
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
                "The lost reason requires a closing note. Write one for: %(names)s",
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
        """Return whether this write made it lost or changed the company of a loss."""
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
        """Refuse to write the outcome, which follows from other fields.

        :raise AccessError: a user writes ``won_status``
        """
        if not self.env.su and any("won_status" in vals for vals in vals_list):
            raise AccessError(
                self.env._(
                    "The outcome cannot be set directly. Use the buttons Won and Lost,"
                    " or move the opportunity to another stage."
                )
            )

    def _oplus_closing_check_open(self):
        """Refuse to lose closed opportunities, which would overwrite their reasons.

        :raise UserError: names the closed opportunities
        """
        if told := self._oplus_closing_closed_told():
            raise UserError(told)

    def _oplus_closing_closed_told(self):
        """Return a sentence that names the closed opportunities, or False."""
        self.check_access("read")  # before any of them is named
        closed = self.filtered(
            lambda lead: lead.type == "opportunity" and lead.won_status in CLOSED
        )
        return bool(closed) and self.env._(
            "These opportunities are closed already. Leave out: %(names)s",
            names=names(closed),
        )

    def action_set_lost(self, **additional_values):
        """Write reason and note with archiving, which alone may already mean lost."""
        self.write({**additional_values, **LOST})
        return super().action_set_lost(**additional_values)

    def _oplus_closing_copied(self, vals, given):
        """Make the copy of a lost opportunity open, without its lost reason."""
        if not self._oplus_closing_reason_required():
            return
        if "lost_reason_id" not in given:
            vals.pop("lost_reason_id", None)
        if self.won_status == "lost" and "active" not in given:
            vals["active"] = True
