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
        names = ["oplus_closing_required", "oplus_user_required"]
        stored = self.filtered("id")  # not those of a form that is open
        facts = ["oplus_is_entry_required", "date_deadline", "user_id"]
        rows = stored._oplus_rows(facts)
        stored._oplus_fill(names, ((a and bool(d), a and bool(u)) for a, d, u in rows))
        for lead in self - stored:
            before, is_asked = lead._origin, lead.oplus_is_entry_required
            lead.oplus_closing_required = is_asked and bool(
                not before or before.date_deadline
            )
            lead.oplus_user_required = is_asked and bool(not before or before.user_id)

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
