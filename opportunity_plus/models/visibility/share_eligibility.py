# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError

from ..foundation.far_date import buddhist_complaints
from ..foundation.roles import SALESMAN


class CrmLeadShare(models.Model):
    """Users with whom an opportunity may be shared."""

    _inherit = "crm.lead.share"

    @api.constrains("lead_id", "user_id", "date_end")
    def _check_share(self):
        """Refuse invalid shares, with all reasons in one message."""
        complaints = {
            complaint
            for share in self
            for complaint in share._share_complaints(share.lead_id, share.user_id)
        }
        if complaints:
            raise ValidationError("\n".join(sorted(complaints)))

    def _share_complaints(self, lead, user):
        """Yield the reasons against sharing an opportunity with a user."""
        # sudo: the current user may not read all that decides
        user, lead = user.sudo(), lead.sudo()
        names = {"user": user.name, "lead": lead.name}
        if not user.active or user.share:
            yield self.env._("%(user)s is not an active employee.", **names)
        elif not user.has_group(SALESMAN):
            yield self.env._("%(user)s has no access to the CRM.", **names)
        if user == lead.user_id:
            yield self.env._(
                "%(user)s is the salesperson of “%(lead)s” already.", **names
            )
        company = lead.company_id
        if company and company not in user.company_ids:
            yield self.env._(
                "%(user)s has no access to the company %(company)s of “%(lead)s”.",
                company=company.name,
                **names,
            )
        # the system also puts back shares that were over
        is_person = self.env.uid != SUPERUSER_ID
        if is_person and self.date_end and self.date_end < lead._oplus_today():
            yield self.env._("A share cannot end in the past.")
        yield from buddhist_complaints(self, self.date_end)
