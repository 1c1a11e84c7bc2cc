# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..foundation.blank import check_names
from ..foundation.naming import names
from ..foundation.roles import ALL_DOCUMENTS, SALESMAN

MOST = 3650  # days of sharing


class StagePolicy(NamedTuple):
    """What happens when an opportunity moves to a stage."""

    order: int
    mode: str
    is_won: bool
    has_notice: bool
    # the sales teams that may use the stage; empty for all
    team_ids: frozenset[int]

    def asks(self, origin):
        """Return whether a move from a stage with another policy needs a reason."""
        return self.mode == "always" or (
            self.mode == "backwards" and bool(origin) and origin.order > self.order
        )


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
        help="When users must give a reason for moving an opportunity to this stage.",
    )
    opportunity_notify_leader = fields.Boolean(
        "Notify the Team Leader",
        help="Notify the sales team's leader when an opportunity enters this stage.",
    )
    opportunity_notify_members = fields.Boolean(
        "Notify the Team's Members",
        help="Notify the members of the sales team who may see the opportunity.",
    )
    opportunity_notify_user_ids = fields.Many2many(
        "res.users",
        "crm_stage_opportunity_notify_user_rel",
        string="Notify Users",
        help="Notify these users if they may see the opportunity.",
    )
    oplus_share = fields.Boolean(
        "Share with Those Who Are Told",
        help="Users who are notified but may not see the opportunity may read it for"
        " some days after each move to this stage.",
    )
    oplus_share_days = fields.Integer(
        "Days", default=7, help="For how many days they may read it."
    )
    oplus_unheard = fields.Text(
        "Notified Users without Access",
        compute="_compute_oplus_unheard",
        help="Users to notify who may not see all opportunities of this stage.",
    )
    opportunity_probability = fields.Float(
        "Closing Rate",
        default=50,
        help="In percent. Opportunities that enter this stage get this closing rate if"
        " the company sets it by stage. Won stages always have 100 %.",
    )
    _opportunity_probability_check = models.Constraint(
        "CHECK(opportunity_probability BETWEEN 0 AND 100)",
        "The closing rate must be between 0 and 100 %.",
    )

    @api.constrains("name")
    def _check_oplus_name(self):
        check_names(self)

    @api.constrains("oplus_share", "oplus_share_days")
    def _check_oplus_share_days(self):
        wrong = self.filtered(
            lambda stage: stage.oplus_share and not 0 < stage.oplus_share_days <= MOST
        )
        if wrong:
            raise ValidationError(
                self.env._(
                    "Enter for how many days these stages share opportunities, from 1"
                    " to %(most)s: %(names)s",
                    most=MOST,
                    names=names(wrong),
                )
            )

    @api.depends(
        "team_ids",
        "oplus_share",
        "opportunity_notify_leader",
        "opportunity_notify_members",
        "opportunity_notify_user_ids",
    )
    def _compute_oplus_unheard(self):
        """Name the users whom the stage notifies only of some opportunities."""
        for stage in self:
            told, narrow = stage._oplus_told()
            blind = told.filtered(lambda user: not user.has_group(SALESMAN))
            narrow -= blind
            sentences = []
            if narrow and not stage.oplus_share:
                message = self.env._(
                    "These users may not see all opportunities, and hear only of those"
                    " that they see: %(names)s",
                    names=narrow._oplus_listed(),
                )
                sentences.append(message)
            if blind:
                message = self.env._(
                    "These users have no right to Sales. Nothing can be shared with"
                    " them, and they hear only of opportunities that they see"
                    " otherwise: %(names)s",
                    names=blind._oplus_listed(),
                )
                sentences.append(message)
            stage.oplus_unheard = "\n".join(sentences)

    def _oplus_told(self):
        """Return the users to notify, and those of them who may not read everything."""
        told = self.opportunity_notify_user_ids._origin
        narrow = told.filtered(lambda user: not user.has_group(ALL_DOCUMENTS))
        if self.opportunity_notify_leader or self.opportunity_notify_members:
            active = [("active", "=", True)]
            for team in self.team_ids._origin or self.env["crm.team"].search(active):
                users = self.env["res.users"]
                if self.opportunity_notify_leader:
                    users |= team.user_id
                if self.opportunity_notify_members:
                    users |= team.member_ids
                told |= users
                narrow |= team._oplus_strangers(users)
        told = told.filtered(lambda user: user.active and not user.share)
        return told, narrow & told

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._oplus_category_agreed(vals) for vals in vals_list])

    def write(self, vals):
        # first: the refusals below tell of what only its editors may know
        self.check_access("write")
        vals = self._oplus_enabling_agreed(self._oplus_category_agreed(vals))
        self._oplus_disabled_check_category(vals)
        leaving = self.browse() if vals.get("active", True) else self.filtered("active")
        leaving._oplus_disabling_lock()
        stages = self
        if "is_won" in vals:
            turned, stages = self._oplus_turned(vals), self._oplus_everywhere()
        result = super(CrmStage, stages).write(vals)
        if "is_won" in vals:
            turned._oplus_turn(bool(vals["is_won"]))
            # they do not count as interactions with customers
            self.env["crm.lead"]._oplus_outcome_follows(self)
        leaving._oplus_disabling_check()
        return result

    oplus_is_rate_used = fields.Boolean(
        compute="_compute_oplus_is_rate_used", export_string_translation=False
    )

    @api.depends_context("allowed_company_ids")
    def _compute_oplus_is_rate_used(self):
        """Return whether an active company sets closing rates by stage."""
        policies = self.env.companies.mapped("opportunity_probability_policy")
        self.oplus_is_rate_used = "stage" in policies

    @api.model
    def _oplus_stage_change_policy(self):
        """Return the :class:`StagePolicy` of each stage by id; used by every move."""
        return self._oplus_policy()["moves"]

    def _oplus_policy_parts(self, stages):
        parts = super()._oplus_policy_parts(stages)
        parts["moves"] = {
            stage.id: StagePolicy(
                parts["places"][stage.id],
                stage.change_reason,
                stage.is_won,
                bool(
                    stage.opportunity_notify_leader
                    or stage.opportunity_notify_members
                    or stage.opportunity_notify_user_ids
                ),
                frozenset(stage.team_ids.ids),
            )
            for stage in stages
        }
        return parts

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_keep_name_in_history(self):
        """Keep the name of a deleted stage in the ledger."""
        self.env["crm.lead.revision"]._revision_keep_stage_names(self)
