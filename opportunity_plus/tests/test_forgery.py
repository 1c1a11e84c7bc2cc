# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from . import doors
from .hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestForgery(HostileAgentCommon):
    """What a hostile agent does to an opportunity out of sight: nothing."""

    def test_merging_converting_and_losing_take_nothing_out_of_sight(self):
        secret, mine = self.secret.with_env(self.env), self.mine.with_env(self.env)
        self.env["crm.lead.share"].with_user(self.agent).create(
            {"lead_id": self._lead_of_agent().id, "user_id": self.colleague.id}
        )
        shared = self.env["crm.lead"].search([("oplus_is_shared_with_me", "=", True)])
        for attempt in (
            lambda: (mine | secret).merge_opportunity(),
            lambda: (mine | shared).merge_opportunity(),
            lambda: self._convert(secret, "convert"),
            lambda: self._convert(mine, "merge", (mine | secret)),
            lambda: self._convert(mine, "merge", (mine | shared)),
            lambda: secret.copy(),
            lambda: secret.convert_opportunity(self.customer),
            lambda: secret.action_set_lost(lost_reason_id=self.too_expensive.id),
            lambda: shared.action_set_lost(lost_reason_id=self.too_expensive.id),
            lambda: self._lose(secret),
            lambda: self._assign(secret),
            lambda: self._share_dialog(secret),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        self.assertTrue((self.secret | shared).exists() == self.secret | shared)

    def _lead_of_agent(self):
        return (
            self.env["crm.lead"]
            .with_user(self.agent)
            .create({"name": "Shared", "type": "opportunity", "probability": 1})
        )

    def _convert(self, lead, name, duplicates=None):
        wizard = self.env["crm.lead2opportunity.partner"]
        vals = {"lead_id": lead.id, "name": name, "action": "exist"}
        if duplicates:
            vals["duplicated_lead_ids"] = [Command.set(duplicates.ids)]
        context = {"active_model": "crm.lead", "active_ids": lead.ids}
        context["active_id"] = lead.id
        wizard.with_context(**context).create(vals).action_apply()

    def _lose(self, lead):
        doors.lose(lead, self.too_expensive)

    def _assign(self, lead):
        vals = {"lead_ids": lead.ids, "user_id": self.colleague.id}
        self.env["crm.lead.assign"].create(vals).action_assign()

    def _share_dialog(self, lead):
        vals = {"lead_ids": lead.ids, "user_ids": self.manager.ids}
        self.env["crm.lead.sharing"].create(vals).action_share()

    def test_no_share_is_forged(self):
        share = self.env["crm.lead.share"]
        own = share.create({"lead_id": self.mine.id, "user_id": self.manager.id})
        vals = {"lead_id": self.secret.id, "user_id": self.colleague.id}
        context = {"default_lead_id": self.secret.id}
        command = Command.update(own.id, {"lead_id": self.secret.id})
        for attempt in (
            lambda: share.create(vals),
            lambda: share.sudo().create(vals),
            lambda: share.with_context(**context).create({"user_id": self.manager.id}),
            lambda: own.write({"lead_id": self.secret.id}),
            lambda: self.mine.with_env(self.env).write({"oplus_share_ids": [command]}),
            lambda: self._mail({"oplus_share_ids": [command]}),
            lambda: self._mail({"oplus_share_ids": [Command.link(own.id)]}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
        result = share.load(["lead_id", "user_id"], [["Secret deal", "Colleague"]])
        self.assertFalse(result["ids"])
        self.assertFalse(self.secret.sudo().oplus_share_ids)
        self.assertEqual(own.lead_id, self.mine)

    def _mail(self, values, model="crm.lead"):
        mail = "From: a@example.com\nTo: b@example.com\nSubject: x\n\nBody"
        self.env["mail.thread"].message_process(model, mail, custom_values=values)

    def test_a_mail_makes_nobody_a_leader_and_reaches_no_other_record(self):
        team = {"name": "Mine", "user_id": self.colleague.id}
        member = {"crm_team_id": self.south.id, "user_id": self.agent.id}
        command = Command.update(self.secret.id, {"user_id": self.colleague.id})
        for model, values in (
            ("crm.team", team),
            ("crm.team.member", member),
            ("res.partner", {"name": "x", "opportunity_ids": [command]}),
            ("crm.lead", {"order_ids": [Command.link(self.order.id)]}),
        ):
            with (
                self.subTest(model),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                self._mail(values, model)
        self._mail({"type": "opportunity", "priority": "1"})

    def test_a_share_is_not_widened_by_its_reader(self):
        given = {"lead_id": self.secret.id, "user_id": self.colleague.id}
        share = self.env["crm.lead.share"].with_user(self.agent).create(given)
        wider = {"access": "write", "include_documents": True}
        for attempt in (
            lambda: share.with_env(self.env).write(wider),
            lambda: share.with_env(self.env).sudo().write(wider),
            lambda: self._mail({"oplus_share_ids": [Command.update(share.id, wider)]}),
            lambda: self._mail({"oplus_share_ids": [Command.delete(share.id)]}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        self.assertEqual(share.access, "read")

    def test_contexts_open_nothing(self):
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        company.opportunity_agents_see_unassigned = True
        domain = [("id", "=", self.secret.id)]
        for context in (
            {"active_test": False},
            {"default_user_id": self.colleague.id, "default_team_id": self.south.id},
            {"uid": self.admin.id, "su": True},
            {"opportunity_plus.dealt_with": {self.colleague.id: self.secret.ids}},
        ):
            leads = self.env["crm.lead"].with_context(**context)
            self.assertFalse(leads.search(domain))
            self.assertFalse(leads.browse(self.secret.id).has_access("read"))
        leads = self.env["crm.lead"].with_context(allowed_company_ids=company.ids)
        self.assertFalse(leads.search(domain))
