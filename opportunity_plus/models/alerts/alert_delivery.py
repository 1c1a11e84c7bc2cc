# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError

from ..foundation import jobs
from ..foundation.roles import ADMIN

BATCH = 100
ATTEMPTS = 5
# minutes before the second attempt; each further wait is four times as long
MINUTES = 5


class CrmBigDealAlert(models.Model):
    """Sends alerts, outside the user's transaction.

    A cron takes the alerts that are due. It determines the recipients once, as one
    notice for each recipient and channel. Each notice is committed before the next is
    sent, so a retry never sends a notice twice. Failed notices are sent again later, a
    limited number of times, and keep the error.
    """

    _inherit = "crm.big.deal.alert"

    def _alert_announce(self, rows):
        """Trigger the delivery, if there are alerts."""
        self.invalidate_model(flush=False)
        if rows:
            self._alert_cron()._trigger()

    def _alert_cron(self):
        return self.env.ref("opportunity_plus.ir_cron_alert")

    @api.model
    def _cron_alert_deliver(self):
        """Send the alerts that are due; safe to kill and to run twice."""
        due = [("state", "=", "pending"), ("date_next", "<=", self.env.cr.now())]
        alerts, cron = self.search(due, order="id", limit=BATCH), self.env["ir.cron"]
        waiting = self.search_count(due)
        cron._commit_progress(remaining=waiting)
        for alert in alerts:
            jobs.repeated(self, alert._alert_deliver)
            if not cron._commit_progress(1):
                break

    def _alert_deliver(self):
        # lock one at a time: each commit releases all locks
        if not self.try_lock_for_update():
            return
        is_prepared = bool(self.notice_ids) or jobs.attempt(self, self._alert_prepare)
        for notice in self.notice_ids.filtered("is_open"):
            notice._notice_send()
            self.env["ir.cron"]._commit_progress()
        self._alert_conclude(is_prepared)

    def _alert_prepare(self):
        """Create the notices, and tell those who follow the opportunity."""
        self.env["crm.big.deal.notice"]._notice_prepare(self)
        self._alert_tell_followers()

    def _alert_tell_followers(self):
        self.lead_id._oplus_tell_followers(
            "big_deal",
            lambda _lead: self.headline,
            author_id=self.env.ref("base.partner_root").id,
        )

    def _alert_address_skipped(self):
        """Return values to skip a notice to an e-mail address, if the author of the
        rule may not use the company, else none. A company may be newer than the rule,
        or have been taken from the author since."""
        author = self.rule_id.write_uid
        own = author.with_context(active_test=False).company_ids
        if (
            author.id == SUPERUSER_ID
            or self.company_id | self.lead_id.company_id <= own
        ):
            return {}
        reason = self.env._("The author of the rule may not use the company.")
        return {"state": "skipped", "reason": reason}

    def _alert_conclude(self, is_prepared):
        """Store the result, or the time of the next attempt."""
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
        """Send failed alerts again, to the recipients that were not reached.

        :raise AccessError: the user is no sales administrator, or may not read an alert
        """
        self.check_access("read")
        if not self.env.user.has_group(ADMIN):
            raise AccessError(
                self.env._("Only a sales administrator may send alerts again.")
            )
        failed = self.filtered(lambda alert: alert.state == "failed")
        failed.notice_ids.filtered(lambda n: n.state == "failed")._notice_reopen()
        now = self.env.cr.now().replace(microsecond=0)
        failed._system_write({"state": "pending", "attempts": 0, "date_next": now})
        self._alert_cron()._trigger()
