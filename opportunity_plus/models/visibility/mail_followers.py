# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.access import allowed, on_readable
from ..foundation.searching import search_true

LEAD = "crm.lead"


class MailFollowers(models.Model):
    """Followers of an opportunity, visible only to users who may read it."""

    _inherit = "mail.followers"

    oplus_is_readable = fields.Boolean(
        compute="_compute_oplus_is_readable",
        search="_search_oplus_is_readable",
        export_string_translation=False,
    )

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_readable(self):
        of_leads = self.filtered(lambda follower: follower.res_model == LEAD)
        leads = self.env[LEAD].browse(set(of_leads.mapped("res_id")))
        readable = set(allowed(leads.exists())._ids)
        for follower in self:
            is_of_lead = follower.res_model == LEAD
            follower.oplus_is_readable = not is_of_lead or follower.res_id in readable

    @search_true
    def _search_oplus_is_readable(self):
        return on_readable("res_model", "res_id", _predicate)


def _predicate(follower):
    return follower.oplus_is_readable
