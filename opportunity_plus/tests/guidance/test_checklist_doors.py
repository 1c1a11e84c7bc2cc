# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .guidance_common import GuidanceCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestChecklistDoors(GuidanceCommon):
    """Ticks by interface and import, and what bad input gets."""

    def test_created_rows_tick(self):
        lead, other = self._leads(2)
        ticks = self._ticks(
            self._tick_vals(lead, self.called, is_done=True),
            self._tick_vals(other, self.called),
            self._tick_vals(lead, self.budget, is_done=False),
        )
        self.assertEqual(ticks.mapped("is_done"), [True, True, False])
        self.assertEqual(ticks.user_id, self.agent)
        self.assertEqual(
            (self._progress(lead), self._progress(other)), ((1, 3), (1, 3))
        )

    def test_a_row_that_changes_nothing_is_the_one_there_is(self):
        lead = self._lead()
        first = self._ticks(self._tick_vals(lead, self.called))
        again = self._ticks(self._tick_vals(lead, self.called), user=self.supervisor)
        self.assertEqual(again, first)
        self.assertEqual(self._history(lead), [("Called", True, self.agent)])

    def test_a_batch_keeps_its_order(self):
        lead = self._lead()
        ticks = self._ticks(
            *(
                self._tick_vals(lead, self.called, is_done=done)
                for done in (True, False, False, True, False)
            )
        )
        self.assertEqual(
            [done for _name, done, _user in self._history(lead)],
            [True, False, True, False],
        )
        self.assertEqual(set(ticks), set(lead.oplus_tick_ids.filtered("is_current")))
        self.assertEqual(self._progress(lead), (0, 3))

    def test_user_and_date_are_never_the_callers(self):
        lead = self._lead()
        for name, value in (
            ("user_id", self.admin.id),
            ("date", "2020-01-01 00:00:00"),
            ("is_current", True),
            ("name", "x"),
            ("merged_from", "x"),
        ):
            vals = self._tick_vals(lead, self.called, **{name: value})
            for user in (self.agent, self.admin, self.env.ref("base.user_root")):
                with self.subTest(name), self.assertRaises(AccessError):
                    self._ticks(vals, user=user)
        context = {"default_user_id": self.admin.id, "default_is_done": False}
        ticks = self.env["crm.lead.tick"].with_context(**context)
        tick = ticks.create([self._tick_vals(lead, self.called)])
        self.assertEqual((tick.user_id, tick.is_done), (self.agent, True))

    def test_rows_of_an_import(self):
        lead = self._lead(name="Imported")
        columns = ["lead_id", "checkpoint_id", "is_done"]
        rows = [["Imported", "Called", "True"], ["Imported", "Budget", "False"]]
        result = self.env["crm.lead.tick"].load(columns, rows)
        self.assertEqual((len(result["ids"]), result["messages"]), (2, []))
        self.assertEqual(self._progress(lead), (1, 3))
        result = self.env["crm.lead.tick"].load(columns, [["Imported", "Stock", "1"]])
        self.assertFalse(result["ids"])
        self.assertIn("only for the team South", result["messages"][0]["message"])

    def test_an_import_of_opportunities_ticks(self):
        result = self.env["crm.lead"].load(
            [
                "name",
                "type",
                "stage_id/.id",
                "oplus_tick_ids/checkpoint_id",
                "oplus_tick_ids/is_done",
            ],
            [
                ["Mango", "opportunity", str(self.new.id), "Called", "1"],
                ["", "", "", "Budget", "1"],
            ],
        )
        self.assertFalse(result["messages"])
        lead = self.env["crm.lead"].browse(result["ids"])
        self.assertEqual(lead.checklist_done, 2)

    def test_ticks_travel_with_other_changes(self):
        lead = self._lead()
        lead.write(
            {
                "stage_id": self.offer.id,
                "oplus_tick_ids": [
                    Command.create({"checkpoint_id": self.called.id}),
                    Command.create({"checkpoint_id": self.visit.id}),
                ],
            }
        )
        self.assertFalse(lead._oplus_checklist_missing(self.new)[lead.id])

    def test_rows_are_neither_changed_nor_deleted(self):
        lead, other = self._leads(2)
        lead.action_tick(self.called.id)
        tick = lead.oplus_tick_ids
        for user in (self.agent, self.admin, self.env.ref("base.user_root")):
            for vals in ({"is_done": False}, {"lead_id": other.id}, {"name": "x"}):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    tick.with_user(user).write(vals)
            with self.subTest(user.name), self.assertRaises(AccessError):
                tick.with_user(user).unlink()
            for command in (
                Command.clear(),
                Command.delete(tick.id),
                Command.update(tick.id, {"is_done": False}),
            ):
                with self.subTest(command), self.assertRaises(AccessError):
                    lead.with_user(user).write({"oplus_tick_ids": [command]})
                    self.env.flush_all()
                self.env.invalidate_all()
            with self.assertRaises(AccessError):
                other.with_user(user).write({"oplus_tick_ids": [Command.link(tick.id)]})
                self.env.flush_all()
            self.env.invalidate_all()
        self.assertEqual(self._history(lead), [("Called", True, self.agent)])

    def test_bad_input_is_refused_in_words(self):
        lead, raw = self._lead(name="Deal"), self._lead(name="Raw", type="lead")
        gone = self._point("Gone")
        gone.with_user(self.admin).unlink()
        leads = lead | raw
        for call, words in (
            (lambda: lead.action_tick(gone.id), "no longer exists"),
            (lambda: lead.action_tick(2**31 - 1), "no longer exists"),
            (lambda: lead.action_tick(2**40), "id of the point"),
            (lambda: lead.action_tick("abc"), "id of the point"),
            (lambda: lead.action_tick(True), "id of the point"),
            (lambda: lead.action_tick([self.called.id]), "id of the point"),
            (lambda: lead.action_tick(self.called.id, done="no"), "Say true"),
            (lambda: lead.action_tick(self.called.id, done=None), "Say true"),
            (lambda: lead.action_tick(self.stock.id), "“Stock” is only for .* Deal"),
            (lambda: raw.action_tick(self.called.id), "Leads have no checklist.*Raw"),
            (lambda: leads.action_tick(self.stock.id), "(?s)no checklist.*Stock.*Deal"),
            (lambda: self._ticks({"lead_id": lead.id}), "Give both"),
            (lambda: self._ticks({}), "Give both"),
            (
                lambda: self._ticks({"lead_id": "x", "checkpoint_id": self.called.id}),
                "Give both",
            ),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                call()
        self.assertFalse(leads.oplus_tick_ids)

    def test_points_of_a_disabled_stage_can_be_ticked(self):
        lead = self._lead(stage_id=self.offer.id)
        self.new.sudo().active = False
        lead.action_tick(self.called.id)
        self.assertTrue(lead.oplus_tick_ids.is_done)

    def test_an_opportunity_that_is_gone(self):
        lead = self._lead()
        lead.with_user(self.admin).unlink()
        with self.assertRaisesRegex(UserError, "no longer exist|not exist"):
            lead.action_tick(self.called.id)
        system = self.env.ref("base.user_root")
        with self.assertRaisesRegex(ValidationError, "no longer exists"):
            self._ticks(self._tick_vals(lead, self.called), user=system)

    def test_a_point_needs_a_name(self):
        for name in ("", " ", "\u200b"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self._point(name)
