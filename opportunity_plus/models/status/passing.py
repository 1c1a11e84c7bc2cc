# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happened in the period, as the ledger tells."""

from collections import Counter

from odoo import api, models

from ..conversion.success import FIGURES as OUTCOMES
from ..foundation.naming import some_names

# names of figures of stages here and in the stage history; what was lost in the whole
# period is another figure
PASSED = {
    name: name
    for name in (
        *("entered", "advanced", "still_here", "moved_back", "left"),
        *("leavers", "in_time", "running", "losses"),
    )
} | {"lost_here": "lost"}
TIMES = (
    *("rate", "value_rate", "open_rate", "open_value_rate"),
    *("target_days", "target_differs", "median_days", "mean_days", "p90_days"),
    *("within_target", "running_median_days"),
)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _oplus_status_passing(self, scope, by_stage):
        """Return stages, the bottleneck, and figures by stage and of all stages.

        :param by_stage: what is open, by id of the stage as a text
        """
        history = self.env["crm.lead.stage.history"].with_context(active_test=False)
        rows, outcomes = history._conversion_page(*scope.days, scope.past, scope.strict)
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
            stages.append({"id": stage.id, **times})
            for name, count in counts.items():
                value = values.get(PASSED[name], 0)
                figures[name][str(stage.id)] = {"count": count, "value": value}
        told = self._oplus_status_names([stage["id"] for stage in stages])
        for stage in stages:
            stage["name"] = told[stage["id"]]
        return {
            "bottleneck": history._conversion_bottleneck(rows),
            **self.env["crm.lead.revision"]._report_beginning(),
            "figures": figures | {name: {"all": outcomes[name]} for name in outcomes},
            "stages": stages,
        }

    @api.model
    def _oplus_status_names(self, ids):
        """Return the names of stages by id; those of one name have their teams."""
        stages = self.env["crm.stage"].browse(ids)
        number = Counter(stages.mapped("name"))
        told = {}
        for stage in stages:
            teams = stage.team_ids._filtered_access("read")
            is_double = number[stage.name] > 1 and teams
            told[stage.id] = (
                f"{stage.name} ({some_names(teams)})" if is_double else stage.name
            )
        return told

    @api.model
    def _oplus_status_past(self, scope, name, stage_id):
        """Return the numbers of the opportunities behind a figure of the period."""
        history = self.env["crm.lead.stage.history"].with_context(active_test=False)
        if name in OUTCOMES:
            return history.success_leads(*scope.days, scope.past, figure=name)
        asked = {"stage_id": stage_id, "figure": PASSED[name]}
        return history.conversion_leads(*scope.days, scope.past, scope.strict, **asked)
