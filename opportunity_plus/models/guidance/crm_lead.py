# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...answering.values import is_record_id
from .crm_stage import Guide

# fields that follow from ticks and from the stages' checklists
FOLLOWING = (
    *("oplus_tick_ids", "checklist_done", "checklist_total"),
    *("oplus_has_open_points", "oplus_guidance"),
)
TICKED = """
    SELECT lead_id, checkpoint_id
      FROM crm_lead_tick
     WHERE lead_id = ANY(%s) AND is_current AND is_done
"""


class CrmLead(models.Model):
    """The checklist of the current stage, and ticking its points.

    A point applies to the opportunities of its team, or to all. Ticks belong to the
    opportunity and the point, whatever stage the opportunity is in: who moves back
    finds them again. See ``crm.lead.tick``.
    """

    _inherit = "crm.lead"

    oplus_tick_ids = fields.One2many(
        "crm.lead.tick", "lead_id", "Checklist Ticks", groups="base.group_user"
    )
    checklist_done = fields.Integer(
        "Points Done",
        compute="_compute_oplus_checklist",
        search="_search_checklist_done",
        help="How many points of the current stage's checklist are done.",
    )
    checklist_total = fields.Integer(
        "Checklist Points",
        compute="_compute_oplus_checklist",
        search="_search_checklist_total",
        help="How many points the current stage's checklist has for the sales team.",
    )

    @api.depends("type", "stage_id", "team_id", "oplus_tick_ids")
    def _compute_oplus_checklist(self):
        """Count with one query, and with none where no stage has a checklist."""
        self.checklist_total = self.checklist_done = 0
        points = self._oplus_checklist_points()
        done = self._oplus_checklist_ticked(points)
        for lead, own in points.items():
            ticked = done[lead._origin.id]
            number = len(ticked & own.keys())
            # both at once: assigning them one by one takes longer than reading them
            lead._update_cache({"checklist_total": len(own), "checklist_done": number})

    def action_tick(self, checkpoint_id, done=True):
        """Tick a point of the checklist, or untick it. Nothing happens if it is so.

        :param int checkpoint_id: the point (``crm.stage.checkpoint``), of any stage
        :param bool done: False to untick
        :raise AccessError: the user may not write an opportunity
        :raise UserError: there is no such point, or it does not apply
        """
        if not (type(checkpoint_id) is int and is_record_id(checkpoint_id)):
            raise UserError(self.env._("Give the id of the point to tick."))
        if done not in (True, False):
            raise UserError(self.env._("Say true to tick the point, false to untick."))
        self.check_access("write")
        ticks = self.env["crm.lead.tick"]
        asked = [(lead.id, checkpoint_id, bool(done)) for lead in self]
        ticks._tick_check(asked)
        if not done:  # what was never ticked need not be unticked
            ticked = self._oplus_checklist_ticked(self)
            asked = [row for row in asked if checkpoint_id in ticked[row[0]]]
        ticks._tick(asked)
        return True

    def _oplus_guidance_changed(self):
        """Forget what followed from ticks or checklists; of all, if called on none."""
        if self:
            self.invalidate_recordset(FOLLOWING, flush=False)
        else:
            self.invalidate_model(FOLLOWING, flush=False)

    def oplus_action_view_ticks(self):
        """Open who ticked and unticked what and when, also of deleted points."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_tick_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)]}

    def _oplus_checklist_missing(self, stage):
        """Return the required points of a stage that are not done.

        One query for any number of opportunities, and none if the stage requires
        nothing of them.

        :param stage: a stage, not necessarily the current one
        :return: points (``crm.stage.checkpoint``) by id of each opportunity
        """
        points = self._oplus_checklist_open([(lead, stage) for lead in self])
        return dict(zip(self._ids, points, strict=True))

    @api.model
    def _oplus_checklist_open(self, asked):
        """Return the required points that are not done, for many questions at once.

        One query for any number of them, and none if nothing is required.

        :param asked: pairs of an opportunity and stages
        :return: the points (``crm.stage.checkpoint``) of each, in the order of its
            stages
        """
        required = [lead._oplus_checklist_required(stages) for lead, stages in asked]
        done = self._oplus_checklist_ticked(
            lead for (lead, _stages), ids in zip(asked, required, strict=True) if ids
        )
        checkpoints = self.env["crm.stage.checkpoint"]
        return [
            checkpoints.browse(id_ for id_ in ids if id_ not in done[lead._origin.id])
            for (lead, _stages), ids in zip(asked, required, strict=True)
        ]

    def _oplus_checklist_required(self, stages):
        """Return the ids of the points that stages require of an opportunity."""
        guides, team_id = self.env["crm.stage"]._oplus_guides(), self.team_id._origin.id
        points = {}
        for stage_id in stages.ids:
            points |= self._oplus_checklist_points_of(
                guides, self.type, stage_id, team_id
            )
        return [id_ for id_, is_required in points.items() if is_required]

    def _oplus_checklist_points(self):
        """Return the points of the current stage that apply, by opportunity: whether
        they are required by id. Opportunities with none are left out."""
        guides = self.env["crm.stage"]._oplus_guides()
        if not any(guide.points for guide in guides.values()):
            return {}
        found, known = {}, {}
        for lead in self:
            key = lead.type, lead.stage_id._origin.id, lead.team_id._origin.id
            if key not in known:
                known[key] = self._oplus_checklist_points_of(guides, *key)
            if known[key]:
                found[lead] = known[key]
        return found

    @api.model
    def _oplus_checklist_points_of(self, guides, kind, stage_id, team_id):
        points = guides.get(stage_id, Guide()).points if kind == "opportunity" else ()
        return {
            id_: is_required
            for id_, team, is_required in points
            if team in (False, team_id)
        }

    def _oplus_checklist_ticked(self, leads):
        """Return the ids of the points that are done, by opportunity id.

        :param leads: opportunities to look at
        """
        ticked = defaultdict(set)
        ids = [lead._origin.id for lead in leads if lead._origin]
        if ids:
            names = ["lead_id", "checkpoint_id", "is_current", "is_done"]
            self.env["crm.lead.tick"].flush_model(names)
            # raw SQL: each board asks, and whoever reads an opportunity may know what
            # is done
            for lead_id, point_id in self.env.execute_query(SQL(TICKED, ids)):
                ticked[lead_id].add(point_id)
        return ticked
