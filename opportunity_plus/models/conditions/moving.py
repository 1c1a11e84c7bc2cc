# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..foundation.actions import form_of
from ..foundation.naming import names
from ..visibility.reader_screens import RESPONSIBLE
from .crm_stage import ADMIN
from .entry import Entry
from .move_form import OVERRIDE, REASON, TAG


class CrmLead(models.Model):
    """What the dialog of a move asks for, and the move that it makes."""

    _inherit = "crm.lead"

    # ids of the stages that may ask for something if the opportunity moves there
    oplus_stages_with_conditions = fields.Json(
        compute="_compute_oplus_stages_with_conditions", export_string_translation=False
    )

    @api.depends("stage_id", "won_status", "type", "team_id")
    def _compute_oplus_stages_with_conditions(self):
        policy = self.env["crm.stage"]._oplus_condition_policy()
        # every card of a board reads this: return early if no stage has conditions
        self.oplus_stages_with_conditions = []
        if not policy:
            return
        stages = self.env["crm.stage"]._oplus_stage_change_policy()
        movable = self.filtered(lambda lead: lead._oplus_condition_is_movable())
        for (stage, team), leads in movable.grouped(
            lambda lead: (lead.stage_id.id, lead.team_id.id)
        ).items():
            leads.oplus_stages_with_conditions = [
                to
                for to in stages
                if self._oplus_condition_demand(stage, to, team, policy).asks
            ]

    def _oplus_condition_is_movable(self):
        return (
            self.type == "opportunity"
            and self.won_status == "pending"
            and bool(self._origin)
        )

    def _oplus_condition_found(self, stage):
        """Return what is missing for a move, see ``_oplus_condition_missing``."""
        entries = [
            Entry(lead.id, lead.stage_id.id or None, stage.id, lead.team_id.id)
            for lead in self
            if lead._oplus_condition_is_movable()
        ]
        policy = self.env["crm.stage"]._oplus_condition_policy()
        return self._oplus_condition_missing(entries, policy)

    def _oplus_condition_target(self, stage_id):
        self.check_access("write")
        stage = self.env["crm.stage"].browse(stage_id or ()).exists()
        if not stage:
            raise UserError(self.env._("The stage no longer exists. Reload the page."))
        return stage

    def oplus_stage_move_asks(self, stage_id):
        """Tell what a dialog has to ask for before a move.

        :param stage_id: id of the stage to move to
        :return: False if no condition is unmet, else a dict for the dialog
        :raise UserError: the stage no longer exists
        """
        stage = self._oplus_condition_target(stage_id)
        found = self._oplus_condition_found(stage)
        return bool(found) and self._oplus_stage_move_told(stage, found)

    def _oplus_stage_move_told(self, stage, found):
        """Return what the dialog of a move is told.

        :param found: what is missing, see ``_oplus_condition_missing``
        """
        lacking = [one for _entry, one in found]
        asked = dict.fromkeys(name for one in lacking for name in one.fields)
        editable = [name for name in asked if self._oplus_condition_may_fill(name)]
        points = self._oplus_condition_board(one.points for one in lacking)
        hidden = [name for name in asked if name not in editable]
        single = self._origin if len(self) == 1 else self.browse()
        asks_document = any(one.quotation or one.signed for one in lacking)
        # no field of the dialog helps, and the user may not move all the same
        is_blocked = bool(hidden or asks_document) and not self.env.user.has_group(
            ADMIN
        )
        return {
            "stage": stage.display_name,
            "lines": self._oplus_condition_lines(found),
            "lacks": self._oplus_stage_move_lacks(found),
            "hidden": list(map(self._oplus_condition_label, hidden)),
            "points": [{"id": point.id, "name": point.name} for point in points],
            "asks_quotation": bool(single) and asks_document,
            "has_quotations": bool(single.quotation_count),
            "is_blocked": is_blocked,
            "form": self._oplus_stage_move_form(stage, editable, is_blocked),
        }

    def _oplus_condition_board(self, found):
        """Return points of several checklists together, in the order of the board."""
        places = self.env["crm.stage"]._oplus_places()
        return (
            self.env["crm.stage.checkpoint"]
            .union(*found)
            .sorted(lambda one: (places.get(one.stage_id.id), one.sequence, one.id))
        )

    def _oplus_stage_move_lacks(self, found):
        """Return what is missing in parts, of which the dialog drops what is done.

        :return: a dict for the opportunities that lack the same
        """
        groups = {}
        for entry, lacking in found:
            groups.setdefault(lacking, []).append(entry.lead_id)
        return [
            {
                "names": names(self.browse(ids)),
                "fields": [
                    {"name": name, "label": self._oplus_condition_label(name)}
                    for name in lacking.fields
                ],
                "points": lacking.points.ids,
                "documents": self._oplus_condition_documents(lacking),
            }
            for lacking, ids in groups.items()
        ]

    def _oplus_condition_may_fill(self, name):
        return self._has_field_access(self._fields[name], "write")

    def oplus_stage_move(
        self, stage_id, values, checkpoint_ids=(), reason=None, override=None
    ):
        """Complete what is missing and move, all or nothing.

        :param stage_id: id of the stage to move to
        :param values: values of missing fields; each is written where it is missing
        :param checkpoint_ids: points of the checklist to tick where they are open
        :param reason: why the opportunities move, see ``stage_change_reason``
        :param override: see ``stage_change_override``
        :raise ValidationError: names what is still missing
        """
        stage = self._oplus_condition_target(stage_id)
        told = {REASON: reason, OVERRIDE: override}
        move = {name: text for name, text in told.items() if text}
        move["stage_id"] = stage.id
        parts = self._oplus_condition_complete(stage, values, checkpoint_ids)
        for leads, given in parts:
            leads.write({**given, **move})
        return True

    def oplus_stage_move_keep(self, stage_id, values, checkpoint_ids=()):
        """Keep what was completed for a move that is made later, see
        ``oplus_stage_move``."""
        stage = self._oplus_condition_target(stage_id)
        parts = self._oplus_condition_complete(stage, values, checkpoint_ids)
        for leads, given in parts:
            if given:
                leads.write(given)
        return True

    def _oplus_condition_complete(self, stage, values, checkpoint_ids):
        """Write and tick what is missing, each where it is missing.

        :return: pairs of opportunities and who is to be in charge of them: that is
            written with the move, since the user may lose the right to it thereby
        """
        groups, ticked = {}, {}
        for entry, lacking in self._oplus_condition_found(stage):
            for id_ in lacking.points.ids:
                ticked.setdefault(id_, []).append(entry.lead_id)
            given = tuple(name for name in lacking.fields if (values or {}).get(name))
            groups.setdefault(given, []).append(entry.lead_id)
        for id_, ids in ticked.items():
            if id_ in (checkpoint_ids or ()):
                self.browse(ids).action_tick(id_)
        parts, rest = {}, self
        for filled, ids in groups.items():
            leads = self.browse(ids)
            kept = RESPONSIBLE.intersection(filled)
            if vals := {name: values[name] for name in filled if name not in kept}:
                leads.write(vals)
            if kept:
                parts[frozenset(kept)] = parts.get(frozenset(kept), leads) | leads
                rest -= leads
        given = {names: {name: values[name] for name in names} for names in parts}
        moved = [(leads, given[names]) for names, leads in parts.items()]
        return [*moved, (rest, {})] if rest else moved

    # the button Won

    def _oplus_condition_dialog_to_win(self):
        """Return the action that asks for what is missing to win, if anything is."""
        if not self.env["crm.stage"]._oplus_condition_policy():
            return False
        self.ensure_one()
        stage = self._oplus_stage_to_win()
        if not stage or not self._oplus_condition_found(stage):
            return False
        return {
            "type": "ir.actions.client",
            "tag": TAG,
            "name": self.env._("Won"),
            "params": {"lead_id": self.id, "stage_id": stage.id},
        }

    def _oplus_condition_ask_to_win(self):
        """Open the opportunity and ask what winning it asks for, for e-mail links."""
        form = form_of(self)
        dialog = self._oplus_condition_dialog_to_win()
        if dialog:
            dialog["params"]["form"] = form
        return dialog or form
