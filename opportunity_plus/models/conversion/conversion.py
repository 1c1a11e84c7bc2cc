# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2 import DataError, ProgrammingError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...answering.values import is_record_id
from ..foundation.figures import check_figure
from .statements import BECAME, FIGURES, LEADS

# fewer entries than these say nothing
ENOUGH = 5


class CrmLeadStageHistory(models.Model):
    """How opportunities pass the stages of the pipeline.

    UNIT: an opportunity's first arrival in a stage, if it was in the period. A later
    stage or Won counts as an arrival in the stages of the team's pipeline that were
    skipped, unless ``strict``. Coming back counts no second time.

    WHAT BECAME OF IT until the end of the last day, or until now: *advanced* reached a
    later stage or was won; of the others *lost* and *still here* are in the stage,
    *moved back* in an earlier one, and *left* was deleted, merged or made a lead while
    it was open in the stage. These five add up to *entered*.

    TIME: all stays of an opportunity in a stage together, of those that left it in the
    period. Running stays are told apart; stays under a minute are left out.

    RIGHTS AND FILTERS: the reader sees what the ledger shows. A filter goes by the
    values at the moment of arriving in a stage, of losses by those at that moment.
    """

    _inherit = "crm.lead.stage.history"

    @api.model
    @api.readonly
    def conversion(self, date_from, date_to, domain=None, strict=False):
        """Return the conversion and the time of each stage, in the pipeline's order.

        :param date_from: first day of the period, in the company's time zone
        :param date_to: last day
        :param domain: of the stage history
        :param strict: whether only stages count that were really entered
        :return: a list of dicts: ``stage_id``, the number ``entered`` and what became
            of them (``advanced``, ``lost``, ``still_here``, ``moved_back``,
            ``left``), their ``values`` in the company's currency, ``rate`` and
            ``open_rate``, by value ``value_rate`` and ``open_value_rate``, as shares
            (None below 5 entries);
            ``leavers`` with ``median_days``, ``mean_days``, ``p90_days``,
            ``total_days`` and the share ``within_target``; ``target_days``, None
            where there is no target or the teams of the filter have different ones
            (``target_differs``); ``running`` stays; ``losses`` of the period in this
            stage
        :raise UserError: one of the arguments makes no sense
        """
        return self._conversion_told(
            self._conversion_ask(FIGURES, date_from, date_to, domain, strict), domain
        )

    @api.model
    def _conversion_told(self, figures, domain):
        """Return what is told of each stage, from rows of figures of a domain."""
        found = {}
        for row in figures:
            found.setdefault(row["stage_id"], {})[row["figure"]] = row
        # disabled stages count as far as opportunities passed them
        stages = self.env["crm.stage"].with_context(active_test=False)
        shown = stages.search(Domain.TRUE).filtered(
            lambda stage: (
                stage.id in found
                or (stage.active and stage.oplus_today_id in (stage, stages))
            )
        )
        targets = self._conversion_targets(shown, domain)
        return [
            {**_stage(stage), **targets[stage], **_told(found.get(stage.id, {}))}
            for stage in shown
        ]

    @api.model
    @api.readonly
    def conversion_leads(
        self,
        date_from,
        date_to,
        domain=None,
        strict=False,
        stage_id=None,
        figure="entered",
    ):
        """Return the opportunities behind a figure of :meth:`conversion`.

        :param stage_id: id of a stage; None for all
        :param figure: name of a count, or ``late``: left the stage after its target
        :return: their ids, sorted; also of those that were deleted or merged since
        :raise UserError: one of the arguments makes no sense
        """
        check_figure(self.env, figure, LEADS)
        if stage_id and not is_record_id(stage_id):
            raise UserError(self.env._("There is no such stage. Reload the page."))
        rows = self._conversion_ask(
            LEADS[figure],
            date_from,
            date_to,
            domain,
            strict,
            stage_id=SQL("%s::integer", stage_id or None),
        )
        return [row["lead_number"] for row in rows]

    @api.model
    def _conversion_ask(
        self,
        statement,
        date_from,
        date_to,
        domain,
        strict=False,
        is_moving=False,
        **parameters,
    ):
        """Return the rows of a statement about a period."""
        period = self._conversion_period(date_from, date_to)
        ledger = self.env["crm.lead.revision"]
        self.env["crm.stage"].flush_model()
        query = SQL(
            statement,
            rows=ledger._conversion_rows(period, domain, is_moving),
            since=period.since,
            until=period.until,
            now=self.env.cr.now(),
            is_lax=not strict,
            stage_name=self.env["crm.stage"]._field_to_sql("today", "name"),
            **parameters,
        )
        try:
            # raw SQL: windows over the readable rows of the ledger
            return self.env.execute_query_dict(query)
        except (DataError, ProgrammingError) as error:
            raise ledger._conversion_refusal() from error


def _stage(stage):
    names = ("name", "is_won", "active", "show_in_graph")
    return {"stage_id": stage.id} | {name: stage[name] for name in names}


def _told(found):
    """Return what is told of a stage, from its rows by the name of the figure."""
    counts = {name: found.get(name, {}).get("count") or 0 for name in BECAME}
    values = {name: float(found.get(name, {}).get("value") or 0) for name in BECAME}
    entered, value = sum(counts.values()), sum(values.values())
    is_enough = entered >= ENOUGH
    return {
        "entered": entered,
        **counts,
        "rate": share(counts["advanced"], is_enough and entered),
        "open_rate": share(counts["still_here"], is_enough and entered),
        "values": {"entered": value, **values},
        "value_rate": share(values["advanced"], is_enough and value),
        "open_value_rate": share(values["still_here"], is_enough and value),
        **_times(found.get("leavers", {}), found.get("running", {})),
        "losses": found.get("losses", {}).get("count") or 0,
    }


def _times(left, running):
    median, ninetieth = left.get("quantiles") or (None, None)
    targeted, in_time = left.get("targeted") or 0, left.get("in_time") or 0
    return {
        "leavers": left.get("count") or 0,
        "median_days": median,
        "mean_days": left.get("mean"),
        "p90_days": ninetieth,
        "total_days": left.get("total") or 0.0,
        "within_target": share(in_time, targeted),
        "targeted": targeted,
        "in_time": in_time,
        "running": running.get("count") or 0,
        "running_median_days": (running.get("quantiles") or [None])[0],
    }


def share(part, whole):
    """Return a part of a whole as a number from 0 to 1; None if there is no whole."""
    return part / whole if whole else None
