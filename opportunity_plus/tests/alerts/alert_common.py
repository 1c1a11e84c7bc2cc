# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon


class AlertCommon(OpportunityPlusCommon):
    """Opportunities that become big deals at 100 000 and 70 %."""

    def _rule(self, **vals):
        """A rule that tells the supervisor, made by the administrator."""
        defaults = {
            "name": "Big",
            "minimum_amount": 100_000,
            "minimum_probability": 70,
            "user_ids": [Command.link(self.supervisor.id)],
        }
        rules = self.env["crm.big.deal.rule"].with_user(self.admin)
        return rules.create({**defaults, **vals})

    def _small(self, **vals):
        """An opportunity below the target, in a transaction of its own."""
        lead = self._lead(**{"expected_revenue": 1000, "probability": 30, **vals})
        self._end_transaction()
        return lead

    def _big(self, **vals):
        """An opportunity above the target, in a transaction of its own."""
        return self._small(**{"expected_revenue": 150_000, "probability": 80, **vals})

    def _value(self, lead, amount, probability=None):
        """Change what an opportunity is worth, in a transaction of its own."""
        lead.expected_revenue = amount
        if probability is not None:
            lead.probability = probability
        self._end_transaction()

    def _alerts(self, leads, rule=None):
        domain = [("lead_id", "in", leads.ids)]
        if rule:
            domain.append(("rule_id", "=", rule.id))
        return self.env["crm.big.deal.alert"].sudo().search(domain, order="id")

    def assertEvents(self, leads, kinds, rule=None):
        """Check the events of opportunities, oldest first."""
        self.assertEqual(self._alerts(leads, rule).mapped("kind"), kinds)

    def _deliver(self):
        """Run the cron that sends alerts."""
        cron = self.env.ref("opportunity_plus.ir_cron_alert").sudo()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _notices(self, lead):
        return self._alerts(lead).notice_ids

    def _states(self, lead):
        return [(n.recipient, n.channel, n.state) for n in self._notices(lead)]

    def _inbox(self, user):
        return (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("res_partner_id", "=", user.partner_id.id),
                    ("mail_message_id.subject", "like", "Big deal"),
                ]
            )
        )

    def _repeat(self, alert):
        """Let the next attempt be due, and run it."""
        alert._system_write({"date_next": "2020-01-01 00:00:00"})
        with mute_logger("odoo.addons.opportunity_plus"):
            self._deliver()
