# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTracked(HostileAgentCommon):
    """The tracked history of a document is written by the system alone."""

    def setUp(self):
        super().setUp()
        secret = self.secret.with_user(self.agent)
        secret.expected_revenue = 5000
        secret.stage_id = self.offer
        self.env.cr.flush()
        self._end_transaction()
        self.flush_tracking()
        self.values = self.secret.sudo().message_ids.tracking_value_ids
        self.assertTrue(self.values)
        self.portal = self._user("buyer", "base.group_portal")

    def _state(self):
        self.env.invalidate_all()
        values = self.env["mail.tracking.value"].sudo().search([], order="id")
        return values.read(["mail_message_id", "old_value_float", "new_value_float"])

    def _commands(self):
        field = self.env["ir.model.fields"].sudo()._get("crm.lead", "expected_revenue")
        forged = {"field_id": field.id, "old_value_float": 1, "new_value_float": 2}
        value = self.values[:1].id
        return (
            [Command.create(forged)],
            [Command.update(value, {"new_value_float": 7})],
            [Command.delete(value)],
            [Command.unlink(value)],
            [Command.link(value)],
            [Command.set([value])],
            [Command.clear()],
            [[2, value]],
            ["nonsense"],
            "nonsense",
            7,
        )

    def _doors(self, user):
        env = self.env(user=user)
        comment = self.env.ref("mail.mt_comment").id
        own = env["res.partner"].browse(user.partner_id.id)
        told = {"partner_ids": own.ids, "body": "x"}
        yield lambda given: env["mail.message"].create(
            {"body": "x", "subtype_id": comment, "tracking_value_ids": given}
        )
        yield lambda given: env["mail.thread"].message_notify(
            tracking_value_ids=given, **told
        )
        yield lambda given: own.message_post(body="x", tracking_value_ids=given)

    def test_nobody_writes_tracked_values(self):
        before = self._state()
        for user in (self.portal, self.outsider, self.colleague, self.agent):
            for number, door in enumerate(self._doors(user)):
                for given in self._commands():
                    with self.subTest(user=user.name, door=number, given=given):
                        with self.assertRaises(AccessError), self.env.cr.savepoint():
                            door(given)
                        self.assertEqual(self._state(), before)

    def test_a_default_is_no_way_around(self):
        before = self._state()
        for user in (self.portal, self.agent):
            for given in self._commands():
                messages = self.env["mail.message"].with_user(user)
                messages = messages.with_context(default_tracking_value_ids=given)
                with (
                    self.subTest(user=user.name, given=given),
                    suppress(UserError, ValueError, TypeError),
                    self.env.cr.savepoint(),
                ):
                    messages.create({"body": "x"})
                    self.env.flush_all()
                self.assertEqual(self._state(), before)

    def test_an_agent_forges_nothing_on_an_own_opportunity(self):
        for given in self._commands()[:1]:
            lead = self.mine.with_env(self.env)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                lead.message_post(body="x", tracking_value_ids=given)

    def test_the_system_takes_new_values_alone(self):
        messages = self.env["mail.message"].sudo()
        field = self.env["ir.model.fields"].sudo()._get("crm.lead", "expected_revenue")
        vals = {"field_id": field.id, "new_value_float": 2}
        new = messages.create(
            {"body": "x", "tracking_value_ids": [Command.create(vals)]}
        )
        self.assertEqual(new.tracking_value_ids.new_value_float, 2)
        with self.assertRaises(AccessError):
            messages.create(
                {
                    "body": "x",
                    "tracking_value_ids": [Command.link(self.values[:1].id)],
                }
            )

    def test_what_a_user_changes_is_tracked_as_ever(self):
        before = len(self.secret.sudo().message_ids.tracking_value_ids)
        secret = self.secret.with_user(self.agent)
        secret.expected_revenue = 6000  # a note
        self.flush_tracking()
        secret.action_set_won()  # posted under its subtype
        self.flush_tracking()
        self.env.invalidate_all()
        messages = self.secret.sudo().message_ids
        self.assertGreater(len(messages.tracking_value_ids), before + 1)
        won = self.env.ref("crm.mt_lead_won")
        self.assertTrue(messages.filtered(lambda one: one.subtype_id == won))
