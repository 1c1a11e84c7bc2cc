# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.access import check_each

LEAD = "crm.lead"


class MailTemplate(models.Model):
    """Sends templates on opportunities for users who may change these.

    Odoo asks for read access, and stores the mails as superuser.
    """

    _inherit = "mail.template"

    def send_mail_batch(
        self,
        res_ids,
        force_send=False,
        raise_exception=False,
        email_values=None,
        email_layout_xmlid=False,
    ):
        """Check access to the opportunities on which the mails will be stored.

        :raise AccessError: the user may not write to one of them
        """
        leads = self._oplus_share_mailed(res_ids, email_values or {})
        check_each(leads, "write")
        return super().send_mail_batch(
            *(res_ids, force_send, raise_exception, email_values, email_layout_xmlid)
        )

    def _oplus_share_mailed(self, res_ids, values):
        """Return the opportunities of the mails, also where the values of a mail name
        another record than the one that the template is rendered for."""
        # sudo: only tells where the message is
        message = self.env["mail.message"].sudo()
        message = message.browse(values.get("mail_message_id") or ())
        named = [values["res_id"]] if "res_id" in values else res_ids
        places = [
            (self.model, res_ids),
            (values.get("model", self.model), named),
            (message.model, [message.res_id]),
        ]
        ids = {
            id_ for model, ids in places if model == LEAD for id_ in ids or () if id_
        }
        return self.env[LEAD].browse(map(int, ids))
