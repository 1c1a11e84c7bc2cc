# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from datetime import datetime

from odoo.tests import tagged

from .organization_common import OrganizationCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusCommon(OrganizationCommon):
    """People, teams and stages of a small sales organisation.

    ::

        admin        Sales / Administrator
        manager      Sales / All documents
        supervisor   Sales / Supervisor, leads team North
        agent        Sales / Own documents, member of North
        colleague    Sales / Own documents, member of South
        outsider     employee without any sales right

        New (1) -> Talk (2, North only) -> Offer (3) -> Won (4)

    Tests run as the agent; whoever needs more says ``with_user`` or ``sudo``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_people()
        cls.env["crm.team"].search([]).active = False
        cls._make_teams()
        cls.env["crm.stage"].search([]).sequence = 9999
        cls._make_stages()
        cls.too_expensive = cls.env["crm.lost.reason"].create({"name": "Too costly"})
        cls.customer = cls.env["res.partner"].create({"name": "Siam Trading"})
        cls.env.flush_all()
        cls.env = cls.env(user=cls.agent)

    def _leads(self, count, **vals):
        """Opportunities of the agent in New, created as the current user."""
        defaults = {
            "type": "opportunity",
            "user_id": self.agent.id,
            "team_id": self.north.id,
            "stage_id": self.new.id,
            "partner_id": self.customer.id,
        }
        return self.env["crm.lead"].create(
            [
                {"name": f"Opportunity {number}", **defaults, **vals}
                for number in range(count)
            ]
        )

    def _lead(self, **vals):
        return self._leads(1, **vals)

    @contextmanager
    def _at(self, moment):
        """Do something at a moment, in a transaction that ends with it."""
        with self.mock_datetime_and_now(datetime.fromisoformat(moment)):
            yield
            self._end_transaction()

    def _end_transaction(self):
        """What every commit does before it reaches the database, and after."""
        self.env.cr.flush()
        for key in [*self.env.cr.postcommit.data]:
            if str(key).startswith("opportunity_plus"):
                del self.env.cr.postcommit.data[key]

    def _timeline(self, lead):
        """The own stays of an opportunity, oldest first."""
        stays = lead.sudo().stage_history_ids.filtered(lambda s: not s.merged_from)
        return stays.sorted("id")

    def assertTimeline(self, lead, expected):
        """Check the stays: (stage, outcome, in, out), moments as ISO text."""

        def text(moment):
            return moment and moment.isoformat(" ", "minutes")

        self.assertEqual(
            [
                (
                    stay.stage_id.name,
                    stay.outcome,
                    text(stay.date_in),
                    text(stay.date_out),
                )
                for stay in self._timeline(lead)
            ],
            [(stage.name, outcome, *moments) for stage, outcome, *moments in expected],
        )

    def assertPath(self, lead, expected):
        """Check stage and outcome of the stays alone, and that they are contiguous."""
        stays = self._timeline(lead)
        self.assertEqual(
            [(stay.stage_id.name, stay.outcome) for stay in stays],
            [(stage.name, outcome) for stage, outcome in expected],
        )
        for stay, following in zip(stays, stays[1:], strict=False):
            self.assertEqual(following.from_stage_id, stay.stage_id)
            if stay.outcome == "open":
                self.assertEqual(stay.date_out, following.date_in)
        self.assertFalse(stays[-1:].date_out)
