# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Command

from .entry import Entry
from .move_form import OVERRIDE, REASON


class CrmLead(models.Model):
    """The dialog for an opportunity that is created in a stage with conditions."""

    _inherit = "crm.lead"

    @api.model
    def oplus_stage_entry_asks(self, values):
        """Tell what a dialog has to ask for before an opportunity is created.

        :param values: its values, as for ``create``
        :return: see ``oplus_stage_move_asks``
        :raise AccessError: the user may not create it, or not read what it names
        """
        draft = self._oplus_stage_entry_draft(values)
        found = draft._oplus_stage_entry_found()
        return bool(found) and draft._oplus_stage_move_told(draft.stage_id, found)

    @api.model
    def oplus_stage_entry(
        self, values, missing, checkpoint_ids=(), reason=None, override=None
    ):
        """Create an opportunity together with what it was missing, all or nothing.

        :param values: its values, as for ``create``
        :param missing: values of missing fields
        :param checkpoint_ids: points of the checklist to tick
        :param reason: see ``stage_change_reason``
        :param override: see ``stage_change_override``
        :return: id of the opportunity
        :raise ValidationError: names what is still missing
        """
        draft = self._oplus_stage_entry_draft(values)
        lacking = [one for _entry, one in draft._oplus_stage_entry_found()]
        asked = {name for one in lacking for name in one.fields}
        open_ids = {point.id for one in lacking for point in one.points}
        ticks = [
            Command.create({"checkpoint_id": id_, "is_done": True})
            for id_ in open_ids.intersection(checkpoint_ids or ())
        ]
        told = {REASON: reason, OVERRIDE: override, "oplus_tick_ids": ticks}
        missing = missing or {}
        given = {name: missing[name] for name in asked if missing.get(name)}
        told = {name: value for name, value in told.items() if value}
        return self.create({**values, **given, **told}).id

    @api.model
    def _oplus_stage_entry_draft(self, values):
        """Return the opportunity as it would be created, not stored."""
        self.check_access("create")
        if not self.env.su:
            self._oplus_check_named(self._oplus_with_defaults(values), {})
        (complete,) = self._oplus_stage_fitting(
            self._oplus_entry_complete([dict(values)])
        )
        return self.new(self._add_missing_default_values(complete))

    def _oplus_stage_entry_found(self):
        """Return what is missing to create it, see ``_oplus_condition_missing``."""
        if self.type != "opportunity" or not self.stage_id:
            return []
        entry = Entry(self.id, None, self.stage_id.id, self.team_id.id)
        policy = self.env["crm.stage"]._oplus_condition_policy()
        return self._oplus_condition_missing([entry], policy)
