# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which opportunities are behind a figure of the page *Pipeline Status*."""

from odoo import api, models
from odoo.fields import Domain

from ..foundation.figures import check_figure
from .passing import OUTCOMES, PASSED

OPEN = Domain("won_status", "=", "pending")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _oplus_status_figures(self, scope):
        """Return the domain of each figure of what is open now, by its name."""
        is_open = scope.leads & OPEN
        return {
            "open": is_open,
            "stalled": is_open & Domain("is_stalled", "=", True),
            "snoozed": is_open & Domain("oplus_is_snoozed", "=", True),
        }

    @api.model
    @api.readonly
    def oplus_pipeline_status_leads(
        self, name, date_from, date_to, domain=None, strict=False, stage_id=None
    ):
        """Return which opportunities are behind a figure.

        :param name: name of the figure, as in :meth:`oplus_pipeline_status`
        :param stage_id: the stage of the figure; 0 for all stages that the page does
            not show; None for all
        :return: a dict: ``domain`` finds them, archived ones included; ``missing`` is
            the number of those that were deleted or merged since
        :raise UserError: one of the arguments makes no sense
        """
        scope = self._oplus_status_scope(date_from, date_to, domain, strict)
        figures = self._oplus_status_figures(scope)
        check_figure(self.env, name, {*figures, *OUTCOMES, *PASSED})
        if name in figures:
            found = figures[name] & self._oplus_status_at(stage_id)
            return {"domain": list(found), "missing": 0}
        ids = self._oplus_status_past(scope, name, stage_id)
        found = self.with_context(active_test=False).search([("id", "in", ids)])
        return {"domain": [("id", "in", found.ids)], "missing": len(ids) - len(found)}

    @api.model
    def _oplus_status_at(self, stage_id):
        """Return the domain of a stage, of those not on the page (0), of any (None)."""
        if stage_id is None:
            return Domain.TRUE
        if stage_id:
            return Domain("stage_id", "=", stage_id)
        return Domain("stage_id", "not in", self._oplus_status_stages().ids)

    @api.model
    def _oplus_status_stages(self):
        """Return the open stages that graphs show, in the company's order."""
        stages = self.env["crm.stage"].with_context(active_test=True)
        return stages.search([("show_in_graph", "=", True), ("is_won", "=", False)])
