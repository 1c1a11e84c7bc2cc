# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..foundation.days import day_of
from ..foundation.roles import SALESMAN

FIGURES = ("pipeline", "weighted", "won")


class CrmLeadRevision(models.Model):
    _inherit = "crm.lead.revision"

    @api.model
    def _digest_figures(self, first, last):
        """Return the figures of the current company in Odoo's digest, by whole days
        that are over: nothing is in two digests, or in none.

        :param first: moment in UTC at which the period begins
        :param last: moment in UTC at which it ends
        :return: dict with pipeline and weighted value at the end, and what was won
        """
        company = self.env.company
        days = [day_of(company, end) - timedelta(days=1) for end in (first, last)]
        ledger = self.with_context(allowed_company_ids=company.ids)
        (stock,) = ledger.pipeline_at(days[1])
        (flow,) = ledger.bridge(*days)
        return {
            "pipeline": stock["expected_revenue"],
            "weighted": stock["weighted_revenue"],
            "won": -flow["won"]["value"] or 0.0,  # it leaves the pipeline
        }


class DigestDigest(models.Model):
    """Three figures more in Odoo's digest. What they mean is in ``_digest_figures``;
    this class only fits them to Odoo's interface."""

    _inherit = "digest.digest"

    kpi_oplus_pipeline = fields.Boolean("Pipeline")
    kpi_oplus_pipeline_value = fields.Monetary(compute="_compute_kpi_oplus")
    kpi_oplus_weighted = fields.Boolean("Weighted Pipeline")
    kpi_oplus_weighted_value = fields.Monetary(compute="_compute_kpi_oplus")
    kpi_oplus_won = fields.Boolean("Won Revenue")
    kpi_oplus_won_value = fields.Monetary(compute="_compute_kpi_oplus")

    @api.depends_context("start_datetime", "end_datetime", "uid", "company")
    def _compute_kpi_oplus(self):
        if not self.env.user.has_group(SALESMAN):
            # Odoo leaves the figure out of this user's digest
            raise AccessError(self.env._("The pipeline is for salespeople."))
        now = fields.Datetime.now()
        start = self.env.context.get("start_datetime") or now - timedelta(days=1)
        end = self.env.context.get("end_datetime") or now
        for digest in self:
            company = digest.company_id or self.env.company
            ledger = self.env["crm.lead.revision"].with_company(company)
            found = ledger._digest_figures(
                start.replace(tzinfo=None), end.replace(tzinfo=None)
            )
            for name in FIGURES:
                digest[f"kpi_oplus_{name}_value"] = found[name]

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("crm.crm_menu_root").id
        for name in FIGURES:
            action = f"crm.crm_lead_action_pipeline?menu_id={menu}"
            actions[f"kpi_oplus_{name}"] = action
        return actions
