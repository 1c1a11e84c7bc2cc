# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged

from ...models.contacts import crm_lead_contact_state
from ..concurrency_common import ConcurrencyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsConcurrency(ConcurrencyCommon):
    """Contacts that come in at the same moment, on real connections."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            partner = env["res.partner"].create(
                {"name": "Buyer at once", "email": "at.once@example.com"}
            )
            lead = env["crm.lead"].create(
                {"name": "Deal", "type": "opportunity", "partner_id": partner.id}
            )
            self.partner_id, self.lead_id = partner.id, lead.id
        self.addCleanup(self._remove)

    def _remove(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_id).unlink()
            env["res.partner"].browse(self.partner_id).unlink()

    def _receive(self, env, days_ago=0):
        return env["mail.message"].create(
            {
                "model": "crm.lead",
                "res_id": self.lead_id,
                "message_type": "email",
                "subtype_id": env.ref("mail.mt_comment").id,
                "author_id": self.partner_id,
                "body": "Hello",
                "date": fields.Datetime.subtract(fields.Datetime.now(), days=days_ago),
            }
        )

    def _silence(self):
        with self._transaction() as env:
            return env["crm.lead"].browse(self.lead_id).silence_days

    def _known(self):
        """Return whether the opportunity has a last contact, and how long ago."""
        with self._transaction() as env:
            last = env["crm.lead"].browse(self.lead_id).last_contact_date
            return last and (fields.Datetime.now() - last).days

    def test_a_mail_does_not_disturb_somebody_who_edits(self):
        with self._transaction() as editor:
            editor["crm.lead"].browse(self.lead_id).read(["name"])
            with self._transaction() as gateway:
                self._receive(gateway)
            editor["crm.lead"].browse(self.lead_id).name = "Edited"
        with self._transaction() as env:
            self.assertEqual(env["crm.lead"].browse(self.lead_id).name, "Edited")
        self.assertEqual(self._known(), 0)

    def test_two_mails_at_once_are_both_kept(self):
        for early_age, late_age in ((5, 3), (1, 2)):
            with self._transaction() as late:
                late["crm.lead"].browse(self.lead_id).read(["name"])
                with self._transaction() as early:
                    self._receive(early, early_age)
                self._receive(late, late_age)
            self.assertEqual(self._known(), min(early_age, late_age))
        with self._transaction() as env:
            messages = env["mail.message"].search(
                [("model", "=", "crm.lead"), ("res_id", "=", self.lead_id)]
            )
            emails = messages.filtered(lambda one: one.message_type == "email")
            self.assertEqual(len(emails), 4)

    def test_a_mail_does_not_wait_for_a_long_transaction(self):
        with (
            patch.object(crm_lead_contact_state, "settle_later") as settle_later,
            self._transaction() as long,
        ):
            self._receive(long, 5)
            long["crm.lead"]._oplus_contact_settle()
            with self._transaction() as short:
                short.cr.execute("SET LOCAL statement_timeout = '5s'")
                self._receive(short, 3)
        settle_later.assert_called_once()
        crm_lead_contact_state.settle_later(*settle_later.call_args.args)
        self.assertEqual(self._known(), 3)

    def test_one_comes_while_another_is_deleted(self):
        with self._transaction() as env:
            old = self._receive(env, 5).id
        with self._transaction() as late:
            late["crm.lead"].browse(self.lead_id).read(["name"])
            with self._transaction() as early:
                self._receive(early, 3)
            late["mail.message"].browse(old).unlink()
        self.assertEqual(self._known(), 3)

    def test_the_same_save_on_two_connections(self):
        def log(env):
            lead = env["crm.lead"].browse(self.lead_id)
            return lead.action_log_contact("call", True, "Talked", token="twice")

        with self._too_late(error=ConcurrencyError) as late:
            late["crm.lead"].browse(self.lead_id).read(["name"])
            with self._transaction() as early:
                first = log(early)
            log(late)
        with self._transaction() as retried:  # as Odoo does
            second = log(retried)
        self.assertEqual(second, first | {"is_repeated": True})
