# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..foundation.access import check_named
from ..foundation.caching import clear_caches
from ..foundation.naming import names
from ..foundation.roles import ADMIN
from ..foundation.searching import search_true

TERMS = ("user_id", "access", "date_end", "include_documents")
# terms of a share by the system, unless it says otherwise
READING = {"access": "read", "date_end": False, "include_documents": False}


class CrmLeadShare(models.Model):
    """A share: the access of one more user to one opportunity.

    ACCESS: ``read`` lets the user see everything and log notes, ``write`` also edit.
    Neither allows to assign, share or delete. ``include_documents`` adds read access
    to the quotations, orders, invoices and credit notes of the opportunity.

    END: ``date_end`` is the last day of access, in the time zone of the opportunity's
    company, else of its team's company, else of the main company. Every search
    compares the date, so no job is needed.

    WHO SHARES: users who may write the opportunity by role, not through a share. This
    also applies while code runs as superuser for a user, because public methods of
    Odoo create records as superuser with values of their caller.

    WHO SEES IT: all readers of the opportunity. Its chatter logs each grant, change
    and withdrawal. The user is notified of a new share.
    """

    _name = "crm.lead.share"
    _inherit = ["crm.lead.readable.mixin", "crm.lead.deciding.mixin"]
    _description = "Shared Opportunity"
    _order = "id"
    _rec_name = "user_id"

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        "Shared with",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('id', '!=', uid)]",
    )
    access = fields.Selection(
        [("read", "Read and log notes"), ("write", "Edit")],
        required=True,
        default="read",
    )
    date_end = fields.Date("Until", help="Last day of access. Leave empty for no end.")
    include_documents = fields.Boolean(
        "Documents", help="Also quotations, orders, invoices and credit notes."
    )
    create_uid = fields.Many2one("res.users", "Shared by")
    create_date = fields.Datetime("Since")
    is_expired = fields.Boolean(compute="_compute_is_expired")
    is_lead_shareable = fields.Boolean(
        compute="_compute_is_lead_shareable",
        search="_search_is_lead_shareable",
        export_string_translation=False,
    )

    _lead_user_unique = models.UniqueIndex(
        "(lead_id, user_id)",
        "The opportunity is already shared with this user. Change the existing line.",
    )

    @api.depends("date_end", "lead_id.company_id", "lead_id.team_id.company_id")
    def _compute_is_expired(self):
        for share in self:
            end = share.date_end
            share.is_expired = bool(end and end < share.lead_id._oplus_today())

    @api.depends("lead_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_lead_shareable(self):
        shareable = self.lead_id.sudo(False)._oplus_share_shareable()
        for share in self:
            share.is_lead_shareable = share.lead_id in shareable

    @search_true
    def _search_is_lead_shareable(self):
        leads = self.env["crm.lead"].sudo(False)
        if not leads.has_access("write"):
            return Domain.FALSE
        domain = leads._oplus_visibility_domain("role")
        return Domain("lead_id", "in", leads._search(domain, active_test=False))

    def _share_check_may_share(self, leads):
        # only the superuser is exempt, not code that runs as superuser for a user
        if self.env.uid == SUPERUSER_ID:
            return
        leads = leads.sudo(False)
        if foreign := leads - leads._oplus_share_shareable():
            readable = foreign._filtered_access("read")
            raise AccessError(
                self.env._(
                    "Only the salesperson, a supervisor or a user who sees all"
                    " opportunities can share an opportunity or stop sharing it. You"
                    " cannot do so for: %(names)s",
                    names=names(readable, "name")
                    or self.env._("opportunities that you may not open"),
                )
            )

    def _share_may_hand_over(self):
        """Tell whether the user may give a share to another user, by a handover."""
        return self.env.user.has_group(ADMIN)

    @api.model_create_multi
    def create(self, vals_list):
        # defaults from the context are checked like given values
        defaults = self.default_get(["lead_id", "user_id"])
        vals_list = [defaults | vals for vals in vals_list]
        leads = self.env["crm.lead"].browse({vals.get("lead_id") for vals in vals_list})
        self._share_check_may_share(leads.filtered("id").exists())
        check_named(self.env, "res.users", [vals.get("user_id") for vals in vals_list])
        self._share_check_new(vals_list)
        shares = super().create(vals_list)
        shares._share_granted()
        return shares

    def _share_check_new(self, vals_list):
        """Refuse users who already have a share, naming all, and the current user."""
        pairs = [(vals.get("lead_id"), vals.get("user_id")) for vals in vals_list]
        leads, users = (
            (list(ids) for ids in zip(*pairs, strict=True)) if pairs else ([], [])
        )
        known = self.search([("lead_id", "in", leads), ("user_id", "in", users)])
        taken = {(share.lead_id.id, share.user_id.id) for share in known}
        twice = self.env["res.users"].browse(
            user
            for index, (lead, user) in enumerate(pairs)
            if (lead, user) in taken or (lead, user) in pairs[:index]
        )
        if twice:
            raise ValidationError(
                self.env._(
                    "Already shared with: %(names)s. Change the existing lines.",
                    names=names(twice),
                )
            )
        if self.env.uid in users and self.env.uid != SUPERUSER_ID:
            raise ValidationError(
                self.env._("You cannot share an opportunity with yourself.")
            )

    def _share_keep(self, vals_list):
        """Create shares that follow from another operation, such as an assignment.

        No rights are checked: the operation did, and the user may have lost them since.
        The terms are complete, so that no default of the user decides on them.
        """
        # pylint: disable=super-method-mismatch
        shares = super().create([READING | vals for vals in vals_list])
        shares._share_log()
        return shares

    def write(self, vals):
        if "lead_id" in vals or ("user_id" in vals and not self._share_may_hand_over()):
            raise UserError(
                self.env._(
                    "You cannot change the opportunity or the user of a share. Remove"
                    " the share and create a new one."
                )
            )
        self._share_check_may_share(self.lead_id)
        if "user_id" in vals:
            self._share_log(withdrawn=True)
        before = {share.id: share._share_terms() for share in self}
        result = super().write(vals)
        changed = self.filtered(lambda share: share._share_terms() != before[share.id])
        changed._share_log()
        return result

    def unlink(self):
        self._share_check_may_share(self.lead_id)
        self._share_log(withdrawn=True)
        return super().unlink()

    def _share_told(self):
        """Return what a share grants, and until when, ready to be kept as JSON."""
        return {
            "access": self.access,
            "date_end": fields.Date.to_string(self.date_end),
            "include_documents": self.include_documents,
        }

    def _share_drop(self):
        """Remove shares that an assignment made needless."""
        self._share_log(withdrawn=True)
        # no check: the assignment has checked the rights
        # pylint: disable=super-method-mismatch
        return super().unlink()

    def _oplus_visibility_changed(self):
        """Clear the cached facts, which list users with shares, on a first share."""
        result = super()._oplus_visibility_changed()
        # sudo: also counts shares that the current user may not see
        others = self.sudo()._read_group(
            [("user_id", "in", self.user_id.ids), ("id", "not in", self.ids)],
            ["user_id"],
        )
        if self.user_id - self.env["res.users"].union(*(user for (user,) in others)):
            clear_caches(self.env)
        return result

    def _share_terms(self):
        return tuple(self[name] for name in TERMS)
