# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..foundation.access import allowed
from ..foundation.naming import names
from ..foundation.transaction import note

# note of the transaction: ids of opportunities that users change, by id of the user
PENDING = "opportunity_plus.dealt_with"
# methods that explain a refusal, or return None if they do not know the reason
REFUSALS = {
    "write": "_oplus_share_reader_error",
    "create": "_oplus_assigning_opening_error",
}


class CrmLead(models.Model):
    """Effects of shares on the opportunity: rights, names, merging and notes."""

    _inherit = "crm.lead"

    # bypass: the rule of shares only asks for read access to the opportunity
    oplus_share_ids = fields.One2many(
        "crm.lead.share", "lead_id", "Sharing", copy=False, bypass_search_access=True
    )
    oplus_can_write = fields.Boolean(
        compute="_compute_oplus_rights", export_string_translation=False
    )
    oplus_can_share = fields.Boolean(
        compute="_compute_oplus_rights", export_string_translation=False
    )

    @api.depends(
        "user_id", "team_id", "oplus_share_ids.access", "oplus_share_ids.date_end"
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_rights(self):
        """Compute what a form offers; the record rules decide on access.

        It uses the saved values: a form stays editable while its salesperson changes.
        """
        write, role = map(self._oplus_visibility_grant, ("write", "role"))
        for lead in self:
            saved = lead._origin
            is_free = not saved or self.env.su
            lead.oplus_can_write = is_free or write.covers(saved)
            lead.oplus_can_share = is_free or role.covers(saved)

    def _oplus_share_shareable(self):
        """Return the opportunities that the current user is responsible for."""
        return self._filtered_access("write").filtered(
            lambda lead: self.env.su or lead.oplus_is_granted_role
        )

    # error messages

    def _check_access(self, operation):
        """Explain a refusal, where a method of ``REFUSALS`` knows the reason."""
        result = super()._check_access(operation)
        if not (result and self and operation in REFUSALS):
            return result
        forbidden, make_error = result
        explain = getattr(forbidden, REFUSALS[operation])
        return forbidden, lambda: explain() or make_error()

    def _oplus_share_reading(self):
        """Return the opportunities that are shared with the user for reading only."""
        return self._filtered_access("read").filtered(
            lambda lead: (
                lead.oplus_is_shared_with_me and not lead.oplus_is_granted_write
            )
        )

    def _oplus_share_addressed(self, records, model):
        """Return the opportunities shared for reading on which records were refused.

        :param records: the refused messages or activities
        :param model: name of their field with the model of the document
        """
        # sudo: the user may not read refused records; only readable leads are returned
        there = records.sudo().filtered(lambda one: one[model] == self._name)
        return self.browse(set(there.mapped("res_id")))._oplus_share_reading()

    def _oplus_share_reader_error(self):
        """Return the error for a reader; None if another rule refused one of them."""
        if self - self._oplus_share_reading():
            return None
        return AccessError(
            self.env._(
                "You may only read these opportunities. Log a note, or ask their"
                " salespeople to share them with you for editing: %(names)s",
                names=names(self, "name"),
            )
        )

    # names

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """Hide the names of opportunities that the user may not read.

        Odoo reads names in other records as superuser. Opportunities that the user has
        changed in this transaction keep their names.
        """
        result = super()._compute_display_name()
        if self.env.su:
            dealt_with = note(self.env, PENDING, dict).get(self.env.uid, ())
            unknown = self.filtered(
                lambda lead: lead._origin and lead._origin.id not in dealt_with
            )
            for lead in unknown - allowed(unknown):
                lead.display_name = self.env._("Restricted opportunity")
        return result

    def _oplus_share_deal_with(self):
        """Note that the user changes these opportunities in this transaction.

        The user may lose access to them, or create some without access.
        """
        dealt_with = note(self.env, PENDING, dict)
        dealt_with.setdefault(self.env.uid, set()).update(self.ids)

    # merging: Odoo deletes the merged opportunities as superuser

    def _oplus_share_check_mergeable(self):
        if self.env.su:
            return
        foreign = self - self._oplus_share_shareable()
        if foreign:
            foreign.check_access("read")
            raise AccessError(
                self.env._(
                    "Merging deletes opportunities, so you can merge only those you"
                    " are responsible for. Leave out the ones shared with you:"
                    " %(names)s",
                    names=names(foreign, "name"),
                )
            )

    def _oplus_share_adopt(self, tails):
        """Take over the shares of merged opportunities, without documents.

        The documents of the surviving opportunity were not shared.
        """
        # sudo: a user who may merge opportunities is responsible for all their shares
        lead, tails = self.sudo(), tails.sudo()
        shares = tails.oplus_share_ids.filtered(
            lambda share: not share.is_expired and share.user_id != lead.user_id
        )
        known = lead.oplus_share_ids.user_id
        for user, given in shares.grouped("user_id").items():
            if user not in known and not [*given[0]._share_complaints(self, user)]:
                terms = {name: given[0][name] for name in ("access", "date_end")}
                given._share_keep([{"lead_id": self.id, "user_id": user.id, **terms}])
