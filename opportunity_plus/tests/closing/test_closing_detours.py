# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingDetours(OpportunityPlusCommon):
    """Roundabout ways to lose without a reason or to blur what was closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lax = (
            cls.env["res.company"]
            .sudo()
            .create(
                {
                    "name": "Lax",
                    "opportunity_lost_reason_required": False,
                    "opportunity_closed_locked": False,
                }
            )
        )
        cls.agent.sudo().company_ids += cls.lax

    def _lost(self, **vals):
        lead = self._lead(name="Lost deal", **vals)
        lead.action_set_lost(lost_reason_id=self.too_expensive.id, lost_note="Slow")
        self._end_transaction()
        return lead

    def _former_loss(self):
        """Lost before anybody asked for a reason."""
        lead = self._lead(name="Former loss")
        lead.sudo().action_set_lost()
        self._end_transaction()
        return lead

    def test_an_opportunity_does_not_leave_as_a_lead(self):
        lead = self._lead()
        for vals in (
            {"type": "lead"},
            {"type": "lead", "active": False, "probability": 0},
        ):
            with (
                self.assertRaisesRegex(ValidationError, "lead again"),
                self.env.cr.savepoint(),
            ):
                lead.write(vals)
            self.env.invalidate_all()
        self.assertEqual((lead.type, lead.active), ("opportunity", True))

    def test_another_company_is_no_way_around(self):
        strict = self.env.company.sudo()
        lost = self._lost(company_id=strict.id)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            lost.write({"company_id": self.lax.id, "active": True, "probability": 9})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            lost.company_id = self.lax
        self.env.invalidate_all()
        opportunity = self._lead(company_id=self.lax.id)
        opportunity.action_set_lost()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            opportunity.company_id = strict
        strict.opportunity_closed_locked = False
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            opportunity.company_id = strict

    def test_without_a_company_the_strictest_one_of_the_user_rules(self):
        lead = self._lead()
        lead.sudo().company_id = False
        with self.assertRaises(ValidationError):
            lead.with_company(self.lax).action_set_lost()

    def test_the_mail_gateway_asks_a_user_who_calls_it(self):
        text = "From: a@example.com\nTo: b@example.com\nMessage-Id: <1>\n\nHello"
        vals = {"type": "opportunity", "active": False, "name": "By mail"}
        with self.assertRaises(ValidationError):
            self.env["crm.lead"].message_process("crm.lead", text, custom_values=vals)

    def test_the_reason_goes_when_it_is_reopened_at_any_door(self):
        for vals in ({"active": True, "probability": 10}, {"stage_id": self.won.id}):
            lead = self._lost()
            lead.with_user(self.admin).write(vals)
            self._end_transaction()
            self.assertFalse(lead.lost_reason_id)
            self.assertFalse(lead.lost_note)
            lost = self._timeline(lead).filtered(lambda stay: stay.outcome == "lost")
            self.assertEqual(lost.lost_reason_id, self.too_expensive)

    def test_a_copy_is_open_and_knows_no_reason(self):
        for lead in (self._lost(), self._former_loss()):
            copy = lead.copy()
            self.assertEqual((copy.won_status, copy.active), ("pending", True))
            self.assertFalse(copy.lost_reason_id)
            self.assertFalse(copy.lost_note)

    def test_what_is_closed_is_not_lost_again(self):
        lost, won = self._lost(), self._lead(name="Won deal", stage_id=self.won.id)
        wizard = self.env["crm.lead.lost"].create(
            {"lead_ids": (lost | won).ids, "lost_reason_id": self.too_expensive.id}
        )
        with self.assertRaisesRegex(UserError, "Lost deal, Won deal"):
            wizard.action_lost_reason_apply()
        self.assertEqual(lost.lost_note, "Slow")

    def test_a_former_loss_is_merged_and_explained_later(self):
        losses = self._former_loss() | self._former_loss()
        head = losses.with_user(self.admin).merge_opportunity()
        head.write({"lost_note": "Nobody knows"})
        head.write({"type": "opportunity", "priority": "1"})
        self.assertEqual(head.won_status, "lost")
        self.too_expensive.sudo().note_required = True
        noted = self._lost()
        head = (self._former_loss() | noted).with_user(self.admin).merge_opportunity()
        self.assertEqual((head.won_status, head.lost_note), ("lost", "Slow"))

    def test_closing_dates_are_those_of_the_closing(self):
        with self._at("2026-03-03 09:00"):
            lost, won = self._lost(), self._lead()
            won.action_set_won()
        with self._at("2026-04-04 09:00"):
            won.with_user(self.admin).action_archive()
            lost.write({"active": False})
        with self._at("2026-05-05 09:00"):
            won.with_user(self.admin).action_unarchive()
            won.action_set_won()
            won.write({"probability": 100})
        dates = [str(date) for date in (lost | won).mapped("date_closed")]
        self.assertEqual(dates, ["2026-03-03 09:00:00"] * 2)

    def test_a_loss_has_a_closing_date_however_it_came_about(self):
        reason = {"lost_reason_id": self.too_expensive.id}
        with self._at("2026-03-03 09:00"):
            created = self._lead(active=False, **reason)
            past = self._lead(active=False, date_closed="2025-01-01", **reason)
            archived = self._lead(probability=20)
            archived.action_archive()
        with self._at("2026-04-04 09:00"):
            archived.write({"probability": 0, **reason})
        dates = [str(lead.date_closed)[:10] for lead in (created, past, archived)]
        self.assertEqual(dates, ["2026-03-03", "2025-01-01", "2026-04-04"])

    def test_a_refusal_names_also_those_without_a_chance(self):
        leads = self._lead(name="Mango") | self._lead(name="Durian", probability=0)
        with self.assertRaisesRegex(ValidationError, "Mango, Durian"):
            leads.action_set_lost()

    def test_conversion_does_not_propose_what_may_not_be_merged(self):
        lost = self._lost()
        lead = self._lead(type="lead")
        wizard = self.env["crm.lead2opportunity.partner"].with_context(
            active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
        )
        self.assertNotIn(lost, wizard.create({}).duplicated_lead_ids)
        wizard = wizard.with_user(self.admin)
        self.assertIn(lost, wizard.create({}).duplicated_lead_ids)

    def test_the_rules_cost_a_loop_of_moves_no_query(self):
        counts = []
        for is_checked in (True, True, False):  # the first one warms up
            leads = self._leads(10)
            self._end_transaction()
            self.env.invalidate_all()
            if not is_checked:
                self.patch(type(leads), "_oplus_record_states", lambda self: {})
                self.patch(type(leads), "_oplus_record_check", lambda self, *args: None)
            before = self.env.cr.sql_log_count
            for lead in leads.with_context(tracking_disable=True):
                lead.stage_id = self.offer
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_losing_in_two_steps(self):
        """An agent archives and then writes the rate, where no reason is required.

        Whether the first step already loses depends on the rate, which the scoring may
        set to 0. What counts is the state right before each write.
        """
        company = self.env.company.sudo()
        company.opportunity_lost_reason_required = False
        steps = {
            "at once": lambda: None,
            "flushed": self.env.flush_all,
            "savepoint": self.env.cr.flush,
            "committed": self._end_transaction,
        }
        for policy in ("fixed", "stage", "automatic"):
            company.opportunity_probability_policy = policy
            for rate in (None, 0, 0.004, 50):
                for name, step in steps.items():
                    with self.subTest(policy=policy, rate=rate, step=name):
                        rates = {} if rate is None else {"probability": rate}
                        lead = self._lead(**rates)
                        step()
                        lead["active"] = False
                        step()
                        lead["probability"] = 0
                        self._end_transaction()
                        self.assertEqual(lead.won_status, "lost")
                        self.assertTrue(lead.date_closed)
