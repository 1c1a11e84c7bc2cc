# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .stage_disabled_common import StageDisabledCommon

STAGE, TODAY = "stage_id", "oplus_stage_today_id"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageDisabledGraphs(StageDisabledCommon):
    """Graphs leave out stages that are disabled or not to be shown there, but no closed
    opportunity that somebody looks for."""

    def setUp(self):
        super().setUp()
        self.graph = self.env["crm.lead"].with_context(
            fill_temporal=True, active_test=False
        )

    def _bars(self, domain=(), groupby=(STAGE,), model=None):
        """Return the stages that a graph draws."""
        groups = (self.graph if model is None else model).formatted_read_group(
            [("user_id", "=", self.agent.id), *domain], groupby, ["__count"]
        )
        name = STAGE if STAGE in groupby else TODAY
        return {group[name][0] for group in groups}

    def test_by_stage(self):
        self._lead(stage_id=self.talk.id)
        self._lead()
        shown = {self.new.id, self.talk.id}
        self.assertEqual(self._bars(), shown)
        self.assertEqual(self._bars(groupby=("user_id", STAGE)), shown)
        self.assertEqual(self._bars([("active", "in", [True])]), shown)
        self.talk.with_user(self.admin).show_in_graph = False
        self.assertEqual(self._bars(), {self.new.id})
        named = [(STAGE, "in", (self.talk | self.offer).ids)]
        self.assertEqual(self._bars(named), {self.talk.id, self.offer.id})
        # figures that are not drawn count everything
        table = self.graph.with_context(fill_temporal=False)
        self.assertEqual(self._bars(model=table), shown | {self.offer.id})

    def test_what_is_closed_in_a_disabled_stage_is_there_where_it_is_looked_for(self):
        self._lead(stage_id=self.talk.id)
        lost = [("won_status", "=", "lost")]
        for groupby in ((STAGE,), (STAGE, "lost_reason_id"), (TODAY,)):
            self.assertEqual(self._bars(lost, groupby), {self.offer.id})
            archived = [("active", "=", False)]
            self.assertEqual(self._bars(archived, groupby), {self.offer.id})
        # unless it is to be shown in no graph at all
        self.offer.with_user(self.admin).show_in_graph = False
        self.assertFalse(self._bars(lost))

    def test_the_win_loss_analysis_and_the_cohorts_have_everything(self):
        for name in ("crm_lead_closing_report_action", "crm_lead_cohort_action"):
            action = self.env["ir.actions.act_window"]._for_xml_id(
                f"opportunity_plus.{name}"
            )
            domain = literal_eval(action["domain"])
            for groupby in (STAGE, TODAY):
                self.assertEqual(self._bars(domain, (groupby,)), {self.offer.id})
            view = self.graph.get_view(action["search_view_id"][0], "search")
            search = etree.fromstring(view["arch"])
            groups = search.xpath("//filter[contains(@context, 'group_by')]/@context")
            fields = {literal_eval(group)["group_by"] for group in groups}
            self.assertLess({STAGE, TODAY, "oplus_stage_category"}, fields)

    def test_by_the_stages_of_today(self):
        self._lead(stage_id=self.talk.id)
        self._lead()
        groupby = (TODAY,)
        # a stage that nothing replaces is itself, and disabled
        self.assertEqual(self._bars(groupby=groupby), {self.new.id, self.talk.id})
        self.talk.with_user(self.admin).show_in_graph = False
        self.assertEqual(self._bars(groupby=groupby), {self.new.id})
        for name in (STAGE, TODAY):
            named = [(name, "=", self.talk.id)]
            self.assertEqual(self._bars(named, groupby), {self.talk.id})

    def test_a_replaced_stage_is_drawn_as_the_one_that_replaces_it(self):
        replaced = self.offer.with_user(self.admin)
        replaced.replaced_by_id = self.talk
        self.assertEqual(self._bars(groupby=(TODAY,)), {self.talk.id})
        self.assertFalse(self._bars())
        self.talk.with_user(self.admin).show_in_graph = False
        self.assertFalse(self._bars(groupby=(TODAY,)))
        replaced.replaced_by_id = self.new
        replaced.show_in_graph = False
        self.assertEqual(self._bars(groupby=(TODAY,)), {self.new.id})
