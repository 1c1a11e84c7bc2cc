# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo.fields import Command

from ..common import OpportunityPlusCommon

ADMINISTRATOR = "sales_team.group_sale_manager"


class HandoverCommon(OpportunityPlusCommon):
    """The agent leaves; the colleague (South) and the newcomer (no team) take over.

    Handovers are made as the sales administrator, who has no other rights.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.newcomer = cls._hire("newcomer")

    @classmethod
    def _hire(cls, name, group="sales_team.group_sale_salesman", **vals):
        cls.env = cls.env(user=1)
        user = cls._user(name, group)
        user.write(vals)
        cls.env.flush_all()
        cls.env = cls.env(user=cls.agent)
        return user

    def _handover(self, *successors, leaver=None):
        """A handover of the agent, with its preview."""
        handover = self._draft(*successors, leaver=leaver)
        self._begin_request()
        handover.action_prepare()
        return handover

    def _draft(self, *successors, leaver=None):
        users = successors or (self.colleague,)
        return (
            self.env["crm.lead.handover"]
            .with_user(self.admin)
            .create(
                {
                    "user_id": (leaver or self.agent).id,
                    "successor_ids": [Command.link(user.id) for user in users],
                }
            )
        )

    def _run(self, *successors):
        handover = self._handover(*successors)
        self._begin_request()
        handover.action_run()
        self._end_transaction()
        return handover

    def _line(self, handover, record):
        return handover.line_ids.filtered(
            lambda line: (line.res_model, line.res_id) == (record._name, record.id)
        )

    def _activity(self, record, user=None, **vals):
        return (
            record.sudo()
            .with_context(mail_activity_quick_update=True)
            .activity_schedule(summary="Call", user_id=(user or self.agent).id, **vals)
        )

    def _order(self, lead, **vals):
        defaults = {
            "partner_id": lead.partner_id.id,
            "opportunity_id": lead.id,
            "user_id": self.agent.id,
        }
        return self.env["sale.order"].sudo().create(defaults | vals)

    def _meeting(self, **vals):
        defaults = {
            "name": "Demonstration",
            "start": "2026-05-04 09:00:00",
            "stop": "2026-05-04 10:00:00",
            "user_id": self.agent.id,
            "partner_ids": [Command.link(self.agent.partner_id.id)],
        }
        return self.env["calendar.event"].create(defaults | vals)

    def _customer(self, name="Mekong Mills", **vals):
        return (
            self.env["res.partner"]
            .sudo()
            .create({"name": name, "user_id": self.agent.id, **vals})
        )

    def _lead_of(self, partner, **vals):
        return self._lead(partner_id=partner.id, **vals)

    def assertOwner(self, records, user):
        self.assertEqual(records.sudo().user_id, user)

    @contextmanager
    def _batches_of(self, size):
        """Patch the number of records in a batch, and let jobs commit."""
        self.patch(self.env.registry["crm.lead.handover"], "_BATCH_SIZE", size)
        with self.enter_registry_test_mode():
            yield

    def _cron(self):
        job = self.env.ref("opportunity_plus.ir_cron_handover").sudo()
        job.with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.env.invalidate_all()

    def _begin_request(self):
        """What the next request knows: nothing but what is stored."""
        self.env.flush_all()
        self.env.invalidate_all()


class OfficeCommon(HandoverCommon):
    """The office manages users, and sales, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._hire("office", f"{ADMINISTRATOR},base.group_erp_manager")
