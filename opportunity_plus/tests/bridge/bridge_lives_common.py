# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta

from .bridge_common import BridgeCommon

BEGINNING = datetime(2026, 2, 20)
# ids of opportunities that are gone
GONE = 900_000_000

INSERT = """
    INSERT INTO crm_lead_revision (
        lead_number, lead_id, merged_into_id, date_from, date_to, outcome, changed,
        stage_id, expected_revenue, probability, date_deadline, salesperson_id,
        team_id, company_id, opportunity_type_id)
    VALUES (%(lead_number)s, %(lead_id)s, %(merged_into_id)s, %(date_from)s,
            %(date_to)s, %(outcome)s, %(changed)s, %(stage_id)s, %(expected_revenue)s,
            %(probability)s, %(date_deadline)s, %(salesperson_id)s, %(team_id)s,
            %(company_id)s, %(opportunity_type_id)s)
"""


class BridgeLivesCommon(BridgeCommon):
    """Random lives of opportunities, of companies with two currencies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        common = cls(methodName="setUp")
        cls.second = common._second_company({"2026-01-01": 3, "2026-03-05": 7})
        cls.south.sudo().company_id = cls.second
        cls.leads = cls._owned_leads()
        cls.env.cr.flush()
        cls.choices = {
            "stage_id": [cls.new.id, cls.talk.id, cls.offer.id],
            "expected_revenue": [0, 100, 33.33, 0.05, 250],
            "probability": [0, 10, 33.33, 50, 90],
            "date_deadline": [None, "2026-03-05", "2026-03-31", "2026-04-15"],
            "salesperson_id": [None, cls.agent.id, cls.colleague.id],
            "team_id": [None, cls.north.id, cls.south.id],
            "company_id": [None, cls.company.id, cls.second.id],
            "opportunity_type_id": [None, *cls._types().ids],
        }
        # its past counts as that of the stage that replaces it
        cls.talk.sudo().write({"active": False, "replaced_by_id": cls.offer.id})
        cls.domains = [
            *([], [], [("outcome", "=", "open")]),
            [("team_id", "=", cls.north.id)],
            [("salesperson_id", "=", cls.agent.id)],
            [("probability", ">=", 50)],
            ["|", ("stage_id", "!=", cls.new.id), ("expected_revenue", ">", 50)],
            [("stage_id.sequence", "<", 3), ("company_id", "!=", False)],
        ]

    @classmethod
    def _types(cls):
        types = cls.env["crm.opportunity.type"].sudo()
        return types.create([{"name": "Service"}, {"name": "Spare Parts"}])

    @classmethod
    def _owned_leads(cls):
        """Opportunities of which some are out of sight for some readers."""
        owners = [
            {"user_id": cls.agent.id, "team_id": cls.north.id},
            {"user_id": False, "team_id": cls.north.id},
            {"user_id": cls.colleague.id, "team_id": False},
            {"user_id": cls.agent.id, "team_id": False, "company_id": cls.second.id},
        ]
        leads = cls.env(su=True)["crm.lead"]
        return leads.create(
            [
                {"name": str(number), "type": "opportunity", **owners[number % 4]}
                for number in range(12)
            ]
        )

    def _lives(self):
        """Write random lives in place of the real ones."""
        self.env.cr.execute(
            "DELETE FROM crm_lead_revision WHERE lead_number = ANY(%s)"
            " OR lead_number >= %s",
            [self.leads.ids, GONE],
        )
        owners = [(lead.id, lead.id, None) for lead in self.leads]
        owners += [(GONE + n, None, None) for n in range(3)]
        owners += [(GONE + 10 + n, None, self.leads[n].id) for n in range(3)]
        for number, lead, survivor in owners:
            end = "merged" if survivor else "deleted"
            for row in self._life(end if not lead else None):
                row.update(lead_number=number, lead_id=lead, merged_into_id=survivor)
                self.env.cr.execute(INSERT, row)
        self.env.invalidate_all()

    def _life(self, end):
        moment = BEGINNING + timedelta(hours=self.random.randint(0, 300))
        choose = self.random.choice
        row = {name: choose(values) for name, values in self.choices.items()}
        row |= {"outcome": self._next_outcome("open"), "changed": "created"}
        for _step in range(self.random.randint(0, 9)):
            following = self._later(moment)
            yield row | {"date_from": moment, "date_to": following}
            moment, row = following, self._changed(row)
            if self.random.random() < 0.08:  # it is a lead for a while
                moment += timedelta(hours=self.random.randint(0, 30))
                row["changed"] = "created"
        last = self._later(moment)
        goes = end or self.random.random() < 0.1
        yield row | {"date_from": moment, "date_to": last if goes else None}
        if end:
            yield row | {
                "date_from": last,
                "date_to": None,
                "outcome": end,
                "changed": "outcome",
            }

    def _later(self, moment):
        choice = self.random.random()
        if choice < 0.15:
            return moment
        if choice < 0.3:  # the first moment of a day
            return datetime.combine(moment.date() + timedelta(days=1), time())
        return moment + timedelta(minutes=self.random.randint(1, 6000))

    def _changed(self, row):
        names = self.random.sample([*self.choices], self.random.choice([0, 1, 1, 2]))
        vals = {name: self.random.choice(self.choices[name]) for name in names}
        if not names or self.random.random() < 0.3:
            vals["outcome"] = self._next_outcome(row["outcome"])
            rates = {"won": 100, "lost": 0}
            vals["probability"] = rates.get(vals["outcome"], row["probability"])
        return row | vals | {"changed": ",".join(vals)}

    def _next_outcome(self, outcome):
        weights = (3, 3, 3) if outcome == "open" else (6, 1, 1)
        return self.random.choices(["open", "won", "lost"], weights)[0]
