# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .bridge_common import BridgeCommon

SEARCHES = {
    "crm.lead.revision": "crm_lead_revision_view_search_bridge",
    "crm.lead": "crm_lead_status_view_search",
}
KEPT = {"opening": (1, 100), "closing": (1, 100)}
CAME = {"reassigned_in": (1, 100), "closing": (1, 100)}
LEFT = {"opening": (1, 100), "reassigned_out": (1, -100)}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridgeGone(BridgeCommon):
    """A filter finds the past as it was, also after somebody was deleted.

    The opportunity is the one of *Temp* from 20 February to 5 March.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.admin)

    def setUp(self):
        super().setUp()
        self.temp = self._user("temp", "sales_team.group_sale_salesman")
        self.field = self.north.sudo().copy({"name": "Field"})
        with self._at("2026-02-20 09:00"):
            self.lead = self._lead(
                user_id=self.temp.id, expected_revenue=100, probability=40
            )

    def _delete(self, record):
        with self._at("2026-03-05 09:00"):
            record.with_user(self.admin).sudo().unlink()
        self.env.invalidate_all()

    def _unassigned(self, model):
        """The filter of the search bar."""
        views = self.env[model].with_user(self.supervisor)
        view = self.env.ref(f"opportunity_plus.{SEARCHES[model]}")
        arch = etree.fromstring(views.get_view(view.id, "search")["arch"])
        return literal_eval(arch.xpath("//filter[@name='unassigned']/@domain")[0])

    def _count(self, day, domain, user):
        asked = [*self.mine, *domain]
        [told] = self._ledger(user).pipeline_at(day, asked)
        found = self._ledger(user).pipeline_records(day, asked)
        shown = self._ledger(user).with_context(active_test=False)
        self.assertEqual(shown.search_count(found["domain"]), told["count"])
        return told["count"]

    def assertPast(self, domain, empty, user):
        """Check the pipeline before and after the deletion, and the bridge."""
        days = ("2026-03-01", "2026-03-08")
        for one, expected in ((domain, [1, 0]), (empty, [0, 1])):
            counts = [self._count(day, one, user) for day in days]
            self.assertEqual(counts, expected, one)
        self.assertEqual(self._figures(user, domain=domain), LEFT)
        self.assertEqual(self._figures(user, domain=empty), CAME)
        found = [
            self._ledger(user).bridge_leads(
                self.FROM, self.TO, [*self.mine, *empty], movement=movement
            )
            for movement in ("opening", "reassigned_in")
        ]
        self.assertEqual(found, [[], self.lead.ids])

    def test_a_salesperson(self):
        mine = [("salesperson_id", "=", self.temp.id)]
        unassigned = self._unassigned("crm.lead.revision")
        self.assertEqual(self._figures(self.supervisor, domain=mine), KEPT)
        self._delete(self.temp)
        self.assertPast(mine, unassigned, self.supervisor)
        others = [("salesperson_id", "not in", [self.temp.id])]
        self.assertEqual(self._figures(self.supervisor, domain=others), CAME)
        self.assertEqual(self._by_group("salesperson_id", self.supervisor)[False], CAME)

    def test_a_team(self):
        with self._at("2026-02-20 10:00"):
            self.lead.with_user(self.admin).team_id = self.field
        ours = [("team_id", "=", self.field.id)]
        self._delete(self.field)
        self.assertPast(ours, [("team_id", "=", False)], self.manager)

    def test_a_stage(self):
        stages = self.env["crm.stage"].sudo()
        stage = stages.create({"name": "Old", "sequence": 2})
        with self._at("2026-02-20 10:00"):
            self.lead.with_user(self.admin).stage_id = stage
        self.assertEqual(self._figures(domain=[("stage_id", "!=", False)]), KEPT)
        with self._at("2026-03-05 09:00"):
            self.lead.with_user(self.admin).stage_id = self.talk
            stage.sudo().unlink()
        for condition, expected in (
            (("stage_id", "=", False), {}),
            (("stage_id", "!=", False), KEPT),
            (("stage_id", "=", self.talk.id), CAME),
            (("stage_id", "!=", self.talk.id), LEFT),
            (("stage_today_id", "=", self.talk.id), CAME),
            (("stage_today_id", "!=", self.talk.id), LEFT),
        ):
            with self.subTest(condition=condition):
                self.assertEqual(self._figures(domain=[condition]), expected)
        self.assertEqual(self._count("2026-03-01", [("stage_id", "=", False)], None), 0)

    def test_the_status_of_a_period(self):
        """By the values at the moment of creation, and of winning."""
        with self._at("2026-02-21 09:00"):
            self.lead.with_user(self.admin).action_set_won()
        leads = self.env["crm.lead"].with_user(self.supervisor)
        own = ("id", "=", self.lead.id)
        asked = {
            "theirs": [("user_id", "=", self.temp.id), own],
            "unassigned": [*self._unassigned("crm.lead"), own],
        }
        period = ("2026-02-01", "2026-02-28")

        def told():
            return {
                (name, figure): (
                    leads.oplus_pipeline_status(*period, domain)["figures"][figure][
                        "all"
                    ]["count"]
                )
                for name, domain in asked.items()
                for figure in ("won", "created")
            }

        before = told()
        self.assertEqual([*before.values()], [1, 1, 0, 0])
        self._delete(self.temp)
        self.assertEqual(told(), before)
        history = self.env["crm.lead.stage.history"].with_user(self.supervisor)
        for name, counts in (("theirs", 1), ("unassigned", 0)):
            domain = [
                ("salesperson_id", "=", name == "theirs" and self.temp.id),
                ("lead_id", "=", self.lead.id),
            ]
            self.assertEqual(history.success(*period, domain)["won"]["count"], counts)
            entered = history.conversion_leads(*period, domain, stage_id=self.new.id)
            self.assertEqual(len(entered), counts)
