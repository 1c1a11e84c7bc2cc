# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

BATCH = 100
ATTEMPTS = 5
# minutes before the next attempt; each further one waits four times as long
MINUTES = 5


class CrmBigDealAlert(models.Model):
    """Sends alerts, apart from the transaction of the user.

    A cron takes what is due. It works out the recipients once, as one notice for each
    person and channel, and sends notice by notice. Each one is committed before the
    next is touched, so that a retry never serves again whom an earlier attempt served.
    What fails is tried again later, a limited number of times; the notice tells why.
    """

    _inherit = "crm.big.deal.alert"

    def _alert_announce(self, rows):
        """Wake up the delivery, if there is something to deliver."""
        self.invalidate_model(flush=False)
        if rows:
            self._alert_cron()._trigger()

    def _alert_cron(self):
        return self.env.ref("opportunity_plus.ir_cron_alert")

    @api.model
    def _cron_alert_deliver(self):
        """Send what is due; safe to kill and to run twice."""
        due = [("state", "=", "pending"), ("date_next", "<=", self.env.cr.now())]
        alerts, cron = self.search(due, order="id", limit=BATCH), self.env["ir.cron"]
        waiting = self.search_count(due)
        cron._commit_progress(remaining=waiting)
        for alert in alerts:
            # one at a time: a commit gives all locks back
            if alert.try_lock_for_update():
                alert._alert_deliver()
            if not cron._commit_progress(1):
                break

    def _alert_deliver(self):
        is_prepared = bool(self.notice_ids) or self._alert_prepare()
        for notice in self.notice_ids.filtered("is_open"):
            notice._notice_send()
            self.env["ir.cron"]._commit_progress()
        self._alert_conclude(is_prepared)

    def _alert_prepare(self):
        """Work out who is told; False if that failed, which stops no other alert."""
        try:
            with self.env.cr.savepoint():
                self.env["crm.big.deal.notice"]._notice_prepare(self)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:  # whatever add-ons do when rights are checked
            _logger.exception("Nobody can be told of %s", self)
            return False
        return True

    def _alert_conclude(self, is_prepared):
        """Note the result, or when to try again."""
        failing, attempts = self.notice_ids.filtered("is_open"), self.attempts + 1
        if (failing or not is_prepared) and attempts < ATTEMPTS:
            wait = timedelta(minutes=MINUTES * 4 ** (attempts - 1))
            next_time = self.env.cr.now().replace(microsecond=0) + wait
            self._system_write({"attempts": attempts, "date_next": next_time})
            self._alert_cron()._trigger(at=next_time)
            return
        failing._system_write({"state": "failed"})
        states = set(self.notice_ids.mapped("state") if is_prepared else ["failed"])
        state = next((s for s in ("failed", "sent") if s in states), "skipped")
        self._system_write({"attempts": attempts, "state": state, "date_next": False})

    def action_retry(self):
        """Send to those whom earlier attempts did not reach; for sales administrators.

        :raise AccessError: the user is none, or may not see an opportunity
        """
        self.check_access("read")
        if not self.env.user.has_group("sales_team.group_sale_manager"):
            raise AccessError(
                self.env._("Only a sales administrator may send alerts again.")
            )
        failed = self.filtered(lambda alert: alert.state == "failed")
        failed.notice_ids.filtered(lambda n: n.state == "failed")._notice_reopen()
        now = self.env.cr.now().replace(microsecond=0)
        failed._system_write({"state": "pending", "attempts": 0, "date_next": now})
        # sudo: the cron belongs to the system
        self.sudo()._alert_cron()._trigger()
