# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..foundation.access import used_in
from ..foundation.naming import names

# groups opportunities by what their stages are today
TODAY = "oplus_stage_today_id"


class StageScreens(NamedTuple):
    """Ids of the stages that do not appear everywhere."""

    disabled: frozenset[int]
    # not shown in graphs
    undrawn: frozenset[int]
    # what each stage is today
    today: dict[int, int]

    def hidden_in_graphs(self, names, is_closed_asked):
        """Return the stages whose opportunities a graph leaves out.

        :param names: of the fields that it groups by
        :param is_closed_asked: whether it is about closed opportunities, which stay in
            disabled stages
        """
        hidden = self.undrawn if is_closed_asked else self.undrawn | self.disabled
        by_today = {stage for stage, today in self.today.items() if today in hidden}
        return (hidden if "stage_id" in names else frozenset()) | (
            by_today if TODAY in names else frozenset()
        )


class CrmStage(models.Model):
    """Disabling and enabling stages.

    No open opportunity or lead is ever in a disabled stage; closed ones stay in it. A
    pipeline keeps an open and a won stage.
    """

    _inherit = "crm.stage"

    active = fields.Boolean(
        "Enabled",
        default=True,
        help="Opportunities cannot enter a disabled stage. Closed opportunities stay in"
        " it, and the stage history keeps it.",
    )
    show_in_graph = fields.Boolean(
        "Shown in Graphs",
        default=True,
        help="Whether graphs of opportunities by stage show this stage.",
        prefetch="opportunity_plus",
    )
    replaced_by_id = fields.Many2one(
        "crm.stage",
        "Replaced by",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        help="Reports by today's stages show this stage as the one that replaces it.",
        prefetch="opportunity_plus",
    )
    # what the stage is today: itself, or at the end of what replaced it
    oplus_today_id = fields.Many2one(
        "crm.stage",
        "Today's Stage",
        compute="_compute_oplus_today_id",
        store=True,
        recursive=True,
        ondelete="set null",
        prefetch="opportunity_plus",
    )

    @api.depends("active", "replaced_by_id.oplus_today_id")
    def _compute_oplus_today_id(self):
        for stage in self:
            replacing = stage.replaced_by_id if not stage.active else self.browse()
            stage.oplus_today_id = replacing.oplus_today_id or stage

    def _oplus_disabling_lock(self):
        """Let one user at a time disable stages, while nobody moves anything there.

        Otherwise two could disable the last two stages, or an opportunity could enter a
        stage just then. Odoo tries again whoever does not get the locks, or has begun
        too early to see what has entered.
        """
        if self:
            # raw SQL: locks
            self.env.cr.execute("SELECT FROM crm_stage FOR NO KEY UPDATE")
            self.env.cr.execute(
                "SELECT FROM crm_stage WHERE id = ANY(%s) FOR UPDATE NOWAIT", [self.ids]
            )
            self._oplus_disabling_check_seen()

    @api.constrains("replaced_by_id", "is_won")
    def _check_oplus_replaced_by_id(self):
        if self._has_cycle("replaced_by_id"):
            raise ValidationError(
                self.env._(
                    "Stages cannot replace each other in a circle. Choose another"
                    " stage (Replaced by) for: %(names)s",
                    names=names(self),
                )
            )
        every = self.with_context(active_test=False)
        replaced = every.search([("replaced_by_id", "in", self.ids)])
        mixed = (self | replaced).filtered(
            lambda stage: (
                stage.replaced_by_id and stage.replaced_by_id.is_won != stage.is_won
            )
        )
        if mixed:
            raise ValidationError(
                self.env._(
                    "A won stage replaces won stages, and an open one open stages."
                    " Choose another stage (Replaced by) for: %(names)s",
                    names=names(mixed),
                )
            )

    @api.model
    def _oplus_screens(self):
        """Return the :class:`StageScreens`; every write to an opportunity asks."""
        return self._oplus_policy()["screens"]

    def _oplus_policy_parts(self, stages):
        screens = StageScreens(
            frozenset((stages - stages.filtered("active")).ids),
            frozenset((stages - stages.filtered("show_in_graph")).ids),
            {stage.id: stage.oplus_today_id.id for stage in stages},
        )
        return super()._oplus_policy_parts(stages) | {"screens": screens}

    def action_archive(self):
        """Disable stages. If open opportunities are in them, ask where these go.

        :return: the action that opens the dialog :class:`CrmStageDisable`, or None
        :raise UserError: a pipeline would lose its last open or won stage, or the user
            cannot access all open opportunities in these stages
        """
        self.check_access("write")
        going = self.filtered("active")
        if lonely := going._oplus_lonely():
            raise UserError(lonely)
        if not going._oplus_held():
            return super().action_archive()
        going._oplus_check_all_accessible()
        dialog = self.env["crm.stage.disable"].create(
            {"stage_id": going[:1].id, "stage_ids": going.ids}
        )
        return dialog._disable_action()

    def _oplus_disabling_reason(self, name):
        """Return why opportunities were moved that were in a disabled stage.

        :param name: of the stage
        """
        return self.env._("The stage %(stage)s was disabled.", stage=name)

    def toggle_active(self):
        """Refuse where :meth:`action_archive` would ask: the question would be lost."""
        self.check_access("write")
        self.filtered("active")._oplus_disabling_check()
        return super().toggle_active()

    def _oplus_disabled_check_category(self, vals):
        """Refuse to reopen or win what is closed in disabled stages.

        :raise UserError: names the stages
        """
        wrong = self.filtered(
            lambda stage: (
                "is_won" in vals
                and stage.is_won != bool(vals["is_won"])
                and not stage.active
                and not vals.get("active")
            )
        )
        if wrong:
            raise UserError(
                self.env._(
                    "What is closed in a disabled stage stays as it is. Enable these"
                    " stages before you make them won or open: %(names)s",
                    names=names(wrong),
                )
            )

    def _oplus_disabling_check(self):
        """Refuse to disable these stages.

        :raise UserError: open opportunities are in them, or a pipeline loses its last
            open or won stage
        """
        if not self:
            return
        complaints = [self._oplus_lonely(), self._oplus_still_used()]
        if any(complaints):
            raise UserError("\n".join(filter(None, complaints)))

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_in_use(self):
        """Say what to do instead of deleting a stage that is in use."""
        if used := used_in(self, "crm.lead", "stage_id"):
            raise UserError(
                self.env._(
                    "Opportunities or leads are in these stages, closed or archived"
                    " ones included. Disable the stages instead of deleting them:"
                    " %(names)s",
                    names=names(used),
                )
            )
        replaced = self.with_context(active_test=False)
        replaced.search([("replaced_by_id", "in", self.ids)]).replaced_by_id = False
