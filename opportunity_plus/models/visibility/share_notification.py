# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import format_date


class CrmLeadShare(models.Model):
    """Messages about shares: notes on the opportunities, notifications to users."""

    _inherit = "crm.lead.share"

    def _share_granted(self):
        self._share_log()
        self._share_notify()

    def _share_log(self, withdrawn=False):
        """Log the shares in the chatter, one note for each opportunity."""
        bodies = {
            lead.id: self.env["ir.qweb"]._render(
                "opportunity_plus.crm_lead_share_log",
                {"lines": [share._share_sentence(withdrawn) for share in shares]},
                minimal_qcontext=True,
            )
            # sudo: the note names users whom the current user may not read
            for lead, shares in self.sudo().grouped("lead_id").items()
        }
        leads = self.env["crm.lead"].browse(bodies)
        if not withdrawn:
            leads -= leads._oplus_tell_followers("shared", lambda lead: bodies[lead.id])
        leads._message_log_batch({lead.id: bodies[lead.id] for lead in leads})

    def _share_notify(self):
        """Notify each user once of all their shares, in their language."""
        # sudo: the recipient may read what the message names, the current user may not
        for user, shares in self.sudo().grouped("user_id").items():
            shares = shares.with_context(lang=user.lang)
            thread = shares.lead_id if len(shares) == 1 else self.env["mail.thread"]
            model = shares.env["ir.model"]._get("crm.lead")
            thread.sudo(False).with_context(lang=user.lang).message_notify(
                partner_ids=user.partner_id.ids,
                subject=shares._share_subject(),
                body=shares._share_notification(),
                email_layout_xmlid="mail.mail_notification_layout",
                model_description=model.display_name if thread else False,
            )

    def _share_notification(self):
        return self.env["ir.qweb"]._render(
            "opportunity_plus.crm_lead_share_notification",
            {
                "introduction": self.env._(
                    "%(name)s shares with you:", name=self.env.user.name
                ),
                "shares": [
                    {
                        "id": share.lead_id.id,
                        "name": share.lead_id.name,
                        "terms": share._share_terms_text(),
                    }
                    for share in self
                ],
            },
            minimal_qcontext=True,
        )

    def _share_subject(self):
        if len(self) == 1:
            return self.env._("“%(lead)s” is shared with you", lead=self.lead_id.name)
        return self.env._(
            "%(count)s opportunities are shared with you", count=len(self)
        )

    def _share_sentence(self, withdrawn):
        name = self.user_id.name
        if withdrawn:
            return self.env._("No longer shared with %(user)s.", user=name)
        terms = self._share_terms_text()
        return self.env._("Shared with %(user)s: %(terms)s.", user=name, terms=terms)

    def _share_terms_text(self):
        labels = dict(self._fields["access"]._description_selection(self.env))
        terms = [labels[self.access]]
        if self.include_documents:
            terms.append(self.env._("with documents"))
        if self.date_end:
            date = format_date(self.env, self.date_end)
            terms.append(self.env._("until %(date)s", date=date))
        return ", ".join(terms)
