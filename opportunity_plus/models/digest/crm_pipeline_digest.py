# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.fields import Command


class CrmPipelineDigest(models.Model):
    """The weekly digests, as they were sent.

    ONCE: one for each reader and week. It is written in the transaction that queues
    the mail, so that both are there or none is, whatever happens to the job. Of two
    jobs at once, the second one finds the digest of the first.

    RIGHTS: what it tells was read with the rights of its reader. The reader may look
    at it later, and sales administrators who work in all the companies that it tells
    of; nobody changes it.
    """

    _name = "crm.pipeline.digest"
    _description = "Weekly Digest of the Pipeline"
    _inherit = ["crm.system.rows"]
    _order = "date DESC, id DESC"
    _rec_name = "subject"

    user_id = fields.Many2one(
        "res.users", "Sent to", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(
        "Monday", required=True, help="The Monday after the week, for its reader."
    )
    company_ids = fields.Many2many(
        "res.company",
        string="Companies",
        help="The companies that it tells of.",
        context={"active_test": False},
    )
    email = fields.Char("E-Mail", help="The address that it was sent to.")
    subject = fields.Char(required=True)
    body = fields.Html(sanitize=False, required=True, help="The mail, as it was sent.")

    _week_unique = models.UniqueIndex(
        "(user_id, date)", "There is one digest for each reader and week."
    )

    def _system_refusal(self):
        return self.env._("A digest is kept as it was sent.")

    def _digest_keep(self, user, week, content):
        """Keep what is to be sent; return nothing if it is there already."""
        values = {
            "user_id": user.id,
            "date": week.monday,
            "email": user.email_formatted,
            "company_ids": [Command.set(user._oplus_digest_companies().ids)],
            **content,
        }
        try:
            with self.env.cr.savepoint():
                digest = self._system_create([values])
                digest.flush_recordset()
        except UniqueViolation:  # another job was faster
            return self.browse()
        return digest

    def _digest_mail(self, user, content):
        """Queue the mail of a digest; it leaves after the commit."""
        stop = user._oplus_digest_address("stop")
        company = user.company_id
        # sudo: mails are sent by the system
        self.env["mail.mail"].sudo().create(
            {
                "subject": content["subject"],
                "body_html": content["body"],
                "email_from": company.email_formatted
                or self.env.ref("base.partner_root").email_formatted,
                "email_to": user.email_formatted,
                "author_id": company.partner_id.id,
                "auto_delete": True,
                "state": "outgoing",
                "headers": {
                    "List-Unsubscribe": f"<{stop}>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                    "X-Auto-Response-Suppress": "OOF",
                },
            }
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
