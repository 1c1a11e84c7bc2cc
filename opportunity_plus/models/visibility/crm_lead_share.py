# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..foundation.naming import names
from ..foundation.searching import search_true

TERMS = ("user_id", "access", "date_end", "include_documents")


class CrmLeadShare(models.Model):
    """One opportunity is opened to one more person.

    ACCESS: ``read`` lets the person see everything and log notes, ``write`` also edit;
    neither reassigns, shares or deletes. ``include_documents`` adds reading the
    quotations, orders, invoices and credit notes of the opportunity.

    END: ``date_end`` is the last day where the opportunity is: in the time zone of its
    company, else of its team's, else of the main company. No job is needed, since every
    search compares the date.

    WHO SHARES: whoever may write the opportunity by role, which is not a share. It
    holds for the acting user even where code runs as superuser for him, since public
    methods of Odoo create records as superuser with values of their caller.

    WHO SEES IT: whoever may read the opportunity. Grant, change and withdrawal are
    logged on it, and the person is notified.
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
    date_end = fields.Date("Until", help="The last day; empty for no end.")
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
        "The opportunity is shared with this person already. Change that line.",
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
        shareable = Domain.FALSE
        if leads.has_access("write"):
            domain = leads._oplus_visibility_domain("role")
            query = leads._search(domain, active_test=False)
            shareable = Domain("lead_id", "in", query)
        return shareable

    def _share_check_may_share(self, leads):
        # only the system itself is exempt; see WHO SHARES above
        if self.env.uid == SUPERUSER_ID:
            return
        leads = leads.sudo(False)
        if foreign := leads - leads._oplus_share_shareable():
            readable = foreign._filtered_access("read")
            raise AccessError(
                self.env._(
                    "Only the salesperson, a supervisor or an administrator shares an"
                    " opportunity or withdraws it. You cannot do so for: %(names)s",
                    names=names(readable)
                    or self.env._("opportunities that you may not open"),
                )
            )

    def _share_may_hand_over(self):
        """Only an administrator gives a share to somebody else: by a handover."""
        return self.env.user.has_group("sales_team.group_sale_manager")

    @api.model_create_multi
    def create(self, vals_list):
        # what is not named comes from the context, and is checked like what is
        defaults = self.default_get(["lead_id", "user_id"])
        vals_list = [defaults | vals for vals in vals_list]
        leads = self.env["crm.lead"].browse({vals.get("lead_id") for vals in vals_list})
        self._share_check_may_share(leads.filtered("id").exists())
        self._share_check_new(vals_list)
        shares = super().create(vals_list)
        shares._share_granted()
        return shares

    def _share_check_new(self, vals_list):
        """Name everybody who has a share already, and refuse oneself."""
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
                    "It is shared already with: %(names)s. Change those lines.",
                    names=names(twice),
                )
            )
        if self.env.uid in users and self.env.uid != SUPERUSER_ID:
            raise ValidationError(
                self.env._("You cannot share an opportunity with yourself.")
            )

    def _share_keep(self, vals_list):
        """Keep people as readers of what they have just handed over, which they may
        not share any more; no rights are checked but those that ``write`` checked."""
        # pylint: disable=super-method-mismatch
        shares = super().create(vals_list)
        shares._share_log()
        return shares

    def write(self, vals):
        if "lead_id" in vals or ("user_id" in vals and not self._share_may_hand_over()):
            raise UserError(
                self.env._(
                    "A share stays with its opportunity and its person. Withdraw it and"
                    " share again."
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

    def _share_drop(self):
        """Withdraw shares that have become needless."""
        self._share_log(withdrawn=True)
        # it follows from an assignment, which was checked
        # pylint: disable=super-method-mismatch
        return super().unlink()

    def _oplus_visibility_changed(self):
        """From the first share of a user on, his searches ask for shares."""
        result = super()._oplus_visibility_changed()
        # sudo: whether there are others, whoever may see them
        others = self.sudo()._read_group(
            [("user_id", "in", self.user_id.ids), ("id", "not in", self.ids)],
            ["user_id"],
        )
        if self.user_id - self.env["res.users"].union(*(user for (user,) in others)):
            self.env["crm.lead"]._oplus_visibility_facts_clear()
        return result

    def _share_terms(self):
        return tuple(self[name] for name in TERMS)
