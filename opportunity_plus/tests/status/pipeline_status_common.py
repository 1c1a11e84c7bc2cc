# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from ..common import OpportunityPlusCommon

MARCH = ("2026-03-01", "2026-03-31")
NOW = "2026-04-10 12:00"


class PipelineStatusCommon(OpportunityPlusCommon):
    """Ten opportunities with a past; the company is in Bangkok, 7 hours before UTC.

    ::

                created  then                                    revenue  rate
        stays   02-10    in New                                     1000    30
        talks   02-10    New -> Talk 03-05                           500    50
        jumps   03-02    New -> Offer 03-20                         3000    80
        quick   03-03    won 03-25                                  4000
        late    02-01    won 03-31 at 23:30 in Bangkok              3000
        after   02-01    won 04-01 at 00:30 in Bangkok               800
        gone    02-20    lost 03-15                                  900
        theirs  03-04    in New, of the colleague in South           100    10
        shelved 03-06    archived without being lost                  70    50
        lead    03-05    a lead, no opportunity                      999
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads.search([]).unlink()
        self._tell_past()
        patcher = self.mock_datetime_and_now(datetime.fromisoformat(NOW))
        patcher.__enter__()
        self.addCleanup(patcher.__exit__, None, None, None)

    def _tell_past(self):
        made = {
            "stays": (
                "2026-02-10 03:00",
                {"expected_revenue": 1000, "probability": 30},
            ),
            "talks": ("2026-02-10 04:00", {"expected_revenue": 500, "probability": 50}),
            "jumps": (
                "2026-03-02 03:00",
                {"expected_revenue": 3000, "probability": 80},
            ),
            "quick": ("2026-03-03 03:00", {"expected_revenue": 4000}),
            "late": ("2026-02-01 03:00", {"expected_revenue": 3000}),
            "after": ("2026-02-01 04:00", {"expected_revenue": 800}),
            "gone": ("2026-02-20 03:00", {"expected_revenue": 900}),
            "theirs": (
                "2026-03-04 03:00",
                {
                    "expected_revenue": 100,
                    "probability": 10,
                    "team_id": self.south.id,
                    "user_id": self.colleague.id,
                },
            ),
            "shelved": (
                "2026-03-06 03:00",
                {"expected_revenue": 70, "probability": 50},
            ),
            "lead": ("2026-03-05 03:00", {"expected_revenue": 999, "type": "lead"}),
        }
        for name, (moment, vals) in made.items():
            with self._at(moment):
                setattr(self, name, self._make(name, vals))
        self._tell_moves()

    def _make(self, name, vals):
        leads = self.env["crm.lead"].sudo()
        defaults = {
            "name": name.title(),
            "type": "opportunity",
            "user_id": self.agent.id,
            "team_id": self.north.id,
            "stage_id": self.new.id,
            "partner_id": self.customer.id,
        }
        return leads.create(defaults | vals)

    def _tell_moves(self):
        def shelve():
            self.shelved.active = False

        moves = {
            "2026-03-05 05:00": lambda: self.talks.write({"stage_id": self.talk.id}),
            "2026-03-07 05:00": shelve,
            "2026-03-15 05:00": lambda: self.gone.action_set_lost(
                lost_reason_id=self.too_expensive.id
            ),
            "2026-03-20 05:00": lambda: self.jumps.write({"stage_id": self.offer.id}),
            "2026-03-25 05:00": self.quick.action_set_won,
            "2026-03-31 16:30": self.late.action_set_won,
            "2026-03-31 17:30": self.after.action_set_won,
        }
        for moment, move in moves.items():
            with self._at(moment):
                move()

    def _status(self, user=None, days=MARCH, **options):
        leads = self.env["crm.lead"].with_user(user or self.admin)
        return leads.oplus_pipeline_status(*days, **options)

    def _behind(self, name, stage=None, user=None, days=MARCH, **options):
        """The opportunities that a figure opens, and how many are missing."""
        leads = self.env["crm.lead"].with_user(user or self.admin)
        stage_id = stage if stage is None else int(stage)
        answer = leads.oplus_pipeline_status_leads(
            name, *days, stage_id=stage_id, **options
        )
        found = leads.with_context(active_test=False).search(answer["domain"])
        return found, answer["missing"]

    def _found(self, *args, **options):
        return self._behind(*args, **options)[0]

    def _sums(self, status, name, stage=None):
        """Number, value and weighted value of a figure."""
        figure = status["figures"][name].get(str(stage.id) if stage else "all", {})
        values = [figure.get(key, 0) for key in ("count", "value", "weighted")]
        return tuple(round(value, 2) for value in values)
