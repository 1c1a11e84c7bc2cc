# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLead(models.Model):
    """Values that opportunities from before the installation may lack.

    Forms require them for a new opportunity, and refuse to empty them later. A value
    that was missing may stay missing when the opportunity is moved or closed.
    """

    _inherit = "crm.lead"

    oplus_closing_required = fields.Boolean(
        compute="_compute_oplus_facts_required", export_string_translation=False
    )
    oplus_user_required = fields.Boolean(
        compute="_compute_oplus_facts_required", export_string_translation=False
    )

    @api.depends("oplus_is_entry_required", "date_deadline", "user_id")
    def _compute_oplus_facts_required(self):
        for lead in self:
            before, asked = lead._origin, lead.oplus_is_entry_required
            is_new = asked and not before
            lead.oplus_closing_required = is_new or (asked and before.date_deadline)
            lead.oplus_user_required = is_new or (asked and before.user_id)

    @api.model
    def _oplus_missing(self, field, companies):
        """Return the domain of open opportunities without a value in a field.

        :param field: name of the field
        :param companies: ids of companies, False for opportunities without a company
        """
        return [
            ("type", "=", "opportunity"),
            ("won_status", "=", "pending"),
            ("company_id", "in", companies),
            (field, "=", False),
        ]
