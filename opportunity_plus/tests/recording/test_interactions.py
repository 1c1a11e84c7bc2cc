# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from lxml import etree

from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestInteractions(OpportunityPlusCommon):
    """What people do with an opportunity counts as interactions with the customer."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead()

    def assertInteractions(self, count, partner=None, user=None):
        partner = (partner or self.customer).with_user(user or self.agent)
        partner.invalidate_recordset()
        self.assertEqual(partner.opportunity_interaction_count, count)
        action = partner.oplus_action_view_interactions()
        found = self.env[action["res_model"]].with_user(user or self.agent)
        self.assertEqual(found.search_count(action["domain"]), count)

    def test_opening_an_opportunity_is_no_interaction(self):
        self.assertInteractions(0)
        self.assertFalse(self.customer.opportunity_last_interaction)

    def test_each_move_by_a_person_counts_also_into_won(self):
        with self._at("2026-03-03 09:00"):
            self.lead.stage_id = self.offer
        with self._at("2026-03-04 09:00"):
            self.lead.action_set_won()
        self.assertInteractions(2)
        self.assertEqual(
            self.customer.with_user(self.agent).opportunity_last_interaction,
            datetime(2026, 3, 4, 9),
        )

    def test_the_page_of_interactions_has_its_own_name_and_columns(self):
        action = self.customer.oplus_action_view_interactions()
        self.assertEqual(action["name"], "Interactions")
        self.assertFalse(action.get("context") not in (False, {}, "{}"))
        [(view_id, _type)] = [view for view in action["views"] if view[1] == "list"]
        stays = self.env[action["res_model"]]
        arch = etree.fromstring(stays.get_view(view_id, "list")["arch"])
        shown = [
            field.get("name")
            for field in arch.iter("field")
            if not field.get("column_invisible") and field.get("optional") != "hide"
        ]
        self.assertEqual(
            shown,
            [
                "date_in",
                "user_id",
                "lead_id",
                "from_stage_id",
                "stage_name",
                "outcome",
                "lost_reason_id",
                "explanation",
            ],
        )

    def test_losing_and_reopening_by_a_person_count(self):
        with self._at("2026-03-03 09:00"):
            self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.assertInteractions(1)
        with self._at("2026-03-04 09:00"):
            self.lead.with_user(self.admin).action_restore()
        self.assertInteractions(2)
        self.assertEqual(
            self.customer.with_user(self.agent).opportunity_last_interaction,
            datetime(2026, 3, 4, 9),
        )

    def test_the_count_is_what_the_button_opens_for_archived_contacts(self):
        contact = self.env["res.partner"].create(
            {"name": "Khun Somchai", "parent_id": self.customer.id}
        )
        self.lead.partner_id = contact
        self.lead.stage_id = self.offer
        self._end_transaction()
        contact.sudo().active = False
        self._end_transaction()
        self.assertInteractions(1)
        self.assertInteractions(1, contact)

    def test_automatic_changes_do_not_count(self):
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().with_user(self.env.ref("base.user_root")).write(
                {"stage_id": self.talk.id}
            )
        with self._at("2026-03-04 09:00"):
            self.lead.with_user(self.admin).team_id = self.south  # picks New again
        self.assertPath(
            self.lead, [(self.new, "open"), (self.talk, "open"), (self.new, "open")]
        )
        self.assertInteractions(0, user=self.admin)

    def test_a_stage_that_the_form_picked_does_not_count(self):
        lead = self.lead.with_user(self.admin)
        self.lead.stage_id = self.talk
        self._end_transaction()
        with Form(lead) as form:
            form.team_id = self.south
        self._end_transaction()
        self.assertEqual(lead.stage_id, self.new)
        self.assertInteractions(1, user=self.admin)
        lead.write({"team_id": self.north.id, "stage_id": self.offer.id})
        self._end_transaction()
        self.assertInteractions(2, user=self.admin)

    def test_what_the_system_adds_does_not_eclipse_the_person(self):
        with self._at("2026-03-03 09:00"):
            self.lead.stage_id = self.offer
            self.lead.with_user(self.env.ref("base.user_root")).probability = 33
        self.assertEqual(self._timeline(self.lead)[-1].user_id, self.agent)
        self.assertInteractions(1)

    def test_a_move_by_the_system_counts_for_nobody(self):
        other, system = self._lead(), self.env.ref("base.user_root")
        self._end_transaction()
        with self._at("2026-03-03 09:00"):
            self.lead.probability = 33
            other.with_user(self.admin).team_id = self.south
            self.lead.with_user(system).stage_id = self.talk
        self.assertEqual(self._timeline(self.lead)[-1].user_id, system)
        self.assertInteractions(0, user=self.admin)

    def test_a_stage_of_the_former_team_is_no_measure(self):
        self.new.sudo().team_ids = self.north
        self.lead.with_user(self.admin).write(
            {"team_id": self.south.id, "stage_id": self.offer.id}
        )
        self._end_transaction()
        self.assertInteractions(0, user=self.admin)

    def test_all_contacts_of_a_company_count_together(self):
        contact = self.env["res.partner"].create(
            {"name": "Khun Somchai", "parent_id": self.customer.id}
        )
        other = self._lead(partner_id=contact.id)
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self._end_transaction()
        (self.lead | other).stage_id = self.offer
        self._end_transaction()
        self.assertInteractions(2)
        self.assertInteractions(2, contact)
        self.assertInteractions(0, stranger)

    def test_lost_opportunities_still_count(self):
        self.lead.stage_id = self.offer
        self._end_transaction()
        self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.assertInteractions(2)

    def test_interactions_of_a_merged_opportunity_still_count(self):
        other = self._lead(probability=1)
        self._end_transaction()
        other.stage_id = self.offer
        self._end_transaction()
        (self.lead | other).merge_opportunity()
        self._end_transaction()
        self.assertInteractions(1)

    def test_the_count_is_what_the_reader_may_open(self):
        self.lead.stage_id = self.offer
        self._end_transaction()
        self.assertInteractions(1, user=self.supervisor)
        self.assertInteractions(0, user=self.colleague)

    def test_a_user_without_sales_right_has_no_such_field(self):
        fields = self.customer.with_user(self.outsider).fields_get()
        self.assertNotIn("opportunity_interaction_count", fields)
        self.assertNotIn("opportunity_last_interaction", fields)

    def test_many_customers_cost_as_many_queries_as_one(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(20)]
        )
        for partner in partners:
            self._lead(partner_id=partner.id)
        self._end_transaction()
        counts = []
        for batch in (partners[:1], partners[:2], partners):  # the first warms up
            self.env.flush_all()
            self.env.invalidate_all()
            batch.mapped("commercial_partner_id")
            before = self.env.cr.sql_log_count
            batch.mapped("opportunity_interaction_count")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
