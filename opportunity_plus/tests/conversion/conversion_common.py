# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon

FIVE = ("advanced", "lost", "still_here", "moved_back", "left")


class ConversionCommon(OpportunityPlusCommon):
    """Opportunities that pass New, Talk and Offer in March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # only what a test does counts
        cls.history = cls.env["crm.lead.stage.history"].with_user(cls.manager)
        cls.env.cr.execute("DELETE FROM crm_lead_revision")
        cls.env["crm.lead.revision"].invalidate_model()

    def _pass(self, *steps, count=1, day=2, **vals):
        """Opportunities that go through stages, one a day; None loses them."""
        with self._at(f"2026-03-{day:02} 09:00"):
            first = steps[0].id
            leads = self._create(count, stage_id=first, **vals)
        for later, step in enumerate(steps[1:], day + 1):
            with self._at(f"2026-03-{later:02} 09:00"):
                self._step(leads.with_user(self.admin), step)
        return leads

    def _create(self, count, **vals):
        """Opportunities of anybody."""
        defaults = {
            "type": "opportunity",
            "user_id": self.agent.id,
            "team_id": self.north.id,
            "partner_id": self.customer.id,
            "expected_revenue": 100,
        }
        leads = self.env["crm.lead"].with_user(self.admin)
        created = leads.create(
            [{"name": f"No. {number}", **defaults, **vals} for number in range(count)]
        )
        return created.with_env(self.env)

    def _step(self, leads, step):
        if step:
            leads.write({"stage_id": step.id, "active": True})
        else:
            leads.action_set_lost(lost_reason_id=self.too_expensive.id)

    def _conversion(self, *stages, **options):
        """The rows of these stages in March."""
        days = options.pop("days", ("2026-03-01", "2026-03-31"))
        rows = self.history.conversion(*days, **options)
        for row in rows:
            self.assertEqual(row["entered"], sum(row[name] for name in FIVE))
        known = {row["stage_id"]: row for row in rows}
        found = [known[stage.id] for stage in stages]
        return found[0] if len(found) == 1 else found

    def assertBecame(self, row, **expected):
        """Check what became of opportunities; what is not told is 0."""
        told = {name: row[name] for name in FIVE if row[name]}
        self.assertEqual(told, expected)
