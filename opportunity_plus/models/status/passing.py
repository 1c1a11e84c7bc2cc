# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What passed the stages in the period, as the ledger tells."""

from odoo import api, fields, models

# names of figures here and in the stage history; what was lost in the whole period is
# another figure
PASSED = {
    name: name
    for name in ("entered", "advanced", "still_here", "moved_back", "left", "leavers")
} | {"lost_here": "lost", "running": "running"}
TIMES = (
    *("rate", "value_rate", "open_rate"),
    *("target_days", "median_days", "mean_days", "p90_days"),
    *("within_target", "running_median_days"),
)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _oplus_status_passing(self, scope, by_stage):
        """Return stages, figures by stage, and the bottleneck.

        :param by_stage: what is open, by id of the stage as a text
        """
        arguments = self._oplus_status_history(scope)
        history = self.env["crm.lead.stage.history"].with_context(active_test=False)
        rows = history.conversion(*arguments)
        known = {row["stage_id"]: row for row in rows}
        stages, figures = [], {name: {} for name in PASSED}
        for stage in self._oplus_status_stages():
            row = known.get(stage.id, {})
            counts = {name: row.get(theirs, 0) for name, theirs in PASSED.items()}
            values = row.get("values", {})
            # a stage of some teams concerns the others only if something was there
            if stage.team_ids and not any(
                (str(stage.id) in by_stage, *counts.values())
            ):
                continue
            times = {name: row.get(name) for name in TIMES}
            stages.append({"id": stage.id, "name": stage.name, **times})
            for name, count in counts.items():
                value = values.get(PASSED[name], 0)
                figures[name][str(stage.id)] = {"count": count, "value": value}
        return {
            "bottleneck": history._conversion_bottleneck(rows),
            **self.env["crm.lead.revision"]._report_beginning(),
            "figures": figures,
            "stages": stages,
        }

    @api.model
    def _oplus_status_history(self, scope):
        """Return the arguments of the stage history: without a filter, deleted and
        merged opportunities count."""
        domain = [("lead_id", "any", scope.leads)] if scope.is_filtered else []
        days = map(fields.Date.to_string, (scope.date_from, scope.date_to))
        return (*days, domain, scope.strict)

    @api.model
    def _oplus_status_passed(self, scope, name, stage_id):
        """Return the numbers of the opportunities behind a figure of a stage."""
        history = self.env["crm.lead.stage.history"].with_context(active_test=False)
        return history.conversion_leads(
            *self._oplus_status_history(scope), stage_id=stage_id, figure=PASSED[name]
        )
