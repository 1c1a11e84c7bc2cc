# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import functools

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from ..foundation.actions import telling

TAG = "opportunity_plus_next_stage"
# the stage that the button's view shows
SHOWN = "oplus_shown_stage_id"


class CrmLead(models.Model):
    """*Move to Next Stage*: one click, for lists and for boards on the phone."""

    _inherit = "crm.lead"

    oplus_has_next_stage = fields.Boolean(
        compute="_compute_oplus_has_next_stage", export_string_translation=False
    )

    @api.depends("stage_id", "team_id", "won_status", "active", "type")
    def _compute_oplus_has_next_stage(self):
        """Every card and row reads this, so it costs no query."""

        next_id = functools.cache(self.env["crm.stage"]._oplus_next_id)

        names = ("type", "won_status", "active", "stage_id", "team_id")
        has_next = (
            [
                (kind, outcome, active) == ("opportunity", "pending", True)
                and bool(next_id(stage_id, team_id))
            ]
            for kind, outcome, active, stage_id, team_id in self._oplus_rows(names)
        )
        self._oplus_fill(["oplus_has_next_stage"], has_next)

    def oplus_action_next_stage(self):
        """Move the opportunity to the open stage that follows in its pipeline.

        Nothing is moved if the view shows another stage than the current one: somebody
        else has moved it meanwhile.

        :return: the action that tells of it, or that first asks for what the stage
            demands
        :raise UserError: no open stage follows
        """
        self.ensure_one()
        self.check_access("write")
        if self.env.context.get(SHOWN, self.stage_id.id) != self.stage_id.id:
            return self._oplus_next_stage_outdated()
        stage = self._oplus_next_stage()
        asks_reason = self._oplus_stage_change_asks(self.stage_id.id, stage.id)
        message = self.env._(
            "Moved to %(stage)s: %(name)s", stage=stage.display_name, name=self.name
        )
        if not asks_reason and not self._oplus_condition_found(stage):
            self.write({"stage_id": stage.id})
            return telling(message)
        return {
            "type": "ir.actions.client",
            "tag": TAG,
            "params": {
                "lead_id": self.id,
                "stage_id": stage.id,
                "stage": stage.display_name,
                "name": self.name,
                "asks_reason": asks_reason,
                "message": message,
            },
        }

    def _oplus_next_stage(self):
        next_id = self.oplus_has_next_stage and self.env["crm.stage"]._oplus_next_id(
            self.stage_id.id, self.team_id.id
        )
        if not next_id:
            raise UserError(
                self.env._(
                    "No open stage follows. Mark the opportunity as won or lost:"
                    " %(name)s",
                    name=self.name,
                )
            )
        return self.env["crm.stage"].browse(next_id)

    def _oplus_next_stage_outdated(self):
        message = self.env._(
            "Nothing was changed: the opportunity has been moved to %(stage)s"
            " meanwhile: %(name)s",
            stage=self.stage_id.display_name,
            name=self.name,
        )
        return telling(message, kind="warning")


class CrmStage(models.Model):
    _inherit = "crm.stage"

    @api.model
    @ormcache("self.env.lang", "stage_id", "team_id")
    def _oplus_next_id(self, stage_id, team_id):
        """Return the id of the enabled stage that follows one in a team's pipeline, or
        False if there is none or it is a won stage."""
        # sudo: one cache for all users; it only holds the order of stages
        ids = [*self._oplus_places()]
        after = ids[ids.index(stage_id) + 1 :] if stage_id in ids else ids
        team = self.env["crm.team"].browse(team_id or ())
        enabled = self.sudo().browse(after).filtered("active")
        following = enabled._oplus_usable_by(team)[:1]
        return False if following.is_won else following.id
