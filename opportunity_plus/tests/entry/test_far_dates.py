# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .. import doors
from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFarDates(OpportunityPlusCommon):
    """A date more than 50 years away is a slip, mostly a year of the Buddhist era."""

    def _doors(self, lead, day):
        """Every way to an expected closing."""
        leads = self.env["crm.lead"].with_context(default_type="opportunity")

        def typed():
            form = Form(lead)
            form.date_deadline = day
            form.save()

        def quick():
            form = Form(leads, "crm.quick_create_opportunity_form")
            form.name, form.date_deadline = "Mango", day
            form.save()

        return {
            "create": lambda: self._lead(name="Mango", date_deadline=day),
            "default": lambda: leads.with_context(default_date_deadline=day).create(
                {"name": "Mango"}
            ),
            "write": lambda: lead.write({"date_deadline": day}),
            "list": lambda: (lead | self._lead()).web_save_multi(
                [{"date_deadline": day}] * 2, {}
            ),
            "copy": lambda: lead.copy({"date_deadline": day}),
            "typed": typed,
            "quick create": quick,
            "import": lambda: doors.load(
                leads, ["name", "date_deadline"], [["Mango", day]]
            ),
            "import of what is there": lambda: doors.load_again(
                leads.browse(lead.id), {"date_deadline": day}
            ),
        }

    def test_a_year_of_the_buddhist_era_is_refused_with_a_hint_at_every_door(self):
        with self._at("2026-03-02 09:00"):
            lead = self._lead(name="Mango", date_deadline="2026-05-01")
            for name in self._doors(lead, ""):
                with self.subTest(name), self.env.cr.savepoint() as savepoint:
                    pattern = "50 years.*2569 .*Buddhist era: enter 2026.*Mango"
                    with self.assertRaisesRegex(ValidationError, pattern):
                        self._doors(lead, "2569-12-20")[name]()
                    savepoint.rollback()
                self.env.invalidate_all(flush=False)
            self.assertEqual(lead.date_deadline, date(2026, 5, 1))

    def test_a_closed_date_is_refused_in_the_same_way(self):
        with self._at("2026-03-02 09:00"):
            leads = self.env["crm.lead"].with_user(self.admin)
            lead = leads.browse(self._lead(name="Mango", stage_id=self.won.id).id)
            day = "2569-12-20 09:00:00"
            vals = {"name": "Mango", "type": "opportunity", "stage_id": self.won.id}
            row = [[str(lead.id), day]]
            pattern = "closed date.*50 years.*2569 .*Buddhist era: enter 2026.*Mango"
            for door in (
                lambda: lead.write({"date_closed": day}),
                lambda: lead.web_save({"date_closed": day}, {}),
                lambda: leads.create({**vals, "date_closed": day}),
            ):
                with (
                    self.assertRaisesRegex(ValidationError, pattern),
                    self.env.cr.savepoint(),
                ):
                    door()
            [message] = leads.load([".id", "date_closed"], row)["messages"]
            self.assertRegex(message["message"], pattern)
            lead.write({"date_closed": "2025-12-20 09:00:00"})
            self.assertEqual(lead.date_closed.date(), date(2025, 12, 20))

    def test_fifty_years_is_the_limit_either_way(self):
        with self._at("2026-03-02 09:00"):
            for day in ("2076-03-02", "1976-03-02", "2020-01-01"):
                lead = self._lead(date_deadline=day)
                self.assertEqual(str(lead.date_deadline), day)
            for day in ("2076-03-03", "1976-03-01", "0026-03-02", "9999-12-31"):
                with self.assertRaisesRegex(ValidationError, "Check the year"):
                    self._lead(date_deadline=day)

    def test_what_has_such_a_date_from_before_can_be_changed(self):
        lead = self._lead()
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET date_deadline = '2569-12-20'")
        self.env.invalidate_all()
        lead.write({"expected_revenue": 5, "stage_id": self.offer.id})
        lead.action_set_won()
        self.assertEqual(lead.won_status, "won")

    def test_all_wrong_dates_are_told_at_once(self):
        leads = self._leads(3)
        with self.assertRaisesRegex(ValidationError, "Opportunity 0, Opportunity 1"):
            leads.write({"date_deadline": "2569-12-20"})

    def test_the_other_dates_that_are_entered_here(self):
        lead = self._lead()
        share = {"lead_id": lead.id, "user_id": self.colleague.id}
        wizard = {"lead_ids": lead.ids, "user_ids": self.colleague.ids}
        for door in (
            lambda day: self.env["crm.lead.share"].create({**share, "date_end": day}),
            lambda day: (
                self.env["crm.lead.sharing"]
                .create({**wizard, "date_end": day})
                .action_share()
            ),
            lambda day: self.env["crm.lead.opening.run"].create({"date_call": day}),
            lambda day: lead.action_snooze(day, "They asked for time"),
            lambda day: lead.action_log_contact("call", True, "Hello", date=day),
            lambda day: lead.action_log_contact("call", True, "Hello", next_date=day),
        ):
            with self.assertRaisesRegex(UserError, "Buddhist"):
                door("2569-12-20")
