# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..foundation.access import allowed, readable_query, reads_every_lead
from ..foundation.searching import search_true


class CrmLeadReadableMixin(models.AbstractModel):
    """Mixin for models with a ``lead_id``: whether the user may read that opportunity.

    A record rule on ``oplus_is_lead_readable`` makes a record exactly as visible as its
    opportunity.
    """

    _name = "crm.lead.readable.mixin"
    _description = "As Visible as Its Opportunity"

    oplus_is_lead_readable = fields.Boolean(
        compute="_compute_oplus_is_lead_readable",
        search="_search_oplus_is_lead_readable",
        export_string_translation=False,
    )

    @api.depends("lead_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_lead_readable(self):
        readable = allowed(self.lead_id)
        for record in self:
            record.oplus_is_lead_readable = record.lead_id in readable

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """Hide the names of records that the user may not read.

        Odoo reads names as superuser, in refusals in developer mode, too.
        """
        result = super()._compute_display_name()
        if self.env.su:
            stored = self.filtered("id")
            for record in stored - allowed(stored):
                record.display_name = self.env._("Restricted record")
        return result

    @search_true
    def _search_oplus_is_lead_readable(self):
        if reads_every_lead(self.env):
            return Domain("lead_id", "!=", False)
        readable = readable_query(self.env, "crm.lead")
        return Domain.FALSE if readable is None else Domain("lead_id", "in", readable)
