# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...answering.values import is_record_id
from ..foundation.naming import names
from .tick_statements import ADOPT, ADOPT_STATES, INSERT, REPLACE

# all that a caller says; the rest is known
SAID = frozenset({"lead_id", "checkpoint_id", "is_done"})


class CrmLeadTick(models.Model):
    """A change of a point of the checklist: ticked or unticked, by whom and when.

    STATE: the row with ``is_current`` tells whether the point is done. There is one
    at most for each opportunity and point, so ticks by several users at once cannot
    double. Saying what is true already writes nothing. Older rows are the history.

    ORIGIN: users who may write the opportunity tick, with ``crm.lead.action_tick`` or
    by creating rows from opportunity, point and ``is_done``; user and date are set by
    the system. Nobody changes or deletes rows. A row keeps the name that the point had
    when it was ticked, also after the point is deleted.

    MERGING: rows of merged opportunities go to the surviving one, with their name in
    ``merged_from``. A point that was done on one of them is done.
    """

    _name = "crm.lead.tick"
    _inherit = ["crm.lead.log"]
    _description = "Checklist Tick"
    _order = "date DESC, id DESC"

    lead_id = fields.Many2one(index=True)
    checkpoint_id = fields.Many2one(
        "crm.stage.checkpoint",
        "Checklist Point",
        index="btree_not_null",
        ondelete="set null",
        help="Empty if the point was deleted.",
    )
    name = fields.Char("Point", translate=True, readonly=True)
    is_done = fields.Boolean("Done", default=True)
    is_current = fields.Boolean(
        "Latest", readonly=True, help="The latest change of this point."
    )
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="set null")
    date = fields.Datetime(readonly=True)
    merged_from = fields.Char(
        readonly=True, help="Name of the opportunity that this tick belonged to."
    )

    _current_unique = models.UniqueIndex("(lead_id, checkpoint_id) WHERE is_current")

    def _system_refusal(self):
        return self.env._(
            "Ticks are kept as they are. Tick or untick the point on the opportunity;"
            " the system notes who did it and when."
        )

    @api.model_create_multi
    # rows are inserted by SQL, which does nothing if they change nothing
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Tick or untick points from ``lead_id``, ``checkpoint_id`` and ``is_done``.

        :return: the latest row of each point, an older one if nothing changes
        :raise AccessError: the user may not write an opportunity, or other fields are
            given
        :raise ValidationError: a point does not apply to an opportunity
        """
        self.check_access("create")
        if any(vals.keys() - SAID for vals in vals_list):
            raise AccessError(self._system_refusal())
        asked = [self._tick_asked(vals) for vals in vals_list]
        leads = self.env["crm.lead"].browse({lead_id for lead_id, *_rest in asked})
        # public methods of Odoo create as superuser with values of their caller; only
        # the system itself is exempt
        is_system = self.env.su and self.env.uid == SUPERUSER_ID
        leads.sudo(is_system).check_access("write")
        self._tick_check(asked)
        self._tick(asked)
        return self._tick_latest(asked)

    def _tick_asked(self, vals):
        """Return opportunity, point and state from values of ``create``."""
        ids = vals.get("lead_id"), vals.get("checkpoint_id")
        if not all(type(id_) is int and is_record_id(id_) for id_ in ids):
            raise ValidationError(
                self.env._("A tick needs an opportunity and a point. Give both.")
            )
        return (*ids, bool(vals.get("is_done", True)))

    def _tick(self, asked):
        """Record changes, by two statements unless a point is named repeatedly.

        :param asked: list of (opportunity id, point id, whether it is done), checked
            by the caller
        """
        self.env["crm.stage.checkpoint"].flush_model(["name"])
        for part in self._tick_parts(asked):
            leads, points, states = map(list, zip(*part, strict=True))
            values = {
                "leads": leads,
                "points": points,
                "states": states,
                "user": self.env.uid,
                "date": self.env.cr.now(),
            }
            # raw SQL: one change for each point, whoever else ticks it at this moment
            self.env.cr.execute(REPLACE, values)
            self.env.cr.execute(INSERT, values)
        self._tick_changed(lead_id for lead_id, *_rest in asked)

    @staticmethod
    def _tick_parts(asked):
        """Split a list, in its order, so that no part names the same point twice."""
        parts, seen = [], Counter()
        for lead_id, point_id, is_done in asked:
            number = seen[lead_id, point_id]
            seen[lead_id, point_id] += 1
            if number == len(parts):
                parts.append([])
            parts[number].append((lead_id, point_id, is_done))
        return parts

    def _tick_changed(self, lead_ids):
        """Forget what followed from the ticks before."""
        self.invalidate_model(flush=False)
        self.env["crm.lead"].browse(set(lead_ids))._oplus_guidance_changed()

    def _tick_latest(self, asked):
        """Return the latest row of each point, in the order asked."""
        pairs = [(lead_id, point_id) for lead_id, point_id, _done in asked]
        # sudo: they belong to opportunities that the user writes
        rows = self.sudo().search_fetch(
            [
                ("lead_id", "in", [lead_id for lead_id, _point_id in pairs]),
                ("checkpoint_id", "in", [point_id for _lead_id, point_id in pairs]),
                ("is_current", "=", True),
            ],
            ["lead_id", "checkpoint_id"],
        )
        ids = {(row.lead_id.id, row.checkpoint_id.id): row.id for row in rows}
        return self.browse(ids[pair] for pair in pairs)

    # what may be ticked

    def _tick_check(self, asked):
        """Refuse points that do not apply, naming all of them.

        :raise ValidationError: a point or an opportunity does not exist, a point is
            for another team, or a lead is no opportunity
        """
        leads = self.env["crm.lead"].browse({lead_id for lead_id, *_rest in asked})
        points = self.env["crm.stage.checkpoint"]
        points = points.browse({point_id for _lead_id, point_id, _done in asked})
        if points - points.exists():
            raise ValidationError(
                self.env._(
                    "This point of the checklist no longer exists. Reload the page."
                )
            )
        if leads - leads.exists():
            raise ValidationError(
                self.env._("This opportunity no longer exists. Reload the page.")
            )
        complaints = [
            *self._tick_complaints_of_leads(leads),
            *self._tick_complaints_of_teams(asked),
        ]
        if complaints:
            raise ValidationError("\n".join(complaints))

    def _tick_complaints_of_leads(self, leads):
        raw = leads.filtered(lambda lead: lead.type != "opportunity")
        if raw:
            yield self.env._(
                "Leads have no checklist. Convert them to opportunities first:"
                " %(names)s",
                names=names(raw, "name"),
            )

    def _tick_complaints_of_teams(self, asked):
        leads, points = self.env["crm.lead"], self.env["crm.stage.checkpoint"]
        foreign = {}
        for lead_id, point_id, _done in asked:
            lead, point = leads.browse(lead_id), points.browse(point_id)
            if point.team_id and point.team_id != lead.team_id:
                foreign[point] = foreign.get(point, leads) | lead
        for point, others in foreign.items():
            yield self.env._(
                "“%(point)s” is only for the team %(team)s. These opportunities belong"
                " to another team or none: %(names)s",
                point=point.name,
                # sudo: the user may not see the other team
                team=point.sudo().team_id.name,
                names=names(others, "name"),
            )

    # merging

    def _tick_adopt(self, head, tails):
        """Bring the ticks of merged opportunities to the surviving one."""
        tails.flush_recordset(["name"])
        values = {"head": head.id, "tails": tails.ids, "all": [head.id, *tails.ids]}
        # raw SQL: nobody may change these rows, and the latest of each point is found
        # by comparison
        self.env.cr.execute(ADOPT_STATES, values)
        self.env.cr.execute(ADOPT, values)
        self._tick_changed(values["all"])
