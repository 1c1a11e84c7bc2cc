# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .guidance_common import GuidanceCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestChecklistAccess(GuidanceCommon):
    """Who sees ticks, and who ticks: as with the opportunity."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Deal")
        self.lead.action_tick(self.called.id)

    def _share(self, access):
        self.env["crm.lead.share"].create(
            {
                "lead_id": self.lead.id,
                "user_id": self.colleague.id,
                "access": access,
            }
        )
        self.env.invalidate_all()
        return self.lead.with_user(self.colleague)

    def test_strangers_see_and_tick_nothing(self):
        lead = self.lead.with_user(self.colleague)
        ticks = self.env["crm.lead.tick"].with_user(self.colleague)
        self.assertFalse(ticks.search([("lead_id", "=", lead.id)]))
        for attempt in (
            lambda: lead.action_tick(self.budget.id),
            lambda: lead.checklist_done,
            lambda: lead.oplus_guidance,
            lambda: ticks.browse(self.lead.oplus_tick_ids.id).name,
            lambda: ticks.create([self._tick_vals(lead, self.budget)]),
            # public methods of Odoo create as superuser with values of their caller
            lambda: ticks.sudo().create([self._tick_vals(lead, self.budget)]),
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(len(self.lead.oplus_tick_ids), 1)

    def test_readers_see_and_do_not_tick(self):
        lead = self._share("read")
        self.assertEqual(self._progress(lead), (1, 3))
        self.assertEqual(lead.oplus_tick_ids.name, "Called")
        for attempt in (
            lambda: lead.action_tick(self.budget.id),
            lambda: lead.action_tick(self.called.id, done=False),
            lambda: self._ticks(
                self._tick_vals(lead, self.budget), user=self.colleague
            ),
        ):
            with self.assertRaisesRegex(AccessError, "only read these.*Deal"):
                attempt()

    def test_old_ticks_are_reached_where_there_is_no_checklist_any_more(self):
        self.new.with_user(self.admin).checkpoint_ids.unlink()
        self._share("read")
        form = self.env.ref("crm.crm_lead_view_form")
        for user in (self.agent, self.supervisor, self.colleague):
            lead = self.lead.with_user(user)
            self.assertFalse(lead.oplus_guidance, "the panel is not there")
            arch = etree.fromstring(lead.get_view(form.id, "form")["arch"])
            [button] = arch.xpath("//page//button[@name='oplus_action_view_ticks']")
            self.assertEqual(button.get("invisible"), "not id")
            action = getattr(lead, button.get("name"))()
            ticks = self.env[action["res_model"]].with_user(user)
            ticks = ticks.search(action["domain"])
            self.assertEqual(ticks.mapped("name"), ["Called"])
            self.assertEqual(ticks.user_id, self.agent)

    def test_shared_editors_tick(self):
        lead = self._share("write")
        lead.action_tick(self.budget.id)
        self.assertEqual(
            self._history(lead),
            [("Called", True, self.agent), ("Budget", True, self.colleague)],
        )

    def test_leaders_and_administrators_tick(self):
        for user in (self.supervisor, self.manager, self.admin):
            lead = self.lead.with_user(user)
            lead.action_tick(self.budget.id)
            self.assertEqual(lead.oplus_tick_ids.sorted("id")[-1].user_id, user)
            lead.action_tick(self.budget.id, done=False)

    def test_employees_without_sales_do_not_tick(self):
        with self.assertRaises(AccessError):
            self.lead.with_user(self.outsider).action_tick(self.budget.id)
        with self.assertRaises(AccessError):
            self._ticks(self._tick_vals(self.lead, self.budget), user=self.outsider)

    def test_one_that_may_not_be_written_stops_the_batch(self):
        own = self.env(user=self.colleague)["crm.lead"].create(
            {"name": "Own", "type": "opportunity", "stage_id": self.new.id}
        )
        leads = (own | self._share("read")).with_user(self.colleague)
        with self.assertRaises(AccessError):
            leads.action_tick(self.budget.id)
        self.assertFalse(own.sudo().oplus_tick_ids)

    def test_the_system_ticks(self):
        system = self.env(user=SUPERUSER_ID, su=True)
        tick = system["crm.lead.tick"].create([self._tick_vals(self.lead, self.budget)])
        self.assertEqual(tick.user_id.id, SUPERUSER_ID)
        self.assertEqual(self._progress(self.lead), (2, 3))

    def test_only_administrators_edit_checklists(self):
        points = self.env["crm.stage.checkpoint"]
        for user in (self.agent, self.supervisor, self.manager):
            mine = points.with_user(user)
            self.assertEqual(mine.browse(self.called.id).name, "Called")
            for attempt in (
                lambda mine=mine: mine.create({"name": "x", "stage_id": self.new.id}),
                lambda mine=mine: mine.browse(self.called.id).write({"name": "x"}),
                lambda mine=mine: mine.browse(self.called.id).unlink(),
            ):
                with self.assertRaises(AccessError):
                    attempt()

    def test_stages_can_be_read_whole_by_every_employee(self):
        for user in (self.outsider, self.agent):
            stage = self.new.with_user(user)
            row = stage.read(["guidance", "checkpoint_ids", "name"])[0]
            self.assertEqual(len(row["checkpoint_ids"]), 4)
            self.assertNotIn("oplus_key_field_ids", stage.fields_get())

    def test_administrators_of_sales_read_the_fields_of_opportunities_alone(self):
        found = self.env["ir.model.fields"].with_user(self.admin).search([])
        self.assertEqual(set(found.mapped("model")), {"crm.lead"})
        access = self._user("access", "sales_team.group_sale_manager")
        access.sudo().group_ids += self.env.ref("base.group_erp_manager")
        others = self.env["ir.model.fields"].with_user(access)
        self.assertTrue(others.search([("model", "=", "res.partner")], limit=1))
        with self.assertRaises(AccessError):
            self.env["ir.model.fields"].with_user(self.manager).search([])
