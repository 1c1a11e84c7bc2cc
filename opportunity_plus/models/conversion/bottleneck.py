# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# fewer leavers than these say nothing
ENOUGH = 10


class CrmLeadStageHistory(models.Model):
    """The stage where opportunities are lost and time is lost.

    Of the open stages that at least 10 opportunities left in the period, it is the one
    with the largest product of its share of all losses and its share of the time that
    was spent in all open stages.
    """

    _inherit = "crm.lead.stage.history"

    @api.model
    @api.readonly
    def bottleneck(self, date_from, date_to, domain=None):
        """Return the bottleneck of a period.

        :return: a dict: ``stage_id`` (False if there is none), ``loss_share`` and
            ``time_share`` from 0 to 1, how many ``losses`` happened there and how many
            ``leavers`` spent the time, and a ``sentence`` that says it
        :raise UserError: one of the arguments makes no sense
        """
        rows = self.conversion(date_from, date_to, domain)
        return self._conversion_bottleneck(rows)

    @api.model
    def _conversion_bottleneck(self, rows):
        """Return the bottleneck among rows of :meth:`conversion`."""
        rows = [row for row in rows if not row["is_won"]]
        losses = sum(row["losses"] for row in rows)
        days = sum(row["total_days"] for row in rows)
        asked = [row for row in rows if row["leavers"] >= ENOUGH]
        worst = max(asked, key=_weight, default=None)
        if not worst or not _weight(worst):
            return {
                "stage_id": False,
                "loss_share": None,
                "time_share": None,
                "losses": 0,
                "leavers": 0,
                "sentence": self._conversion_no_bottleneck(asked),
            }
        lost, spent = worst["losses"] / losses, worst["total_days"] / days
        return {
            "stage_id": worst["stage_id"],
            "loss_share": lost,
            "time_share": spent,
            "losses": worst["losses"],
            "leavers": worst["leavers"],
            "sentence": self.env._(
                "%(stage)s: %(lost)s %% of all losses happen there, and %(spent)s %% of"
                " the time is spent there.",
                stage=worst["name"],
                lost=round(lost * 100),
                spent=round(spent * 100),
            ),
        }

    def _conversion_no_bottleneck(self, asked):
        if asked:
            return self.env._(
                "No bottleneck: nothing was lost in the stages that at least %(enough)s"
                " opportunities left.",
                enough=ENOUGH,
            )
        return self.env._(
            "Too few to name a bottleneck: no stage was left by at least %(enough)s"
            " opportunities in this period.",
            enough=ENOUGH,
        )


def _weight(row):
    return row["losses"] * row["total_days"]
