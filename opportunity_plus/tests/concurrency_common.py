# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name
from odoo.tools import mute_logger


class ConcurrencyCommon(BaseCase):
    """Tests on several real connections, with real commits.

    What a test creates, it removes itself.
    """

    CONTEXT = {"tracking_disable": True, "no_reset_password": True}

    @contextmanager
    def _transaction(self, uid=SUPERUSER_ID):
        """A transaction of its own, committed at the end."""
        with db_connect(get_db_name()).cursor() as cursor:
            yield api.Environment(cursor, uid, self.CONTEXT)

    @contextmanager
    def _too_late(self, uid=SUPERUSER_ID, error=SerializationFailure):
        """A transaction that another one is ahead of, so that Odoo has to try again."""
        with (
            self.assertRaises(error),
            mute_logger("odoo.sql_db"),
            self._transaction(uid) as late,
        ):
            yield late

    def _create_users(self, env, **groups):
        """Return new users, each in a group of Sales.

        :param groups: ``manager`` or ``salesman`` by login
        """
        return env["res.users"].create(
            [
                {
                    "name": login,
                    "login": f"op_{login}",
                    "group_ids": [
                        Command.link(env.ref(f"sales_team.group_sale_{group}").id)
                    ],
                }
                for login, group in groups.items()
            ]
        )

    def _remove_users(self, env, ids):
        users = env["res.users"].browse(ids)
        partners = users.partner_id
        users.unlink()
        partners.unlink()
