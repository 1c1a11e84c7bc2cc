# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo.tests import tagged

from .browser_common import ALT, BrowserCase
from .guidance.guidance_common import GuidanceCommon

FORM = ".o_form_view .o_statusbar_status"
# more than there are stops on a form, navigation included
STEPS = 150


@tagged("post_install", "-at_install", "opportunity_plus")
class TestKeyboard(GuidanceCommon, BrowserCase):
    """The main flows, by somebody who has no mouse."""

    def _go_to(self, selector):
        """Press Tab until something that fits the selector has the focus."""
        is_there = f"document.activeElement?.matches({json.dumps(selector)}) ?? false"
        self._wait_for(selector)
        for _step in range(STEPS):
            if self._evaluate(is_there):
                return
            self._press("Tab")
        self.fail(f"the keyboard does not reach {selector}")

    def _use(self, selector, key="Enter"):
        self._go_to(selector)
        self._press(key)

    def _no_dialog(self):
        self._poll("!document.querySelector('.modal')")

    def _log_a_contact(self):
        self._press("o", ALT)
        self._go_to(".modal .o_contact_log_note")
        self._type("They want an offer")
        self._use(".modal .o_contact_log_save")
        self._no_dialog()
        self._wait_for(".o-mail-Message")

    def _tick(self):
        for done in (1, 2, 3):
            self._use(".o_stage_guidance_point input:not(:checked)", " ")
            progress = "document.querySelector('.o_stage_guidance_progress').innerText"
            self._poll(f"{progress}.trim() === '{done}/3'")

    def _move(self):
        self._use(f".o_statusbar_status [data-value='{self.offer.id}']")
        self._wait_for(f"[data-value='{self.offer.id}'][aria-checked=true]")

    def _win(self):
        self._use("button[name=action_set_won_rainbowman]")
        self._wait_for(f"[data-value='{self.won.id}'][aria-checked=true]")

    def _lose(self):
        self._use(".o_statusbar_buttons button[data-hotkey=l]")
        # the reasons come first
        self._poll("document.activeElement.matches('.modal [role=group]')")
        self._use(".modal .o_selection_badge")
        self._wait_for(".modal .o_selection_badge[aria-pressed=true]")
        self._use(".modal button[name=action_lost_reason_apply]")
        self._no_dialog()

    def test_contact_checklist_and_win(self):
        lead = self._lead(name="Tour deal")
        self._end_transaction()

        def prepare():
            self._log_a_contact()
            self._tick()

        for work in (prepare, self._move, self._win):
            self._visit(f"/odoo/crm/{lead.id}", FORM, "op_agent", work)
        self.env.invalidate_all()
        self.assertPath(
            lead, [(self.new, "open"), (self.offer, "open"), (self.won, "won")]
        )
        told = " ".join(lead.message_ids.mapped("preview"))
        self.assertIn("They want an offer", told)

    def test_loss(self):
        lead = self._lead(name="Tour deal")
        self._end_transaction()
        self._visit(f"/odoo/crm/{lead.id}", FORM, "op_agent", self._lose)
        self.env.invalidate_all()
        self.assertEqual(lead.won_status, "lost")
        self.assertTrue(lead.lost_reason_id)

    def _open_menu(self):
        self._press("ArrowDown")  # out of the search bar
        self._use(".o_kanban_record .o_dropdown_kanban button")
        self._wait_for(".o-dropdown--menu")

    def _move_from_the_menu(self):
        self._open_menu()
        entry = "document.activeElement.innerText.trim() === 'Move to Next Stage'"
        for _step in range(STEPS):
            if self._evaluate(entry):
                break
            self._press("ArrowDown")
        self._press("Enter")
        self._poll("document.activeElement.matches('.o_kanban_record')")

    def test_the_menu_of_a_card(self):
        self._lead(name="Tour deal")
        self._end_transaction()
        board = "/odoo/crm", ".o_kanban_record", "op_agent"
        self._visit(*board, self._open_menu)
        self._visit(*board, self._move_from_the_menu)
