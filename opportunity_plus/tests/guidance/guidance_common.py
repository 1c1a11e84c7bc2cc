# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class GuidanceCommon(OpportunityPlusCommon):
    """Checklists: New has *Called*, required, and *Budget*; and *Site visit* for team
    North and *Stock* for team South, which are required as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.called = cls._point("Called", is_required=True)
        cls.budget = cls._point("Budget")
        cls.visit = cls._point("Site visit", is_required=True, team_id=cls.north.id)
        cls.stock = cls._point("Stock", is_required=True, team_id=cls.south.id)
        cls.env.flush_all()

    @classmethod
    def _point(cls, name, stage=None, **vals):
        points = cls.env(user=cls.admin)["crm.stage.checkpoint"]
        stage = stage or cls.new
        point = points.create({"name": name, "stage_id": stage.id, **vals})
        return point.with_env(cls.env)

    def _tick_vals(self, lead, point, **vals):
        return {"lead_id": lead.id, "checkpoint_id": point.id, **vals}

    def _ticks(self, *vals_list, user=None):
        ticks = self.env["crm.lead.tick"].with_user(user or self.env.user)
        return ticks.create([*vals_list])

    def _progress(self, lead):
        return lead.checklist_done, lead.checklist_total

    def _history(self, lead):
        """(point, done, by) of each change, oldest first."""
        return [
            (tick.name, tick.is_done, tick.user_id)
            for tick in lead.oplus_tick_ids.sorted("id")
        ]
