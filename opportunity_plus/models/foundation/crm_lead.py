# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer what has no words for users neither as a filter nor as a group."""
        told = super().fields_get(allfields, attributes)
        for name, one in told.items():
            field = self._fields[name]
            is_ours = field._module == "opportunity_plus"
            if is_ours and not field.export_string_translation:
                one |= dict.fromkeys(one.keys() & {"searchable", "groupable"}, False)
        return told

    def _oplus_policy(self):
        """Return the policies of the opportunity's company, else of the current one.

        :return: values by field name of ``res.company``
        """
        return (self.company_id or self.env.company)._oplus_policy()

    def _oplus_company(self):
        """Return the company of the opportunity, else of its team; may be empty."""
        # sudo: the user may not read the company or the team that decides
        lead = self.sudo()
        return lead.company_id or lead.team_id.company_id

    def _oplus_by_policy(self):
        """Return the opportunities as pairs of policies and those that follow them."""
        if only := self.env["res.company"]._oplus_only_id():
            return [(self.env["res.company"].browse(only)._oplus_policy(), self)]
        groups = self.grouped("company_id").values()
        return [(leads[0]._oplus_policy(), leads) for leads in groups]
