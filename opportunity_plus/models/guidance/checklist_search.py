# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...answering import numbers
from ..foundation.searching import COMPARISONS, search_true

# parameters: type, stage and team of the opportunity, and what else a point has to be
COUNT = """(CASE WHEN %s = 'opportunity' THEN (
    SELECT count(*) FROM crm_stage_checkpoint point
     WHERE point.stage_id = %s AND (point.team_id IS NULL OR point.team_id = %s) AND %s
) ELSE 0 END)"""
# parameter: id of the opportunity
IS_DONE = """EXISTS (
    SELECT FROM crm_lead_tick tick
     WHERE tick.lead_id = %s AND tick.checkpoint_id = point.id
       AND tick.is_current AND tick.is_done
)"""


class CrmLead(models.Model):
    """Searching opportunities by the progress of their checklist."""

    _inherit = "crm.lead"

    oplus_has_open_points = fields.Boolean(
        "Open Checklist Points",
        compute="_compute_oplus_has_open_points",
        search="_search_oplus_has_open_points",
        export_string_translation=False,
    )

    @api.depends("checklist_done", "checklist_total")
    def _compute_oplus_has_open_points(self):
        for lead in self:
            lead.oplus_has_open_points = lead.checklist_done < lead.checklist_total

    @search_true
    def _search_oplus_has_open_points(self):
        guides = self.env["crm.stage"]._oplus_guides()
        with_points = [id_ for id_, guide in guides.items() if guide.points]
        return Domain("stage_id", "in", with_points) & self._oplus_checklist_domain(
            lambda total, done: SQL("%s > %s", total, done)
        )

    def _search_checklist_done(self, operator, value):
        return self._oplus_checklist_compare("done", operator, value)

    def _search_checklist_total(self, operator, value):
        return self._oplus_checklist_compare("total", operator, value)

    def _oplus_checklist_compare(self, name, operator, value):
        if operator != "in" and operator not in COMPARISONS:
            return NotImplemented
        values = numbers(self.env, value if operator == "in" else [value])
        comparison = COMPARISONS.get(operator, SQL("="))
        return self._oplus_checklist_domain(
            lambda total, done: SQL(
                "%s %s ANY(%s::float8[])",
                done if name == "done" else total,
                comparison,
                values,
            )
        )

    def _oplus_checklist_domain(self, compare):
        """Return a domain on how many points apply and are done.

        :param compare: returns a condition from the SQL of both numbers
        """

        def to_sql(model, alias, query):
            names = ("type", "stage_id", "team_id")
            columns = [model._field_to_sql(alias, name, query) for name in names]
            is_done = SQL(IS_DONE, model._field_to_sql(alias, "id", query))
            total = SQL(COUNT, *columns, SQL("TRUE"))
            return compare(total, SQL(COUNT, *columns, is_done))

        return Domain.custom(to_sql=to_sql)
