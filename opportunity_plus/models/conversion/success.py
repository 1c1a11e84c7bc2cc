# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.figures import check_figure
from .conversion import share
from .success_statements import PAGE, SUCCESS, SUCCESS_LEADS

MEASURES = ("value", "weighted")
CREATED = ("created_won", "created_lost", "created_open", "created_left")
FIGURES = {
    "closed": ("won", "lost"),
    "created": CREATED,
    **{name: (name,) for name in ("won", "lost", *CREATED)},
}


class CrmLeadStageHistory(models.Model):
    """The success rates of a period, which answer two questions.

    CLOSED: of what was won or lost in the period, and still is at its end, how much was
    won. The value is that at the moment of closing.

    CREATED: of what was created in the period, how much is won at its end, and how much
    is still open or left the pipeline. The value is that at the end of the period, or
    at the moment at which it left. As in the bridge, what was turned into a lead and
    back is created again, once, unless it was in the pipeline when the period began.
    """

    _inherit = "crm.lead.stage.history"

    @api.model
    @api.readonly
    def success(self, date_from, date_to, domain=None):
        """Return the success rates of a period.

        :param date_from: first day of the period, in the company's time zone
        :param date_to: last day
        :param domain: of the stage history; goes by the values at the moment of closing
            or creation
        :return: a dict: ``won``, ``lost``, ``closed``, ``created``,
            ``created_won``, ``created_lost``, ``created_open`` and
            ``created_left``, each with ``count`` and ``value``; the shares
            ``rate``, ``value_rate``, ``created_rate``, ``created_value_rate``,
            ``created_open_rate`` and ``created_open_value_rate`` from 0 to 1, None of
            nothing
        :raise UserError: one of the arguments makes no sense
        """
        known = {
            row["figure"]: row
            for row in self._success_ask(
                SUCCESS, date_from, date_to, domain, is_moving=True
            )
        }
        told = {name: _sum(known, parts) for name, parts in FIGURES.items()}
        return {
            **told,
            **_rates("", told["won"], told["closed"]),
            **_rates("created_", told["created_won"], told["created"]),
            **_rates("created_open_", told["created_open"], told["created"]),
        }

    @api.model
    @api.readonly
    def success_leads(self, date_from, date_to, domain=None, figure="won"):
        """Return the opportunities behind a figure of :meth:`success`.

        :return: their ids, sorted; also of those that were deleted or merged since
        :raise UserError: one of the arguments makes no sense
        """
        check_figure(self.env, figure, FIGURES)
        rows = self._success_ask(
            SUCCESS_LEADS,
            date_from,
            date_to,
            domain,
            is_moving=True,
            figures=[*FIGURES[figure]],
        )
        return [row["lead_number"] for row in rows]

    @api.model
    def _conversion_page(self, date_from, date_to, domain=None, strict=False):
        """Return what :meth:`conversion` tells, and the figures of :meth:`success` by
        their names, with their weighted value; by one statement."""
        rows = self._success_ask(PAGE, date_from, date_to, domain, strict=strict)
        known = {row["figure"]: row for row in rows if row["stage_id"] is None}
        figures = {
            name: _sum(known, parts, MEASURES) for name, parts in FIGURES.items()
        }
        passed = (row for row in rows if row["stage_id"])
        return self._conversion_told(passed, domain), figures

    def _success_ask(self, statement, date_from, date_to, domain, **parameters):
        period = self._conversion_period(date_from, date_to)
        ledger = self.env["crm.lead.revision"]
        parameters["present"] = ledger._conversion_present(period)
        parameters["ended"] = ledger._conversion_ended(period)
        return self._conversion_ask(statement, date_from, date_to, domain, **parameters)


def _sum(known, parts, measures=("value",)):
    rows = [known[part] for part in parts if part in known]
    sums = {name: float(sum(row[name] for row in rows)) for name in measures}
    return {"count": sum(row["count"] for row in rows), **sums}


def _rates(prefix, part, whole):
    return {
        f"{prefix}rate": share(part["count"], whole["count"]),
        f"{prefix}value_rate": share(part["value"], whole["value"]),
    }
