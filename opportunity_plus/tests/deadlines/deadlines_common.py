# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import fields
from odoo.fields import Command

from ..common import OpportunityPlusCommon


class DeadlinesCommon(OpportunityPlusCommon):
    """Talk has a target of 5 days, Offer one of 10; all teams use both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage"].sudo().search([]).rotting_threshold_days = 0
        cls.talk.sudo().write({"rotting_threshold_days": 5, "team_ids": False})
        cls.offer.sudo().rotting_threshold_days = 10
        cls.company = cls.env.company.sudo()
        cls.company.partner_id.tz = "UTC"
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _entered(self, moment, **vals):
        """An opportunity of the agent in Talk since a moment."""
        return self._many_entered(1, moment, **vals)

    def _many_entered(self, count, moment, **vals):
        with self._at(moment):
            return self._leads(count, **{"stage_id": self.talk.id, **vals})

    def _work(self, weekdays="01234", tz="UTC", **vals):
        """Count the working days of a calendar, from 9 to 17."""
        calendar = self.env["resource.calendar"].sudo()
        calendar = calendar.create(
            {
                "name": "Working Hours",
                "tz": tz,
                "company_id": self.company.id,
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": day,
                            "dayofweek": day,
                            "hour_from": 9,
                            "hour_to": 17,
                            "day_period": "full_day",
                        }
                    )
                    for day in weekdays
                ],
                **vals,
            }
        )
        self.company.write(
            {
                "opportunity_working_days": True,
                "opportunity_calendar_id": calendar.id,
            }
        )
        return calendar

    def _off(self, calendar, start, end, **vals):
        leaves = self.env["resource.calendar.leaves"].sudo()
        return leaves.create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": start,
                "date_to": end,
                **vals,
            }
        )

    def _stay(self, lead):
        """The running stay of an opportunity."""
        return self._timeline(lead)[-1]

    def assertDeadline(self, leads, expected):
        """Check the deadline of opportunities, and that the ledger has it, too."""
        self.env.invalidate_all()
        expected = expected and fields.Datetime.to_datetime(expected)
        for lead in leads:
            self.assertEqual(lead.stage_deadline, expected)
            self.assertEqual(self._stay(lead).stage_deadline, expected)
        self.assertFalse(self.env["crm.lead.revision"].sudo()._ledger_faults())


class StalledCommon(DeadlinesCommon):
    """Talk also has an activity plan, and its leader is notified 3 days later."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._plan("Get it moving", cls.env["res.users"])
        cls.talk.sudo().write({"activity_plan_id": cls.plan.id, "escalation_days": 3})

    @classmethod
    def _plan(cls, name, responsible, **vals):
        return (
            cls.env["mail.activity.plan"]
            .sudo()
            .create(
                {
                    "name": name,
                    "res_model": "crm.lead",
                    "company_id": False,
                    "template_ids": [
                        Command.create(
                            {
                                "summary": "Call the customer",
                                "responsible_type": (
                                    "other" if responsible else "on_demand"
                                ),
                                "responsible_id": responsible.id,
                                "delay_count": 2,
                                "delay_from": "after_plan_date",
                            }
                        )
                    ],
                    **vals,
                }
            )
        )

    def _run(self, moment):
        with self._at(moment):
            self.env["crm.lead.stall"].sudo()._cron_stalled()
        self.env.invalidate_all()

    def _activities(self, leads):
        return leads.sudo().activity_ids

    @contextmanager
    def _notices(self):
        """Collect the notices that are sent: subject, readers and text."""
        sent, before = [], self.env["mail.message"].sudo().search([], limit=1)
        yield sent
        messages = (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("id", ">", before.id),
                    ("message_type", "=", "user_notification"),
                    ("subject", "ilike", "stalled"),
                ],
                order="id",
            )
        )
        sent.extend((m.subject, m.notified_partner_ids.user_ids, m) for m in messages)
