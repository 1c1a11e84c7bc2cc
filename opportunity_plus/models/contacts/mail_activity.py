# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dataclasses import dataclass

from odoo import fields, models

# in the context while a contact is logged
CHOSEN = "opportunity_plus_chosen_step"


@dataclass(eq=False)
class ChosenStep:
    """The next step that a user has chosen with an activity that is done: an object,
    which no interface can send."""

    activity_id: int
    vals: dict

    def follows(self, activity):
        return self.activity_id == activity.id


class MailActivity(models.Model):
    _inherit = "mail.activity"

    # marks what one save of a dialog made; "<id of the user>:<token>"
    oplus_contact_token = fields.Char(
        copy=False, groups="base.group_system", export_string_translation=False
    )

    _oplus_contact_token_unique = models.UniqueIndex(
        "(oplus_contact_token) WHERE oplus_contact_token IS NOT NULL"
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Let the message of a meeting's activity know it, so that the meeting is not
        counted as another contact."""
        # sudo: only tells whether there is a meeting
        met = self.filtered(lambda activity: activity.sudo().calendar_event_id)
        messages, following = super(MailActivity, self - met)._action_done(
            feedback=feedback, attachment_ids=attachment_ids
        )
        for activity in met:
            message, planned = super(MailActivity, activity)._action_done(
                feedback=feedback, attachment_ids=attachment_ids
            )
            # sudo: the link is written by the system alone
            message.sudo().oplus_activity_id = activity.exists()
            messages |= message
            following |= planned
        return messages, following

    def _prepare_next_activity_values(self):
        """Let the step that the user has chosen take the place of the one that the type
        triggers: the user knows what the customer has said."""
        chosen = self.env.context.get(CHOSEN)
        if isinstance(chosen, ChosenStep) and chosen.follows(self):
            return dict(chosen.vals)
        return super()._prepare_next_activity_values()
