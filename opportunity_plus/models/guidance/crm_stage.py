# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..foundation.blank import is_blank
from ..foundation.naming import names

# kinds of fields that a form shows on one line
KEY_TYPES = (
    *("boolean", "char", "date", "datetime", "float", "integer", "many2many"),
    *("many2one", "monetary", "selection", "text"),
)
# these decide which guidance is shown, or how
NO_KEYS = ("active", "color", "stage_id", "type")


class Guide(NamedTuple):
    """What a stage tells the salesperson."""

    # id, id of the team (False: all) and whether it is required
    points: tuple[tuple[int, int | bool, bool], ...] = ()
    has_text: bool = False
    key_fields: tuple[str, ...] = ()


class CrmStage(models.Model):
    _inherit = "crm.stage"

    guidance = fields.Html(
        translate=True,
        help="Purpose and activities of the stage, for the salesperson. Shown on the"
        " opportunities of the stage.",
        prefetch="opportunity_plus",
    )
    checkpoint_ids = fields.One2many(
        "crm.stage.checkpoint", "stage_id", "Checklist", copy=True
    )
    # groups: only Sales administrators have access to fields of a model
    oplus_key_field_ids = fields.Many2many(
        "ir.model.fields",
        "crm_stage_oplus_key_field_rel",
        string="Key Fields",
        groups="sales_team.group_sale_manager",
        domain=[
            ("model", "=", "crm.lead"),
            ("name", "not in", NO_KEYS),
            ("ttype", "in", KEY_TYPES),
            ("readonly", "=", False),
            ("store", "=", True),
        ],
        help="Fields of the opportunity that matter in this stage. They can be filled"
        " in next to the guidance.",
    )

    def _oplus_policy_changed(self):
        result = super()._oplus_policy_changed()
        self.env["crm.lead"]._oplus_guidance_changed()
        return result

    @api.constrains("oplus_key_field_ids")
    def _check_oplus_key_fields(self):
        # sudo: to name fields of other models that a program gives
        wrong = self.sudo().oplus_key_field_ids.filtered(
            lambda field: (
                field.model != "crm.lead"
                or field.ttype not in KEY_TYPES
                or field.name in NO_KEYS
            )
        )
        if wrong:
            raise ValidationError(
                self.env._(
                    "These fields cannot be key fields of a stage. Choose fields of the"
                    " opportunity that hold a short value: %(names)s",
                    names=names(wrong),
                )
            )

    @api.model
    def _oplus_guides(self):
        """Return the :class:`Guide` of each stage that has one, by id."""
        return self._oplus_policy()["guides"]

    def _oplus_policy_parts(self, stages):
        guides = {
            stage.id: stage._oplus_guide() for stage in stages.with_context(lang=None)
        }
        guides = {id_: guide for id_, guide in guides.items() if any(guide)}
        return super()._oplus_policy_parts(stages) | {"guides": guides}

    def _oplus_guide(self):
        known = self.env["crm.lead"]._fields
        return Guide(
            tuple(
                (point.id, point.team_id.id, point.is_required)
                for point in self.checkpoint_ids
            ),
            not is_blank(self.guidance),
            tuple(
                field.name for field in self.oplus_key_field_ids if field.name in known
            ),
        )

    @api.model
    def _oplus_key_fields(self):
        """Return the names of all key fields, each with the ids of its stages."""
        stages = {}
        for stage_id, guide in self._oplus_guides().items():
            for name in guide.key_fields:
                stages.setdefault(name, []).append(stage_id)
        return tuple((name, tuple(ids)) for name, ids in sorted(stages.items()))
