# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmStage(models.Model):
    """The category of a stage, which always agrees with Odoo's mark of won stages.

    Odoo wins opportunities by the mark, ``is_won``. A category that is written sets the
    mark; a mark that is written alone sets the category.
    """

    _inherit = "crm.stage"

    category = fields.Selection(
        [("waiting", "Waiting"), ("in_progress", "In Progress"), ("won", "Won")],
        compute="_compute_oplus_category",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Waiting: the customer has to act, or the time has not come yet. In"
        " Progress: your company works on it. Won: opportunities in this stage are"
        " won.",
        prefetch="opportunity_plus",
    )

    @api.depends("is_won")
    def _compute_oplus_category(self):
        for stage in self:
            category = stage.category or "in_progress"
            if stage.is_won:
                stage.category = "won"
            else:
                stage.category = "in_progress" if category == "won" else category

    @api.onchange("category")
    def _onchange_oplus_category(self):
        self.is_won = self.category == "won"

    def _oplus_category_agreed(self, vals):
        """Return values with a mark that agrees with their category.

        :raise ValidationError: they contradict each other
        """
        vals = dict(vals)
        given = vals.get("category")
        if not given:  # an empty one is a missing one
            vals.pop("category", None)
            given = not self and self.env.context.get("default_category")
        if not given:
            return vals
        if "_import_current_module" in self.env.context and not vals.get("is_won"):
            vals.pop("is_won", None)  # an empty cell
        is_won = given == "won"
        if "is_won" in vals:
            self._oplus_category_check(bool(vals["is_won"]) == is_won)
        elif not self or any(stage.is_won != is_won for stage in self):
            # only then: Odoo computes probabilities anew when the mark is written
            vals["is_won"] = is_won
        return vals

    @api.model
    def _oplus_category_check(self, is_agreed):
        if not is_agreed:
            raise ValidationError(
                self.env._(
                    "A won stage has the category Won, and no other stage has it."
                    " Correct the category or the mark (Is Won Stage?)."
                )
            )
