# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .. import doors
from .arrival_common import OpportunityPlusArrivalCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestArrival(OpportunityPlusArrivalCommon):
    """What lacks a required fact from before can be worked with at every door."""

    def _form(self, lead):
        return Form(lead, "crm.crm_lead_view_form")

    def _change_phone(self, lead):
        with self._form(lead) as form:
            form.phone = "+66 2 123 4567"
        self.assertEqual(lead.phone, "+66 2 123 4567")

    def assertMissing(self, lead):
        self.env.invalidate_all()
        facts = ("name", "date_deadline", "user_id", "expected_revenue")
        self.assertEqual(
            [lead.sudo()[name] for name in facts],
            [" ", False, self.env["res.users"], 0],
        )

    # doors

    def test_a_form_saves_what_it_is_asked_to_save(self):
        for user in (self.agent, self.supervisor, self.manager, self.admin):
            with self.subTest(user.name):
                lead = self._incomplete().with_user(user)
                self._change_phone(lead)
                with self._form(lead) as form:
                    form.stage_id = self.offer
                self.assertEqual(lead.stage_id, self.offer)
                self.assertMissing(lead)

    def test_the_buttons_of_the_form_never_ask(self):
        won, lost, quoted = (self._incomplete() for _number in range(3))
        self._form(won).save().action_set_won_rainbowman()
        self._form(lost).save()
        dialog = self.env["crm.lead.lost"].with_context(active_ids=lost.ids)
        dialog.create(
            {"lead_ids": lost.ids, "lost_reason_id": self.too_expensive.id}
        ).action_lost_reason_apply()
        action = self._form(quoted).save().action_sale_quotations_new()
        order = self.env["sale.order"].with_context(**action["context"]).create({})
        self.assertEqual(order.opportunity_id, quoted)
        leads = won | lost | quoted
        self.assertEqual(leads.mapped("won_status"), ["won", "lost", "pending"])
        for lead in leads:
            self.assertMissing(lead)

    def test_board_list_import_and_interfaces_move_it(self):
        def imported(lead):
            self.assertEqual(doors.load_again(lead, {"stage_id": "Offer"}), lead)

        every = doors.each({"stage_id": self.offer.id}, self._lead)
        for name, door in (every | {"import": imported}).items():
            with self.subTest(name):
                lead = self._incomplete()
                door(lead)
                self.assertEqual(lead.stage_id, self.offer)
                self.assertMissing(lead)

    def test_a_reopened_one_keeps_what_it_lacks(self):
        lead = self.lead.with_user(self.admin)
        lead.action_set_won()
        lead.stage_id = self.new
        self._change_phone(lead)
        self.assertMissing(lead)

    # what was there is not emptied

    def test_a_fact_that_is_there_cannot_be_emptied(self):
        whole = self._lead(date_deadline=date(2026, 3, 9)).with_user(self.manager)
        dated = self._incomplete(date_deadline="2026-03-09").with_user(self.manager)
        assigned = self._incomplete(user_id=self.agent.id).with_user(self.manager)
        nobody = self.env["res.users"]
        for lead, field, nothing in (
            (whole, "date_deadline", False),
            (whole, "user_id", nobody),
            (dated, "date_deadline", False),
            (assigned, "user_id", nobody),
        ):
            with self.subTest(field=field):
                form = self._form(lead)
                form[field] = nothing
                with self.assertRaises(AssertionError):
                    form.save()

    def test_one_fact_may_be_given_without_the_other_and_is_kept_then(self):
        lead = self.lead.with_user(self.manager)
        form = self._form(lead)
        form.date_deadline = "2026-03-09"
        form.save()
        self.assertEqual(lead.date_deadline, date(2026, 3, 9))
        self.assertFalse(lead.user_id)
        form.date_deadline = False
        with self.assertRaises(AssertionError):
            form.save()

    def test_what_was_typed_by_mistake_is_taken_back(self):
        with self._form(self.lead) as form:
            form.date_deadline = "2026-03-09"
            form.date_deadline = False
            form.phone = "+66 2 123 4567"
        self.assertMissing(self.lead)

    # marks

    def _is_marked(self, lead, view, fact):
        lead = lead.with_context(default_type="opportunity")
        arch = etree.fromstring(lead.get_view(self.env.ref(view).id)["arch"])
        [mark] = arch.xpath(f"//*[@name='missing_{fact}']")
        names = {"id", "oplus_is_entry_required", "date_deadline", "user_id", "type"}
        return not safe_eval(
            mark.get("invisible"), {name: lead[name] for name in names}
        )

    def test_form_and_card_mark_what_is_missing(self):
        whole = self._lead()
        lost = self._incomplete()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        for view in ("crm.crm_lead_view_form", "crm.crm_case_kanban_view_leads"):
            for fact in ("closing", "salesperson"):
                with self.subTest(view=view, fact=fact):
                    self.assertTrue(self._is_marked(self.lead, view, fact))
                    self.assertFalse(self._is_marked(whole, view, fact))
                    self.assertFalse(self._is_marked(lost, view, fact))
        self.company.opportunity_facts_required = False
        self.env.invalidate_all()
        self.assertFalse(
            self._is_marked(self.lead, "crm.crm_lead_view_form", "closing")
        )
