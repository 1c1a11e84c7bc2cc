# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class CrmBigDealNotice(models.Model):
    """A recipient of an alert, on one channel."""

    _name = "crm.big.deal.notice"
    _inherit = ["crm.lead.log"]
    _description = "Big-Deal Notice"
    _order = "id"
    _rec_name = "recipient"

    alert_id = fields.Many2one(
        "crm.big.deal.alert", required=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", ondelete="cascade")
    email = fields.Char("E-Mail Address")
    recipient = fields.Char(compute="_compute_recipient")
    channel = fields.Selection(
        [
            ("notification", "Notification"),
            ("email", "E-Mail"),
            ("activity", "Activity"),
        ],
        required=True,
    )
    state = fields.Selection(
        [
            ("pending", "To Send"),
            ("queued", "Sending"),
            ("sent", "Sent"),
            ("skipped", "Skipped"),
            ("failed", "Failed"),
        ],
        required=True,
        default="pending",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open", export_string_translation=False
    )
    reason = fields.Char(help="Why the notice failed or was skipped.")
    mail_id = fields.Many2one(
        "mail.mail", index="btree_not_null", export_string_translation=False
    )

    @api.depends("user_id.name", "email")
    def _compute_recipient(self):
        for notice in self:
            notice.recipient = notice.user_id.name or notice.email

    @api.depends("state")
    def _compute_is_open(self):
        for notice in self:
            notice.is_open = notice.state in ("pending", "queued")

    def _system_refusal(self):
        return self.env["crm.big.deal.alert"]._system_refusal()

    # recipients

    @api.model
    def _notice_prepare(self, alert):
        """Create a notice for each recipient and channel of an alert."""
        rule, base = alert.rule_id, {"alert_id": alert.id, "lead_id": alert.lead_id.id}
        users = rule.user_ids
        if rule.notify_salesperson:
            users |= alert.user_id
        if rule.notify_team_leader:
            users |= alert.team_id.user_id
        self._system_create(
            [
                {**base, "user_id": user.id, "channel": channel}
                | user._oplus_notice_skipped(alert.lead_id)
                for user in users
                for channel in rule._alert_channels()
            ]
            + [
                {**base, "email": address, "channel": "email"}
                for address in rule._alert_addresses()
            ]
        )

    # sending

    def _notice_send(self):
        """Send to one recipient; the notice keeps the error, if any."""
        reason = None
        try:
            with self.env.cr.savepoint():
                # lock before sending, not only when the result is stored
                locked = self.try_lock_for_update(allow_referencing=True)
                if not locked or self._notice_is_forbidden():
                    return
                if self.state == "pending":
                    getattr(self, f"_notice_{self.channel}")()
            if self.state == "queued":
                with self.env.cr.savepoint():
                    reason = self._notice_post()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:  # templates and addresses can fail in any way
            _logger.info("%s could not be sent", self, exc_info=True)
            reason = str(error) or type(error).__name__
        self._system_write({"reason": reason} if reason else {"reason": False})

    def _notice_is_forbidden(self):
        """Skip a user who can no longer see the opportunity, or an address of whose
        rule the author can no longer use its company, and return whether."""
        mail = self.mail_id.exists()
        if self.state == "queued" and mail.state in (False, "sent"):
            return False
        if self.user_id:
            skipped = self.user_id._oplus_notice_skipped(self.lead_id)
        else:
            skipped = self.alert_id._alert_address_skipped()
        if skipped:
            mail.unlink()
            self._system_write(skipped)
        return bool(skipped)

    def _notice_notification(self):
        """Send to the inbox or by e-mail, as the user prefers, with a link."""
        alert, lead = self._notice_localized()
        body = self.env["ir.qweb"]._render(
            "opportunity_plus.alert_message", {"alert": alert}, lang=self.user_id.lang
        )
        message = lead.message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=alert.headline,
            body=body,
            author_id=self.env.ref("base.partner_root").id,
            force_send=False,
        )
        mail = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self._notice_handed_over(mail)

    def _notice_email(self):
        """Send the e-mail template; only users get a link to the opportunity."""
        alert, _lead = self._notice_localized()
        if self.user_id and not self.user_id.email:
            raise ValueError(self.env._("The user has no e-mail address."))
        template = alert.rule_id._alert_template().with_env(alert.env)
        if not template:
            raise ValueError(self.env._("The rule has no e-mail template."))
        mail_id = template.with_context(alert_link=bool(self.user_id)).send_mail(
            alert.id,
            email_values={
                "email_to": self.user_id.email_formatted or self.email,
                "recipient_ids": [],
                "email_cc": False,
            },
        )
        self._notice_handed_over(self.env["mail.mail"].browse(mail_id))

    def _notice_activity(self):
        alert, lead = self._notice_localized()
        lead.activity_schedule(
            activity_type_id=alert.rule_id.activity_type_id.id,
            user_id=self.user_id.id,
            summary=alert.headline,
        )
        self._notice_handed_over()

    def _notice_localized(self):
        """Return the alert and its opportunity in the language of the recipient."""
        lang = self.user_id.lang or self.alert_id.company_id.partner_id.lang
        alert = self.alert_id.with_context(lang=lang, tz=self.user_id.tz)
        return alert, alert.lead_id

    def _notice_handed_over(self, mail=None):
        if mail:
            self._system_write({"state": "queued", "mail_id": mail[:1].id})
        else:
            self._system_write({"state": "sent"})

    def _notice_post(self):
        """Send the e-mail, again if it failed before.

        :return: the error, None if the e-mail was sent
        """
        # a sent e-mail may have been deleted
        mail = self.mail_id.exists()
        mail.filtered(lambda m: m.state == "exception").mark_outgoing()
        mail.filtered(lambda m: m.state == "outgoing").send()
        mail = mail.exists()
        if mail.state == "exception":
            return mail.failure_reason or self.env._("The e-mail could not be sent.")
        self._system_write({"state": "sent"})
        return None

    def _notice_reopen(self):
        """Send again; an e-mail that exists already is not created anew."""
        for notice in self:
            notice._system_write({"state": "queued" if notice.mail_id else "pending"})
