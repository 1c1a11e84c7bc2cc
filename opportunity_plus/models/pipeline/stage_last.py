# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# what decides which pipelines a stage belongs to, and as which kind
DECIDING = {"team_ids", "is_won", "category"}


class CrmStage(models.Model):
    """A pipeline also keeps its last open and its last won stage where a stage is
    deleted, gets another category or is limited to other sales teams."""

    _inherit = "crm.stage"

    def write(self, vals):
        if self.env.su or DECIDING.isdisjoint(vals):
            return super().write(vals)
        before = self._oplus_incomplete()
        result = super().write(vals)
        self._oplus_check_complete(before, self._oplus_incomplete())
        return result

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_last(self):
        """Say what to do before the last stage of a pipeline is deleted."""
        if not self.env.su:
            before, after = self._oplus_incomplete(), self._oplus_incomplete(self.ids)
            self._oplus_check_complete(before, after)

    def _oplus_check_complete(self, before, after):
        """Refuse a change after which a pipeline lacks a stage that it had.

        :param before: see ``_oplus_incomplete``
        :param after: the same after the change
        :raise UserError: names the stages
        """
        if after - before:
            raise UserError(self._oplus_lonely_message())

    @api.model
    def _oplus_incomplete(self, without=()):
        """Return the pipelines without an open or without a won stage.

        :param without: ids of stages that do not count
        :return: a set of pairs: the id of a sales team, or False if there is no team;
            and whether it is a won stage that is missing
        """
        # sudo: stages also serve sales teams that the user may not read
        env = self.with_context(active_test=True).sudo().env
        pipelines = env["crm.team"].search(Domain.TRUE).ids or [False]
        there = set()
        for stage in env["crm.stage"].search([("id", "not in", without)]):
            # archived teams limit a stage, too
            teams = stage.with_context(active_test=False).team_ids
            for id_ in teams.ids or pipelines:
                there.add((id_, stage.is_won))
        return {(id_, won) for id_ in pipelines for won in (True, False)} - there
