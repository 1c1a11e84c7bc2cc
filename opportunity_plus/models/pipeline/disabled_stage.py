# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...answering.values import is_record_id
from ..foundation.access import check_each
from ..foundation.naming import names
from .stage_disabling import TODAY

# in the context of what is created in a column of today's stages
COLUMN = f"default_{TODAY}"
# writing these may reopen an opportunity
WAYS_BACK = {"active", "probability", "type"}
# a board whose domain names one of these was asked for closed opportunities
ASKED = {"active", "won_status", "stage_id", "id"}
STAGES = {"stage_id", TODAY}


class CrmLead(models.Model):
    """Opportunities and leads never enter a disabled stage, and leave it when they are
    reopened.

    Whoever names a disabled stage is refused, programs included. Where nobody names the
    stage (a default, a mail alias, a reopening), another one is taken: the one that
    replaces it, else the first of the pipeline.
    """

    _inherit = "crm.lead"

    oplus_stage_category = fields.Selection(
        related="stage_id.category", string="Stage Category"
    )
    oplus_stage_today_id = fields.Many2one(
        related="stage_id.oplus_today_id", string="Today's Stage"
    )
    # the status bar marks a disabled stage
    oplus_is_stage_enabled = fields.Boolean(
        related="stage_id.active", export_string_translation=False
    )

    @api.constrains("stage_id")
    def _check_oplus_stage_is_enabled(self):
        """Refuse open opportunities in a disabled stage, however they got there."""
        if stuck := self._oplus_stage_stuck():
            self._oplus_stage_refuse(stuck.stage_id.ids, names(stuck, "name"))

    def _oplus_stage_check_written(self, vals):
        """Refuse to move opportunities to a disabled stage, closed ones included."""
        disabled = self.env["crm.stage"]._oplus_screens().disabled
        stage_id = disabled and vals.get("stage_id")
        if stage_id and stage_id in disabled:
            check_each(self, "write")  # before any of them is named
            moved = self.filtered(lambda lead: lead.stage_id.id != stage_id)
            if moved:
                self._oplus_stage_refuse([stage_id], names(moved, "name"))

    def _oplus_stage_check_created(self, vals_list):
        """Refuse to create opportunities in a disabled stage, closed ones included."""
        disabled = self.env["crm.stage"]._oplus_screens().disabled
        wrong = [vals for vals in vals_list if vals.get("stage_id") in disabled]
        if wrong:
            self._oplus_stage_refuse(
                {vals["stage_id"] for vals in wrong},
                ", ".join(vals.get("name") or "" for vals in wrong),
            )

    @api.model
    def _oplus_stage_refuse(self, stage_ids, leads):
        raise ValidationError(
            self.env._(
                "These stages are disabled: %(stages)s. Choose another stage for:"
                " %(names)s",
                stages=names(self.env["crm.stage"].browse(stage_ids)),
                names=leads,
            )
        )

    def _oplus_stage_stuck(self):
        """Return those that are open in a disabled stage, and so have to leave it."""
        disabled = self.env["crm.stage"]._oplus_screens().disabled
        if not disabled:
            return self.browse()
        return self.filtered(
            lambda lead: lead.stage_id.id in disabled and lead.won_status == "pending"
        )

    def _oplus_stage_leave_disabled(self, written):
        """Move what was just reopened in a disabled stage to an enabled one.

        :param written: names of the fields that were written
        """
        if WAYS_BACK.isdisjoint(written):
            return
        stuck = self._oplus_stage_stuck()
        reasons = stuck and self._oplus_record_pending().reasons
        for (stage, _team, is_explained), leads in stuck.grouped(
            lambda lead: (lead.stage_id, lead.team_id, lead.id in reasons)
        ).items():
            vals = {"stage_id": leads[:1]._oplus_stage_instead().id}
            if not is_explained:
                vals["stage_change_reason"] = self.env._(
                    "The stage %(stage)s is disabled.", stage=stage.display_name
                )
            # reopening asks nothing; this write alone would look like a move forward
            # sudo: the user may have given them away by the same write
            leads.sudo()._oplus_condition_exempt().write(vals)

    def _oplus_stage_instead(self):
        """Return the open stage that stands for the disabled one: what replaces it if
        the team may use that, else the first one."""
        usable = self._oplus_pick(self.team_id, [("is_won", "=", False)])
        unfolded = usable.filtered(lambda stage: not stage.fold)
        return (self.stage_id.oplus_today_id & usable or unfolded or usable)[:1]

    @api.model
    def _oplus_stage_of_column(self, asked, defaults):
        """Take the default stage from a column of today's stages.

        :param asked: names of the fields whose defaults are asked for
        :param defaults: default values, changed in place
        """
        defaults.pop(TODAY, None)
        today = self.env.context.get(COLUMN)
        if "stage_id" in asked and is_record_id(today):
            defaults["stage_id"] = today

    @api.model
    def _oplus_stage_proposed(self, values):
        """Replace a disabled stage in default values, or drop it; drop an empty one."""
        disabled = self.env["crm.stage"]._oplus_screens().disabled
        if not values.get("stage_id", True):
            del values["stage_id"]
        if disabled and values.get("stage_id") in disabled:
            stage = self.env["crm.stage"].browse(values.pop("stage_id"))
            today = stage.oplus_today_id
            team = self.env["crm.team"].browse(values.get("team_id") or ())
            is_same = today.active and today.is_won == stage.is_won
            if is_same and today._oplus_usable_by(team):
                values["stage_id"] = today.id

    def _pls_prepare_frequencies(self, *args, **kwargs):
        """Count what was closed in disabled stages, too."""
        leads = self.with_context(active_test=False)
        return super(CrmLead, leads)._pls_prepare_frequencies(*args, **kwargs)

    # where stages are offered

    def _stage_find(self, *args, **kwargs):
        """Find enabled stages alone, also for who looks for archived records."""
        if self.env.context.get("active_test", True):
            return super()._stage_find(*args, **kwargs)
        leads = self.with_context(active_test=True)
        stages = super(CrmLead, leads)._stage_find(*args, **kwargs)
        return stages.with_env(self.env)

    def _read_group_stage_ids(self, stages, domain):
        enabled = stages.with_context(active_test=True)
        return super()._read_group_stage_ids(enabled, domain).with_env(stages.env)

    def _web_read_group_expand(self, domain, groups, groupby_spec, aggregates, order):
        """Leave disabled stages out of boards and lists by stage, unless closed
        opportunities or stages are searched for."""
        disabled = self.env["crm.stage"]._oplus_screens().disabled
        if disabled and groupby_spec == "stage_id" and not _asks(domain, ASKED):
            groups = [group for group in groups if group[0].id not in disabled]
        return super()._web_read_group_expand(
            domain, groups, groupby_spec, aggregates, order
        )

    @api.model
    def _read_group(self, domain, groupby=(), *args, **kwargs):
        """Leave stages out of graphs by stage, or by what stages are today: those that
        are not to be shown there, unless stages are searched for; and disabled ones,
        unless closed opportunities are."""
        if any(name in groupby for name in STAGES) and self._oplus_is_graph():
            screens = self.env["crm.stage"]._oplus_screens()
            hidden = screens.hidden_in_graphs(groupby, _asks(domain, ASKED))
            if hidden and not _asks(domain, STAGES):
                domain = Domain(domain) & Domain("stage_id", "not in", [*hidden])
        return super()._read_group(domain, groupby, *args, **kwargs)

    def _oplus_is_graph(self):
        """Of all views, graphs and boards ask for gaps in time to be filled, and boards
        for groups to be added."""
        context = self.env.context
        return context.get("fill_temporal") and not context.get("read_group_expand")


def _asks(domain, fields_asked):
    """Return whether a domain has a condition on one of these fields. That only active
    records are searched for asks for nothing that is not there anyway."""
    return any(
        condition.field_expr.split(".")[0] in fields_asked and not _is_usual(condition)
        for condition in Domain(domain).iter_conditions()
    )


def _is_usual(condition):
    return (
        condition.field_expr == "active"
        and condition.operator in ("=", "in")
        and condition.value in (True, [True], {True})
    )
