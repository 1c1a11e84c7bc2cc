# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.modules.registry import Registry
from odoo.tests import tagged

from ..concurrency_common import ConcurrencyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSharingFirst(ConcurrencyCommon):
    """Who never had a share is not asked for any, on real connections."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            owner, reader = self._create_users(env, owner="salesman", reader="salesman")
            self.owner_id, self.reader_id = owner.id, reader.id
            leads = env["crm.lead"].create(
                [
                    {"name": f"Deal {n}", "type": "opportunity", "user_id": owner.id}
                    for n in range(2)
                ]
            )
            self.lead_ids = leads.ids
        self.addCleanup(self._remove)

    def _remove(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_ids).unlink()
            self._remove_users(env, [self.owner_id, self.reader_id])

    def _share(self, env, lead_id):
        share = {"lead_id": lead_id, "user_id": self.reader_id}
        return env["crm.lead.share"].create(share)

    def _found(self):
        with self._transaction(self.reader_id) as env:
            found = env["crm.lead"].search([("id", "in", self.lead_ids)])
            readable = env["crm.lead"].browse(self.lead_ids)._filtered_access("read")
            self.assertEqual(found, readable.sorted("id", reverse=True))
            return found.ids

    def test_the_first_share_is_seen_as_soon_as_it_is_there(self):
        first, second = self.lead_ids
        self.assertEqual(self._found(), [])
        with self._transaction(self.owner_id) as env:
            self._share(env, first)
            env.flush_all()
            # others look meanwhile, and remember what they see
            self.assertEqual(self._found(), [])
        self.assertEqual(self._found(), [first])
        with (
            self._transaction(self.owner_id) as env,
            patch.object(Registry, "clear_cache") as clear_cache,
        ):
            self._share(env, second)
        # what everybody keeps at hand is not thrown away for each share
        clear_cache.assert_not_called()
        self.assertEqual(self._found(), [second, first])

    def test_a_first_share_is_seen_within_its_transaction(self):
        lead_id = self.lead_ids[0]
        self.assertEqual(self._found(), [])
        with self._transaction(self.owner_id) as env:
            self._share(env, lead_id)
            env.flush_all()
            self.assertEqual(self._found(), [])
            env.cr.savepoint().close()
            theirs = env(user=self.reader_id)["crm.lead"].browse(lead_id)
            self.assertTrue(theirs.has_access("read"))
            env.cr.rollback()
        self.assertEqual(self._found(), [])
