# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..foundation.naming import names
from ..foundation.roles import ADMIN
from .entry import StageConditions

FILLABLE = (
    *("char", "text", "html", "integer", "float", "monetary", "date", "datetime"),
    *("boolean", "selection", "many2one", "many2many"),
)
# a field that people fill in on an opportunity
POSSIBLE = [
    ("model", "=", "crm.lead"),
    ("store", "=", True),
    ("readonly", "=", False),
    ("ttype", "in", FILLABLE),
]
# always filled, or filled by the system, or part of the move itself
POINTLESS = (
    *("active", "automated_probability", "color", "company_id", "date_closed"),
    *("date_conversion", "date_last_stage_update", "date_open", "id", "lost_note"),
    *("lost_reason_id", "message_bounce", "name", "priority", "probability"),
    *("snooze_until", "snooze_reason", "stage_deadline", "stage_id", "type"),
    *("won_status",),
)
OFFERED = [*POSSIBLE, ("name", "not in", POINTLESS)]


class CrmStage(models.Model):
    """Conditions that an opportunity must meet to enter a stage."""

    _inherit = "crm.stage"

    condition_field_ids = fields.Many2many(
        "ir.model.fields",
        "crm_stage_condition_field_rel",
        string="Required Fields",
        domain=OFFERED,
        groups=ADMIN,
        help="These fields of the opportunity must be filled. In a number, 0 counts as"
        " not filled; a box must be ticked.",
    )
    condition_quotation = fields.Boolean(
        "Valid Quotation",
        help="The customer was sent a quotation, and it is still valid. A confirmed"
        " order counts, too.",
        prefetch="opportunity_plus",
    )
    condition_order = fields.Boolean(
        "Confirmed Order",
        help="The opportunity has a confirmed order.",
        prefetch="opportunity_plus",
    )
    condition_checklist = fields.Boolean(
        "Checklist Done",
        help="The required points are done in the checklist of the stage that the"
        " opportunity leaves, and in that of the stage just before this one.",
        prefetch="opportunity_plus",
    )
    condition_when_skipped = fields.Boolean(
        "Also When Skipped",
        help="Ask for this also if an opportunity moves from an earlier stage to a"
        " later one past this stage.",
        prefetch="opportunity_plus",
    )

    @api.constrains("condition_field_ids")
    def _check_condition_field_ids(self):
        # sudo: a field that was just chosen is looked at, whoever chose it
        chosen = self.sudo().condition_field_ids
        wrong = chosen - chosen.filtered_domain(POSSIBLE)
        if wrong:
            raise ValidationError(
                self.env._(
                    "Nobody can fill in these fields on an opportunity, so that they"
                    " cannot be required: %(names)s",
                    names=names(wrong),
                )
            )

    def _oplus_conditions(self, places=None):
        """Return the :class:`StageConditions` of a stage, stored or in a form.

        :param places: the place of each stage by id, if it is known
        """
        # sudo: conditions hold for everybody, the names of fields are no secret
        stage, known = self.sudo(), self.env["crm.lead"]._fields
        places = self._oplus_places() if places is None else places
        fields_ = (field.name for field in stage.condition_field_ids)
        return StageConditions(
            tuple(name for name in fields_ if name in known),
            stage.condition_quotation,
            stage.condition_order,
            frozenset(stage._origin.ids if stage.condition_checklist else ()),
            places.get(stage._origin.id, len(places)),
            frozenset(stage.team_ids._origin.ids),
            stage.active,
            stage.condition_when_skipped,
        )

    @api.model
    def _oplus_condition_policy(self):
        """Return the :class:`StageConditions` by id of the stages that have any."""
        return self._oplus_policy()["conditions"]

    def _oplus_policy_parts(self, stages):
        parts = super()._oplus_policy_parts(stages)
        conditions = {
            stage.id: stage._oplus_conditions(parts["places"])
            for stage in stages.with_context(active_test=True)
        }
        asking = {id_: one for id_, one in conditions.items() if one.asks}
        return parts | {"conditions": asking}
