# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation import jobs
from ..foundation.days import end_of_day
from .week import is_due, last_week

READERS = 10  # in one transaction


class CrmPipelineDigest(models.Model):
    """Sends the digests, each on the Monday morning of its reader."""

    _inherit = "crm.pipeline.digest"

    @api.model
    def _cron_pipeline_digest(self):
        """Send what is due; each hour, since it is Monday morning somewhere."""
        # sudo: the job is for everybody; each digest is read with its reader's rights
        if jobs.run_batches(self, self.sudo()._digest_step):
            jobs.commit(self, remaining=0)

    def _digest_step(self, after):
        """Serve the next readers; return the id of the last one, or None."""
        users = self.env["res.users"]
        users = users.search(
            users._oplus_digest_readers() & fields.Domain("id", ">", after),
            order="id",
            limit=READERS,
        )
        for user, week in self._digest_due(users):
            jobs.attempt(self, self._digest_send, user, week)
        return users[-1:].id or None

    def _digest_due(self, users):
        """Yield the users whose digest is due and not sent, with the week."""
        due = self._digest_weeks(users)
        if not due:
            return
        sent = self.search(
            [
                ("user_id", "in", [user.id for user in due]),
                ("date", "in", [week.monday for week in due.values()]),
            ]
        )
        known = {(digest.user_id, digest.date) for digest in sent}
        for user, week in due.items():
            if (user, week.monday) not in known:
                yield user, week

    def _digest_weeks(self, users):
        """Return the week that is due, by user; it ends where the company is."""
        now = fields.Datetime.now()
        weeks = {user: last_week(user._oplus_digest_zone(), now) for user in users}
        return {
            user: week
            for user, (week, age) in weeks.items()
            if is_due(age) and now >= end_of_day(user.company_id, week.last)
        }

    def _digest_send(self, user, week):
        """Send the digest of a week; nothing if it has nothing to tell."""
        content = self._digest_content(user, week)
        if content and self._digest_keep(user, week, content):
            self._digest_mail(user, content)
