# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

RATES = {"won": 100, "lost": 0}


class CrmLead(models.Model):
    """The success rate of groups of opportunities: an average that leaves out what is
    open."""

    _inherit = "crm.lead"

    oplus_success_rate = fields.Float(
        "Success Rate (%)",
        compute="_compute_oplus_success_rate",
        aggregator="avg",
        exportable=False,
        help="How many of the won and lost opportunities were won, in percent of their"
        " number.",
    )

    @api.depends("won_status")
    def _compute_oplus_success_rate(self):
        for lead in self:
            lead.oplus_success_rate = RATES.get(lead.won_status)

    def _oplus_success_to_sql(self, alias, query):
        return SQL(
            "CASE %s WHEN 'won' THEN 100.0 WHEN 'lost' THEN 0.0 END",
            self._field_to_sql(alias, "won_status", query),
        )
