# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged

from .documents.documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class HostileAgentCommon(OpportunityPlusDocumentsCommon):
    """The colleague is hostile and knows the id of an opportunity out of sight.

    He has an order, a meeting and an activity that point to it.
    """

    def setUp(self):
        super().setUp()
        self.secret = self._lead(
            name="Secret deal",
            expected_revenue=4711,
            email_from="boss@siam.example.com",
        )
        self.mine = self._lead(
            name="Mine",
            user_id=self.agent.id,
            expected_revenue=5,
            email_from="boss@siam.example.com",
        )
        self.mine.with_user(self.admin).write(
            {"user_id": self.colleague.id, "team_id": self.south.id}
        )
        self.order = self._order(self.secret, user_id=self.colleague.id)
        system = self.env(user=SUPERUSER_ID, su=True)
        self.meeting = system["calendar.event"].create(
            {
                "name": "Visit",
                "start": "2026-12-01 09:00",
                "stop": "2026-12-01 10:00",
                "opportunity_id": self.secret.id,
                "partner_ids": [Command.link(self.colleague.partner_id.id)],
                "user_id": self.colleague.id,
            }
        )
        self.activity = (
            self.secret.with_env(system)
            .with_context(mail_activity_quick_update=True)
            .activity_schedule("mail.mail_activity_data_call", user_id=self.agent.id)
        )
        self.activity.write({"user_id": self.colleague.id})
        self._end_transaction()
        self.env.invalidate_all()
        self.env = self.env(user=self.colleague)
