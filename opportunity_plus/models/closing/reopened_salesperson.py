# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

# fields by which an opportunity comes back into the pipeline
WAYS_IN = {"active", "probability", "stage_id", "type"}


class CrmLead(models.Model):
    """Who looks after an opportunity that comes back into the pipeline.

    An archived salesperson would not. The dialog asks for another one; at other doors
    it is the one who is proposed for a new opportunity of that customer.
    """

    _inherit = "crm.lead"

    def _oplus_orphans_outside(self, written):
        """Those without salesperson that may come back by what is written."""
        if WAYS_IN.isdisjoint(written):
            return self.browse()
        outside = self.filtered(lambda lead: not lead._oplus_is_in_pipeline())
        return outside._oplus_orphans()

    def _oplus_is_in_pipeline(self):
        return (
            self.type == "opportunity" and self.active and self.won_status == "pending"
        )

    def _oplus_orphans(self):
        """Those whose salesperson is archived."""
        # sudo: whether a salesperson is still there
        users = self.sudo().user_id
        gone = users.filtered(lambda user: not user.active)
        return self.filtered(lambda lead: lead.user_id.id in gone._ids)

    def _oplus_adopt_orphans(self):
        """Give those that are in the pipeline by now the default salesperson."""
        orphans = self.filtered(lambda lead: lead._oplus_is_in_pipeline())
        orphans._oplus_orphans()._oplus_assign_default()

    def _oplus_assign_default(self):
        for lead in self:
            # sudo: a default of the system, also for whoever may not assign it
            lead.sudo().user_id = lead._oplus_default_salesperson()

    def _oplus_default_salesperson(self):
        """Who is proposed for a new opportunity of the customer: the salesperson in
        charge, else the current user, if one who may look after it."""
        customer = self.partner_id or self.commercial_partner_id
        return self._oplus_entry_salesperson(
            customer, self.company_id.id
        ) or self.env.user.filtered(lambda user: user.active and not user.share)
