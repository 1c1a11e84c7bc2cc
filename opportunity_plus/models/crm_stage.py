# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import ormcache


class StagePolicy(NamedTuple):
    """What is asked of whoever moves an opportunity to a stage."""

    order: tuple[int, int]
    mode: str
    is_won: bool
    has_notice: bool


class CrmStage(models.Model):
    _name = "crm.stage"
    _inherit = ["crm.stage", "crm.policy.mixin"]

    change_reason = fields.Selection(
        [
            ("never", "Never"),
            ("backwards", "When moving backwards"),
            ("always", "Always"),
        ],
        "Ask for a Reason",
        default="never",
        required=True,
        help="Whether somebody who moves an opportunity to this stage has to say why.",
    )
    opportunity_notify_leader = fields.Boolean(
        "Notify the Team Leader",
        help="Tell the leader of the sales team when an opportunity enters this stage.",
    )
    opportunity_notify_members = fields.Boolean(
        "Notify the Team's Members",
        help="Tell the members of the sales team who may see the opportunity.",
    )
    opportunity_notify_user_ids = fields.Many2many(
        "res.users",
        "crm_stage_opportunity_notify_user_rel",
        string="Notify Users",
        help="Tell these users, as far as they may see the opportunity.",
    )
    # closing rate
    opportunity_probability = fields.Float(
        "Closing Rate",
        default=50,
        help="In percent: the closing rate of opportunities that enter this stage,"
        " where the company lets the stage decide. Won stages always have 100 %.",
    )
    _opportunity_probability_check = models.Constraint(
        "CHECK(opportunity_probability BETWEEN 0 AND 100)",
        "The closing rate must be between 0 and 100 %.",
    )

    @api.model
    @ormcache()
    def _stage_change_policy(self):
        """The :class:`StagePolicy` of each stage, by id; asked for with every move."""
        # sudo: cached for everybody; it holds settings of stages alone
        stages = self.sudo().with_context(active_test=False)
        stages = stages.search_fetch([], ["sequence", "change_reason", "is_won"])
        return {
            stage.id: StagePolicy(
                (stage.sequence, stage.id),
                stage.change_reason,
                stage.is_won,
                bool(
                    stage.opportunity_notify_leader
                    or stage.opportunity_notify_members
                    or stage.opportunity_notify_user_ids
                ),
            )
            for stage in stages
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_keep_name_in_history(self):
        """Past stays outlive their stage: they keep its name."""
        self.env["crm.lead.stage.history"]._history_keep_stage_names(self)
