# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import get_db_name, tagged

from ..concurrency_common import ConcurrencyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsConcurrency(ConcurrencyCommon):
    """Two workers see the same crossing in the same second, on real connections."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            rule = env["crm.big.deal.rule"].create(
                {
                    "name": "Big",
                    "minimum_amount": 100_000,
                    "minimum_probability": 70,
                    "user_ids": [(4, env.ref("base.user_admin").id)],
                }
            )
            lead = env["crm.lead"].create(
                {
                    "name": "Raised by two",
                    "type": "opportunity",
                    "expected_revenue": 150_000,
                    "probability": 10,
                }
            )
            self.rule_id, self.lead_id = rule.id, lead.id
        self.addCleanup(self._remove)

    def _remove(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_id).unlink()
            env["crm.big.deal.rule"].browse(self.rule_id).unlink()
            cron = env.ref("opportunity_plus.ir_cron_alert")
            env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()

    def _alerts(self):
        with self._transaction() as env:
            domain = [("lead_id", "=", self.lead_id)]
            return env["crm.big.deal.alert"].search(domain).mapped("kind")

    def _raise_past_odoo(self):
        """As the nightly scoring does, whose changes nobody has evaluated yet."""
        with db_connect(get_db_name()).cursor() as cursor:
            cursor.execute(
                "UPDATE crm_lead SET probability = 80 WHERE id = %s", [self.lead_id]
            )

    def test_two_that_evaluate_the_same_crossing_raise_one_alert(self):
        self._raise_past_odoo()
        with self._too_late() as late:
            late["crm.lead"].browse(self.lead_id).read(["probability"])
            with self._transaction() as early:
                early["crm.big.deal.rule"]._alert_detect({self.lead_id})
            late["crm.big.deal.rule"]._alert_detect({self.lead_id})
        with self._transaction() as retried:  # as Odoo does with each such failure
            retried["crm.big.deal.rule"]._alert_detect({self.lead_id})
        self.assertEqual(self._alerts(), ["reached"])

    def test_a_sale_and_the_daily_look_raise_one_alert(self):
        self._raise_past_odoo()
        with self._too_late() as sale:
            sale["crm.lead"].browse(self.lead_id).priority = "2"
            sale["crm.lead"].browse(self.lead_id).expected_revenue = 160_000
            sale.flush_all()
            with self._transaction() as daily:
                daily["crm.big.deal.rule"]._alert_evaluate([self.lead_id])
        with self._transaction() as retried:
            retried["crm.lead"].browse(self.lead_id).expected_revenue = 160_000
        self.assertEqual(self._alerts(), ["reached"])

    def test_who_was_told_meanwhile_is_not_told_again(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_id).probability = 80
        with self._transaction() as env:
            alert = env["crm.big.deal.alert"].search([("lead_id", "=", self.lead_id)])
            alert._alert_prepare()
            notice_id = alert.notice_ids.id
        told = []

        def tell(notice):
            told.append(notice.id)
            notice._system_write({"state": "sent"})

        with (
            patch.object(self._notices(), "_notice_notification", tell),
            self._too_late() as late,
        ):
            notice = late["crm.big.deal.notice"].browse(notice_id)
            self.assertEqual(notice.state, "pending")
            with self._transaction() as early:
                early["crm.big.deal.notice"].browse(notice_id)._notice_send()
            notice._notice_send()
        self.assertEqual(told, [notice_id])

    def _notices(self):
        return Registry(get_db_name())["crm.big.deal.notice"]

    def test_a_rule_that_is_not_committed_disturbs_nobody(self):
        with self._transaction() as admin, self._transaction() as sale:
            rule = (
                admin["crm.big.deal.rule"]
                .browse(self.rule_id)
                .copy({"minimum_probability": 0})
            )
            admin["crm.big.deal.rule"]._alert_policy()  # shared by all threads
            sale["crm.lead"].browse(self.lead_id).expected_revenue = 170_000
            sale.cr.commit()
            admin.cr.rollback()
            admin.registry.clear_cache()
        self.assertFalse(self._alerts())
        with self._transaction() as env:
            self.assertFalse(env["crm.big.deal.rule"].browse(rule.id).exists())
