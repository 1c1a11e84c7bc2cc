# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .quotation_common import OpportunityPlusQuotationCommon

STATES = ("draft", "sent", "sent", "sent", "sale", "cancel")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestQuotationReaders(OpportunityPlusQuotationCommon):
    """Each reader is told of what they may open, and of nothing else."""

    def test_each_reader_has_a_latest_quotation_of_their_own(self):
        self._quotation(state="sent", valid=5)
        hidden = self._quotation(state="draft", valid=9, user_id=self.admin.id)
        self.assertStands("sent", self._day(5), user=self.agent)
        self.assertStands("draft", self._day(9), user=self.supervisor)
        self.assertStands("draft", self._day(9), user=self.admin)
        action = self.lead.with_user(self.supervisor).oplus_action_view_quotation()
        self.assertEqual(action["res_id"], hidden.id)

    def test_a_share_tells_of_quotations_only_with_documents(self):
        self._quotation(state="sent", valid=5)
        share = self.env["crm.lead.share"].create(
            {"lead_id": self.lead.id, "user_id": self.colleague.id}
        )
        self.assertStands("none", user=self.colleague)
        lead = self.lead.with_user(self.colleague)
        self.assertFalse(lead.oplus_quotation_summary or lead.oplus_quotation_brief)
        self.assertFalse(lead.oplus_is_quotation_expiring)
        share.include_documents = True
        self.assertStands("sent", self._day(5), user=self.colleague)

    def test_bookkeepers(self):
        self._quotation(state="sale", valid=5)
        self._end_transaction()
        bare = self._user("bare", "opportunity_plus.group_finance")
        self.assertStands("none", user=bare)
        self.assertStands("signed", self._day(5), user=self.finance)

    def test_another_company(self):
        other = self.env["res.company"].sudo().create({"name": "Other"})
        self.admin.sudo().company_ids = [Command.link(other.id)]
        self.lead.sudo().company_id = False
        self._quotation(state="sent", valid=5)
        there = self._quotation(
            state="draft", valid=9, company_id=other.id, partner_id=self.customer.id
        )
        lead = self.lead.with_user(self.admin)
        both = lead.with_context(allowed_company_ids=[self.env.company.id, other.id])
        only = lead.with_context(allowed_company_ids=self.env.company.ids)
        self.assertEqual(both.quotation_state, "draft")
        self.assertEqual(only.quotation_state, "sent")
        self.assertTrue(both.search([("id", "=", lead.id), self._is("draft")]))
        self.assertFalse(only.search([("id", "=", lead.id), self._is("draft")]))
        self.assertEqual(there.company_id, other)

    def _expected(self, order):
        """How an order stands, worked out in the plainest way."""
        today = order.company_id._oplus_today()
        if order.state == "sale" or order.signed_on:
            return "signed"
        if order.state == "draft":
            return "draft"
        over = order.validity_date and order.validity_date < today
        return "expired" if over else "sent"

    def _latest(self, lead, user):
        orders = lead.sudo().order_ids.filtered(lambda one: one.state != "cancel")
        orders = orders.with_user(user).with_context(**self.companies)
        orders = orders._filtered_access("read").sudo()
        return orders.sorted(lambda one: (one.date_order, one.id))[-1:]

    def _world(self, chance):
        far = self.env["res.company"].sudo().create({"name": "Far"})
        far.partner_id.tz = "Pacific/Kiritimati"
        for user in (self.agent, self.supervisor, self.admin):
            user.sudo().company_ids = [Command.link(far.id)]
        companies = self.env.company | far
        self.companies = {"allowed_company_ids": companies.ids}
        leads = self._leads(12)
        leads.sudo().company_id = False
        for _number in range(40):
            order = self._quotation(
                chance.choice(leads),
                valid=chance.choice([False, -2, -1, 0, 1, 6, 7, 8]),
                user_id=chance.choice([self.agent, self.admin]).id,
                company_id=chance.choice(companies).id,
                date_order=self.env.cr.now().replace(microsecond=0)
                - timedelta(chance.randrange(5)),
            )
            order.state = chance.choice(STATES)
            if chance.random() < 0.1:
                order.signed_on = self.env.cr.now().replace(microsecond=0)
        return leads

    def test_the_same_as_worked_out_by_hand(self):
        for seed in range(3):
            chance = random.Random(seed)
            with self.env.cr.savepoint() as savepoint, self.subTest(seed=seed):
                moment = f"2026-03-02 {chance.randrange(24):02}:30"
                with self._at(moment):
                    leads = self._world(chance)
                    self.env.flush_all()
                    for user in (self.agent, self.supervisor, self.admin):
                        self._check(leads, user)
                savepoint.rollback()

    def _check(self, leads, user):
        self.env.invalidate_all()
        seen = leads.with_user(user).with_context(**self.companies)
        expected, near = {}, set()
        for lead in seen:
            order = self._latest(lead, user)
            state = self._expected(order) if order else "none"
            expected[lead.id] = state, order.validity_date
            self.assertEqual(
                (lead.quotation_state, lead.quotation_valid_until), expected[lead.id]
            )
            left = order.validity_date and (
                order.validity_date - order.company_id._oplus_today()
            )
            if state == "sent" and left is not False and left.days <= 7:
                near.add(lead.id)
        only = [("id", "in", leads.ids)]
        found = seen.search([*only, ("oplus_is_quotation_expiring", "=", True)])
        self.assertEqual(set(found.ids), near)
        for one in ("none", "draft", "sent", "expired", "signed"):
            ids = {id_ for id_, (state, _until) in expected.items() if state == one}
            self.assertEqual(set(seen.search([*only, self._is(one)]).ids), ids)
            others = seen.search([*only, ("quotation_state", "!=", one)])
            self.assertEqual(set(others.ids), set(leads.ids) - ids)
        groups = dict(seen._read_group(only, ["quotation_state"], ["id:array_agg"]))
        self.assertEqual(
            {state: set(ids) for state, ids in groups.items()},
            {
                state: {id_ for id_, (one, _until) in expected.items() if one == state}
                for state, _until in expected.values()
            },
        )

    def test_80_cards_cost_as_much_as_one(self):
        leads, bare = self._leads(80), self._leads(80)
        for lead in leads[:40]:
            self._quotation(lead, "sent", 5)
        self._end_transaction()
        names = ("quotation_state", "oplus_quotation_brief", "quotation_valid_until")

        def queries(some, user):
            some = some.browse(some.ids).with_user(user)

            def read(*names):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                some.web_read({name: {} for name in names})
                return self.env.cr.sql_log_count - before

            read(*names)  # warm up
            return read("name", *names) - read("name")

        for user in (self.agent, self.admin):
            with self.subTest(user.name):
                # whether any of them has orders, and the orders
                self.assertEqual(queries(leads, user), 2)
                self.assertEqual(queries(leads[:1], user), 2)
                self.assertEqual(queries(bare, user), 1)
