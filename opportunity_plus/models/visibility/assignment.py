# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..foundation.naming import names
from ..foundation.roles import SALESMAN
from .company_move import LEADING_TO_COMPANY

# Odoo computes who is responsible anew when one of these changes
LEADING = LEADING_TO_COMPANY | {"type"}
RESPONSIBLE_ACTIONS = (
    "opportunity_plus.crm_lead_assign_action",
    "opportunity_plus.crm_lead_sharing_action",
)


class CrmLead(models.Model):
    """Assignment of opportunities to another salesperson or team.

    Conversations, activities, meetings and history stay. Salespeople may assign their
    own opportunities to others. They then lose access unless they are kept as readers.
    """

    _inherit = "crm.lead"

    oplus_keep_salesperson_as_reader = fields.Boolean(
        "Keep the previous salesperson as reader",
        store=False,
        help="When the salesperson changes, share the opportunity with the previous"
        " salesperson.",
    )

    @api.model
    def get_views(self, views, options=None):
        """Mark the form actions that only responsible users may carry out."""
        result = super().get_views(views, options)
        toolbar = result["views"].get("form", {}).get("toolbar", {})
        actions = (self.env.ref(name, False) for name in RESPONSIBLE_ACTIONS)
        ids = {action.id for action in actions if action}
        for action in toolbar.get("action", ()):
            action["is_for_responsible"] = action["id"] in ids
        return result

    def _oplus_assigning_opening_error(self):
        """Return the error for creating unassigned opportunities or those of others.

        :return: None if another rule refused the creation, or if nobody creates them:
            a program may ask for the right to create any record
        """
        grant, now = self._oplus_visibility_grant("role"), self.env.cr.now()
        # sudo: the user may not read the refused records, but has entered their values
        refused = self.sudo()
        foreign = refused.filtered(lambda lead: not grant.covers(lead))
        entered = refused.filtered(
            lambda lead: lead.create_uid == self.env.user and lead.create_date == now
        )
        if entered != refused or not foreign or not self.env.user.has_group(SALESMAN):
            return None
        told = names(foreign, "name")
        if not foreign.user_id:
            return AccessError(
                self.env._(
                    "You may not create opportunities without a salesperson. Create"
                    " them as your own: %(names)s",
                    names=told,
                )
            )
        return AccessError(
            self.env._(
                "You may not create opportunities for this salesperson. Create them as"
                " your own, then assign them: %(names)s",
                names=told,
            )
        )

    def _oplus_assigning_start(self, vals):
        """Check a write that may reassign opportunities, and lock them.

        :return: the companies before the write by id; who was responsible, by id; and
            the opportunities that the user may reassign by role, not merely by a share.
            All are empty if the write cannot change them
        """
        companies = self._oplus_companies(vals)
        if LEADING.isdisjoint(vals):
            return companies, {}, self.browse()
        self.check_access("write")
        self._oplus_assigning_lock(vals)
        self._oplus_share_deal_with()
        by_role = self if self.env.su else self._oplus_share_shareable()
        owners = {lead.id: lead._oplus_assigning_owner() for lead in self}
        return companies, owners, by_role

    def _oplus_assigning_finish(self, before, vals):
        """Refuse what a share does not allow, and keep previous salespeople as readers.

        :param before: what ``_oplus_assigning_start`` returned
        :raise AccessError: the user reassigned an opportunity that is only shared
        """
        companies, owners, by_role = before
        if owners:
            (self - by_role)._oplus_assigning_check(owners)
            self._oplus_assigning_settle(owners, vals)
        self._oplus_check_companies(companies)

    def _oplus_assigning_settle(self, owners, vals):
        # sudo: the user may have lost access by this change
        leads = self.sudo()
        moved = leads.filtered(lambda lead: lead.user_id.id != owners[lead.id][0])
        moved._oplus_assigning_drop_shares()
        if vals.get("oplus_keep_salesperson_as_reader"):
            moved._oplus_assigning_keep_readers(owners)

    def _oplus_assigning_owner(self):
        """Return the ids of salesperson, team and company."""
        return self.user_id.id, self.team_id.id, self.company_id.id

    def _oplus_assigning_check(self, owners):
        """:param owners: who was responsible before, by id"""
        # sudo: as above
        refused = self.sudo().filtered(
            lambda lead: owners[lead.id] != lead._oplus_assigning_owner()
        )
        if refused:
            raise AccessError(
                self.env._(
                    "These opportunities are shared with you for editing. Only those"
                    " responsible for them can assign them to somebody else: %(names)s",
                    names=names(refused, "name"),
                )
            )

    def _oplus_assigning_drop_shares(self):
        """Remove the shares of users who became the salesperson."""
        # starting from the user, shares are read once, not for each opportunity
        shares = self.user_id.oplus_share_ids
        shares = shares.filtered(lambda share: share.lead_id in self)
        useless = shares.filtered(lambda share: share.user_id == share.lead_id.user_id)
        useless._share_drop()

    def _oplus_assigning_keep_readers(self, owners):
        # sudo: whoever assigns need not be allowed to share
        shares = self.env["crm.lead.share"].sudo()
        known = {(share.lead_id.id, share.user_id.id) for share in self.oplus_share_ids}
        previous = {lead: lead.user_id.browse(owners[lead.id][0]) for lead in self}
        shares._share_keep(
            [
                {"lead_id": lead.id, "user_id": user.id}
                for lead, user in previous.items()
                if user
                and (lead.id, user.id) not in known
                and not [*shares._share_complaints(lead, user)]
            ]
        )

    def _oplus_assigning_read_back(self, before, specification):
        readable = self._filtered_access("read").with_context(bin_size=True)
        rows = {row["id"]: row for row in readable.web_read(specification)}
        if len(self) == 1:
            return [*rows.values()]
        return [rows.get(row["id"], row) for row in before]
