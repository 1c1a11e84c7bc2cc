# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .conversion_common import ConversionCommon

FEBRUARY = ("2026-01-31", "2026-02-28")
MARCH = ("2026-02-28", "2026-03-31")
PARTS = ("won", "lost", "open", "left")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSuccessCreated(ConversionCommon):
    """*Created* of Pipeline Status and *New* of the bridge tell the same."""

    def setUp(self):
        super().setUp()
        with self._at("2026-02-10 09:00"):
            self.lead = self._create(1, stage_id=self.new.id)

    def _turn(self, day, kind):
        with self._at(f"2026-{day} 09:00"):
            self.lead.sudo().type = kind

    def _write(self, day, **vals):
        with self._at(f"2026-{day} 09:00"):
            self.lead.sudo().write(vals)

    def _created(self, period, domain=()):
        """Number and value of what was created, checked against the bridge."""
        before, last = period
        first = f"{last[:8]}01"
        domain = [*domain]
        told = self.history.success(first, last, domain)
        created = told["created"]["count"], told["created"]["value"]
        ledger = self.env["crm.lead.revision"].with_user(self.manager)
        [bridge] = ledger.bridge(before, last, domain)
        new = bridge["new"]["count"], bridge["new"]["value"]
        self.assertEqual(created, new)
        found = self.history.success_leads(first, last, domain, figure="created")
        self.assertEqual(len(found), new[0])
        leads = self.env["crm.lead"].with_user(self.manager)
        status = leads.oplus_pipeline_status(first, last)["figures"]["created"]["all"]
        if not domain:
            self.assertEqual((status["count"], status["value"]), created)
        parts = {name: told[f"created_{name}"] for name in PARTS}
        return created, {
            name: (part["count"], part["value"])
            for name, part in parts.items()
            if part["count"]
        }

    def test_a_lead_that_becomes_an_opportunity_again(self):
        self._write("02-15", expected_revenue=250)
        self._turn("02-20", "lead")
        self._write("02-25", expected_revenue=999)
        self._turn("03-05", "opportunity")
        self.assertEqual(self._created(FEBRUARY), ((1, 250), {"left": (1, 250)}))
        self.assertEqual(self._created(MARCH), ((1, 999), {"open": (1, 999)}))

    def test_what_was_in_before_is_not_new(self):
        self._turn("03-03", "lead")
        self._turn("03-05", "opportunity")
        self.assertEqual(self._created(MARCH), ((0, 0), {}))

    def test_twice_in_a_period_is_once(self):
        self._turn("02-20", "lead")
        for day, kind in (
            ("03-03", "opportunity"),
            ("03-05", "lead"),
            ("03-09", "opportunity"),
        ):
            self._turn(day, kind)
        self.assertEqual(self._created(MARCH), ((1, 100), {"open": (1, 100)}))
        self._turn("03-12", "lead")
        self.assertEqual(self._created(MARCH), ((1, 100), {"left": (1, 100)}))

    def test_what_was_lost_before(self):
        with self._at("2026-02-12 09:00"):
            self._step(self.lead.with_user(self.admin), None)
        self._turn("02-20", "lead")
        self._write("03-02", active=True)
        self._turn("03-05", "opportunity")
        created, _parts = self._created(MARCH)
        self.assertEqual(created, (1, 100))

    def test_what_has_left_has_the_value_of_that_moment(self):
        self._write("02-15", expected_revenue=300)
        with self._at("2026-02-20 09:00"):
            self.lead.with_user(self.admin).action_set_won()
        self._write("02-25", expected_revenue=900)
        self.assertEqual(self._created(FEBRUARY), ((1, 300), {"won": (1, 300)}))
        with self._at("2026-02-27 09:00"):
            self.lead.sudo().unlink()
        self.assertEqual(self._created(FEBRUARY), ((1, 300), {"won": (1, 300)}))

    def test_what_is_deleted(self):
        self._write("02-15", expected_revenue=300)
        with self._at("2026-02-20 09:00"):
            self.lead.sudo().unlink()
        self.assertEqual(self._created(FEBRUARY), ((1, 300), {"left": (1, 300)}))

    def test_a_filter_goes_by_the_moment_of_creation(self):
        self._turn("02-20", "lead")
        self._write("02-25", user_id=self.colleague.id)
        self._turn("03-05", "opportunity")
        mine, theirs = (
            [("salesperson_id", "=", user.id)] for user in (self.agent, self.colleague)
        )
        self.assertEqual(self._created(MARCH, mine)[0], (0, 0))
        self.assertEqual(self._created(MARCH, theirs)[0], (1, 100))
        self.assertEqual(self._created(FEBRUARY, mine)[0], (1, 100))
