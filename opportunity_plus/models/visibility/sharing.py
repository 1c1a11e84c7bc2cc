# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..foundation.naming import names
from ..foundation.searching import search_true

PENDING = "opportunity_plus.dealt_with"
# the methods that explain a refusal, where they know why
REFUSALS = {
    "write": "_oplus_share_reader_error",
    "create": "_oplus_assigning_opening_error",
}


class CrmLead(models.Model):
    """What a share changes on the opportunity itself."""

    _inherit = "crm.lead"

    # who reads the opportunity reads its shares: their rule need not say so again
    oplus_share_ids = fields.One2many(
        "crm.lead.share", "lead_id", "Sharing", copy=False, bypass_search_access=True
    )
    oplus_can_write = fields.Boolean(
        compute="_compute_oplus_rights", export_string_translation=False
    )
    oplus_can_share = fields.Boolean(
        compute="_compute_oplus_rights", export_string_translation=False
    )
    oplus_is_shared_with_me = fields.Boolean(
        "Shared with Me",
        compute="_compute_oplus_is_shared_with_me",
        search="_search_oplus_is_shared_with_me",
    )

    @api.depends(
        "user_id", "team_id", "oplus_share_ids.access", "oplus_share_ids.date_end"
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_rights(self):
        """What forms offer; the rules decide. It is as it was saved, so that a form
        stays open while its salesperson changes."""
        write, role = map(self._oplus_visibility_grant, ("write", "role"))
        for lead in self:
            saved = lead._origin
            is_free = not saved or self.env.su
            lead.oplus_can_write = is_free or write.covers(saved)
            lead.oplus_can_share = is_free or role.covers(saved)

    @api.depends("oplus_share_ids.user_id", "oplus_share_ids.date_end")
    @api.depends_context("uid")
    def _compute_oplus_is_shared_with_me(self):
        shared = self.filtered_domain(self._oplus_share_with_me_domain())
        for lead in self:
            lead.oplus_is_shared_with_me = lead in shared

    @search_true
    def _search_oplus_is_shared_with_me(self):
        return self._oplus_share_with_me_domain()

    def _oplus_share_with_me_domain(self):
        shares = self._oplus_visibility_grant("read").shares
        return Domain("id", "in", shares.ids(self.env) if shares else ())

    def _oplus_share_shareable(self):
        """Those of the opportunities that the current user is responsible for."""
        return self._filtered_access("write").filtered(
            lambda lead: self.env.su or lead.oplus_is_granted_role
        )

    # the words for a reader, and for who opens an opportunity for somebody else

    def _check_access(self, operation):
        """Tell what is the matter, in place of a riddle."""
        result = super()._check_access(operation)
        if not (result and self and operation in REFUSALS):
            return result
        forbidden, make_error = result
        explain = getattr(forbidden, REFUSALS[operation])
        return forbidden, lambda: explain() or make_error()

    def _oplus_share_open_to_me(self):
        """Those that the user reads, and logs notes on, because of a share."""
        return self._filtered_access("read").filtered("oplus_is_shared_with_me")

    def _oplus_share_addressed(self, records, model):
        """Those of them that new records, which were refused, were to be on.

        :param model: the field of the records with the model of their document
        """
        # sudo: where the records were to be; named is what the user may open
        there = records.sudo().filtered(lambda one: one[model] == self._name)
        return self.browse(set(there.mapped("res_id")))._oplus_share_open_to_me()

    def _oplus_share_reader_error(self):
        """The refusal for whom all are shared with; else nothing is said of them."""
        if self - self._oplus_share_open_to_me():
            return None
        return AccessError(
            self.env._(
                "You may only read these opportunities. Log a note, or ask their"
                " salespeople to share them with you for editing: %(names)s",
                names=names(self),
            )
        )

    # names

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """Other records show names that are read as superuser: keep them from whoever
        may not read the opportunity and has not just dealt with it."""
        result = super()._compute_display_name()
        if self.env.su:
            stored = self.filtered("id")
            dealt_with = self.env.cr.precommit.data.get(PENDING, {})
            known = stored.browse(dealt_with.get(self.env.uid, ()))
            unknown = stored - known
            for lead in unknown - unknown.sudo(False)._filtered_access("read"):
                lead.display_name = self.env._("Restricted opportunity")
        return result

    def _oplus_share_deal_with(self):
        """Note whose opportunities the user has changed in this transaction: he may be
        about to lose sight of them, or have made them without seeing them."""
        data = self.env.cr.precommit.data.setdefault(PENDING, {})
        data.setdefault(self.env.uid, set()).update(self.ids)

    # merging: the others are deleted as superuser

    def _oplus_share_check_mergeable(self):
        if self.env.su:
            return
        foreign = self - self._oplus_share_shareable()
        if foreign:
            foreign.check_access("read")
            raise AccessError(
                self.env._(
                    "Merging deletes opportunities, so it takes your own ones. Leave"
                    " out what is shared with you: %(names)s",
                    names=names(foreign),
                )
            )

    def _oplus_share_adopt(self, tails):
        """Keep open to people what was open to them in opportunities merged away, but
        for documents: those of the survivor were not."""
        # sudo: whoever may merge is responsible for all of them
        shares = tails.sudo().oplus_share_ids.filtered(
            lambda share: not share.is_expired and share.user_id != self.sudo().user_id
        )
        known = self.sudo().oplus_share_ids.user_id
        for user, given in shares.grouped("user_id").items():
            if user not in known and not [*given[0]._share_complaints(self, user)]:
                terms = {name: given[0][name] for name in ("access", "date_end")}
                given._share_keep([{"lead_id": self.id, "user_id": user.id, **terms}])

    # notes: a reader logs them and does nothing else

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if message_operation != "create" or not self.ids:
            return operations
        # sudo: a share decides on the access itself
        others = self.sudo().filtered(lambda lead: lead.user_id != self.env.user)
        if not others:
            return operations
        shared = others.filtered_domain(self._oplus_share_with_me_domain())
        return operations | {lead: "read" for lead in self if lead.id in shared._ids}

    def _notify_thread(self, message, msg_vals=False, **kwargs):
        """Those who are told of a message read the name, whoever wrote it. Anybody may
        notify himself of anything, so that this is none of it."""
        if message.message_type != "user_notification":
            self._oplus_share_deal_with()
        return super()._notify_thread(message, msg_vals, **kwargs)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Followers who may not read the opportunity are not told of it; those who are
        addressed by name are."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        addressed = set((msg_vals or {}).get("partner_ids") or ())
        # sudo: whom the message is addressed to, whoever sends it
        addressed.update(message.sudo().partner_ids.ids)
        return [
            recipient
            for recipient in recipients
            if recipient["id"] in addressed or self._oplus_share_may_be_told(recipient)
        ]

    def _oplus_share_may_be_told(self, recipient):
        user = self.env["res.users"].browse(recipient.get("uid") or ())
        # sudo: the salesperson, also if the author may not read it
        if recipient["type"] != "user" or user in (self.sudo().user_id, self.env.user):
            return True
        companies = {"allowed_company_ids": user.sudo().company_ids.ids}
        return self.with_user(user).with_context(**companies).has_access("read")
