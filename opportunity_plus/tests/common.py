# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from datetime import datetime

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase, mail_new_test_user


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusCommon(MailCase):
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
        cls.admin = cls._user("admin", "sales_team.group_sale_manager")
        cls.manager = cls._user("manager", "sales_team.group_sale_salesman_all_leads")
        cls.supervisor = cls._user("supervisor", "opportunity_plus.group_supervisor")
        cls.agent = cls._user("agent", "sales_team.group_sale_salesman")
        cls.colleague = cls._user("colleague", "sales_team.group_sale_salesman")
        cls.outsider = cls._user("outsider", "base.group_user")
        cls.env["crm.team"].search([]).active = False
        cls.north = cls._team("North", cls.supervisor, cls.agent)
        cls.south = cls._team("South", cls.env["res.users"], cls.colleague)
        cls.env["crm.stage"].search([]).sequence = 9999
        cls.new = cls._stage("New", 1)
        cls.talk = cls._stage("Talk", 2, team_ids=[Command.link(cls.north.id)])
        cls.offer = cls._stage("Offer", 3)
        cls.won = cls._stage("Won", 4, is_won=True)
        cls.too_expensive = cls.env["crm.lost.reason"].create({"name": "Too costly"})
        cls.customer = cls.env["res.partner"].create({"name": "Siam Trading"})
        cls.env.flush_all()
        cls.env = cls.env(user=cls.agent)

    @classmethod
    def _user(cls, name, group):
        return mail_new_test_user(
            cls.env(su=True),
            login=f"op_{name}",
            name=name.title(),
            groups=f"{group},base.group_allow_export",
            lang="en_US",
        )

    @classmethod
    def _team(cls, name, leader, member):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "user_id": leader.id,
                "crm_team_member_ids": [Command.create({"user_id": member.id})],
            }
        )

    @classmethod
    def _stage(cls, name, sequence, **vals):
        return cls.env["crm.stage"].create(
            {"name": name, "sequence": sequence, "team_ids": False, **vals}
        )

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
