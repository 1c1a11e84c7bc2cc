# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.limits import check_days


class CrmStage(models.Model):
    """The target of a stage, and what follows when it is missed.

    The target is Odoo's ``rotting_threshold_days``: days from entering the stage, 0 for
    none. A sales team may have another one (``crm.stage.target``).
    """

    _inherit = "crm.stage"

    oplus_target_ids = fields.One2many(
        "crm.stage.target", "stage_id", "Targets of Teams", copy=True
    )
    activity_plan_id = fields.Many2one(
        "mail.activity.plan",
        domain=[("res_model", "=", "crm.lead")],
        ondelete="set null",
        index="btree_not_null",
        help="Started once for each opportunity that stays in this stage for longer"
        " than its target.",
        prefetch="opportunity_plus",
    )
    escalation_days = fields.Integer(
        "Notify the Leader after",
        aggregator=None,
        help="How many days after the salesperson the team leader is notified; 0 for"
        " never.",
        prefetch="opportunity_plus",
    )

    @api.constrains("rotting_threshold_days")
    def _check_oplus_rotting_threshold_days(self):
        check_days(self, "rotting_threshold_days")

    @api.constrains("escalation_days")
    def _check_escalation_days(self):
        check_days(self, "escalation_days")

    def write(self, vals):
        result = super().write(vals)
        if "rotting_threshold_days" in vals:
            self._oplus_target_changed()
        return result

    def _oplus_target_changed(self):
        """Give the opportunities in these stages their new deadlines."""
        self.env["crm.lead"]._oplus_deadline_renew(stages=self)

    @api.model
    def _oplus_has_targets(self):
        """Return whether there is a target, or a snooze that a move has to end."""
        return self._oplus_policy()["has_targets"]

    @api.model
    def _oplus_has_working_days(self):
        """Return whether a company counts working days."""
        return self._oplus_policy()["has_working_days"]

    def _oplus_policy_parts(self, stages):
        def is_there(model, *domain):
            return bool(self.env[model].search_count([domain], limit=1))

        return super()._oplus_policy_parts(stages) | {
            "has_targets": any(stage.rotting_threshold_days > 0 for stage in stages)
            or is_there("crm.stage.target", "days", ">", 0)
            or is_there("crm.lead", "snooze_until", "!=", False)
            or is_there("mail.activity", "oplus_stall_id", "!=", False),
            "has_working_days": is_there(
                "res.company", "opportunity_working_days", "=", True
            ),
        }
