# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command

from odoo.addons.mail.tests.common import MailCase, mail_new_test_user


class OrganizationCommon(MailCase):
    """How the people, teams and stages of the tests are made: each kind in one go,
    since what Odoo does around a creation takes longer than the creation itself."""

    @classmethod
    def _make_people(cls):
        groups = {
            "admin": "sales_team.group_sale_manager",
            "manager": "sales_team.group_sale_salesman_all_leads",
            "supervisor": "opportunity_plus.group_supervisor",
            "agent": "sales_team.group_sale_salesman",
            "colleague": "sales_team.group_sale_salesman",
            "outsider": "base.group_user",
        }
        cls.admin, cls.manager, cls.supervisor, *others = cls._users(groups)
        cls.agent, cls.colleague, cls.outsider = others

    @classmethod
    def _user(cls, name, groups):
        return cls._users({name: groups})

    @classmethod
    def _users(cls, groups):
        """Make users, by name, each with the groups of a comma-separated list."""
        context = mail_new_test_user.keywords["context"]
        users = cls.env(su=True)["res.users"].with_context(**context)
        return users.create([cls._user_vals(*user) for user in groups.items()])

    @classmethod
    def _user_vals(cls, name, groups):
        names = [*groups.split(","), "base.group_allow_export"]
        return {
            "login": f"op_{name}",
            "name": name.title(),
            # what Odoo's tests sign in with
            "password": f"op_{name}".ljust(8, "x"),
            "email": "o.o@example.com",
            "lang": "en_US",
            "group_ids": [Command.set([cls.env.ref(each).id for each in names])],
        }

    @classmethod
    def _make_teams(cls):
        led = (
            ("North", cls.supervisor, cls.agent),
            ("South", cls.env["res.users"], cls.colleague),
        )
        cls.north, cls.south = cls.env["crm.team"].create(
            [
                {
                    "name": name,
                    "user_id": leader.id,
                    "crm_team_member_ids": [Command.create({"user_id": member.id})],
                }
                for name, leader, member in led
            ]
        )

    @classmethod
    def _make_stages(cls):
        stages = (
            {"name": "New"},
            {"name": "Talk", "team_ids": [Command.link(cls.north.id)]},
            {"name": "Offer"},
            {"name": "Won", "is_won": True},
        )
        cls.new, cls.talk, cls.offer, cls.won = cls.env["crm.stage"].create(
            [
                {"sequence": number, "team_ids": False, **vals}
                for number, vals in enumerate(stages, 1)
            ]
        )
