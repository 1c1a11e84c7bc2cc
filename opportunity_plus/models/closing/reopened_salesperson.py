# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import ValidationError

from ..foundation.exemption import HANDED_OVER, HANDOVER
from ..foundation.naming import names

# fields that bring an opportunity back into the pipeline
WAYS_IN = {"active", "probability", "stage_id", "type"}


class CrmLead(models.Model):
    """Replace the archived salesperson of an opportunity that returns to the pipeline.

    The dialog *Reopen* asks for another salesperson. In all other cases, the
    opportunity gets the salesperson proposed for a new opportunity of its customer.
    Nobody gives an open opportunity to an archived user, either.
    """

    _inherit = "crm.lead"

    def _oplus_given_to_leaver(self, vals):
        """Return those that a user is about to give to an archived salesperson."""
        if not vals.get("user_id") or self.env.su:
            return self.browse()
        if self.env.context.get(HANDOVER) is HANDED_OVER:
            return self.browse()
        field = self._fields["user_id"]
        user_id = field.convert_to_cache(vals["user_id"], self, validate=False)
        # sudo: only reads whether the salesperson is archived
        user = self.env["res.users"].sudo().browse(user_id or ())
        if not user or user.active:
            return self.browse()
        return self.filtered(lambda lead: lead.user_id.id != user.id)

    def _oplus_given_check(self):
        """Refuse open opportunities that were given to an archived salesperson.

        :raise ValidationError: names the user and the opportunities
        """
        # sudo: they may be out of the sight of the user by now
        refused = self.sudo().filtered(lambda lead: lead._oplus_is_in_pipeline())
        if refused:
            raise ValidationError(
                self.env._(
                    "%(user)s is archived. Choose another salesperson for: %(names)s",
                    user=refused.user_id.name,
                    names=names(refused),
                )
            )

    def _oplus_orphans_outside(self, written):
        """Return those with an archived salesperson that the write may bring back."""
        if WAYS_IN.isdisjoint(written):
            return self.browse()
        outside = self.filtered(lambda lead: not lead._oplus_is_in_pipeline())
        return outside._oplus_orphans()

    def _oplus_is_in_pipeline(self):
        return (
            self.type == "opportunity" and self.active and self.won_status == "pending"
        )

    def _oplus_orphans(self):
        """Return the opportunities whose salesperson is archived."""
        # sudo: only reads whether the salesperson is archived
        users = self.sudo().user_id
        gone = users.filtered(lambda user: not user.active)
        return self.filtered(lambda lead: lead.user_id.id in gone._ids)

    def _oplus_adopt_orphans(self):
        """Assign the default salesperson to those that are back in the pipeline."""
        orphans = self.filtered(lambda lead: lead._oplus_is_in_pipeline())
        orphans._oplus_orphans()._oplus_assign_default()

    def _oplus_assign_default(self):
        """Assign the salesperson in charge of the customer, else the current user.

        Nobody gets what is only shared with them, in charge of the customer or not:
        then the team leader.
        """
        responsible, user = self._oplus_share_shareable(), self.env.user
        for lead in self:
            # sudo: the default applies even if the user may not assign that salesperson
            orphan = lead.sudo()
            found = orphan._oplus_default_salesperson()
            if found <= user and lead not in responsible:
                leader = orphan.team_id.user_id - user
                found = leader.filtered(orphan._oplus_may_belong_to)
            orphan.user_id = found

    def _oplus_default_salesperson(self):
        """Return the salesperson in charge of the customer, else the current user if
        the opportunity may be theirs."""
        customer = self.partner_id or self.commercial_partner_id
        charged = self._oplus_entry_salesperson(customer, self.company_id.id)
        return charged or self.env.user.filtered(self._oplus_may_belong_to)

    def _oplus_may_belong_to(self, user):
        """Return whether a user may be the salesperson: no portal or technical user,
        and none without the company."""
        has_company = self.company_id <= user.company_ids
        return user.active and not user.share and has_company
