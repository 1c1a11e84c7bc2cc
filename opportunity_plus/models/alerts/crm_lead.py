# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..foundation.searching import search_true

MARKS = ("oplus_is_big_deal", "oplus_big_deal_rules", "oplus_big_deal_alert_count")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    oplus_is_big_deal = fields.Boolean(
        "Big Deal",
        compute="_compute_oplus_big_deal",
        search="_search_oplus_is_big_deal",
        help="Amount and closing rate are at or above the target of a rule.",
    )
    oplus_big_deal_rules = fields.Char(
        "Big-Deal Rules", compute="_compute_oplus_big_deal"
    )
    oplus_big_deal_alert_count = fields.Integer(
        "Big-Deal Alerts", compute="_compute_oplus_big_deal_alert_count"
    )

    @api.depends("company_id")
    def _compute_oplus_big_deal(self):
        """Compute with one query, and with none if no rule is active."""
        active = self.env["crm.big.deal.rule"]._alert_policy().active
        self.oplus_is_big_deal, self.oplus_big_deal_rules = False, ""
        if not active:
            return
        reached = self._oplus_alert_reached(active)
        for lead in self.filtered(lambda lead: lead._origin.id in reached):
            names = [
                active[rule_id][0]
                for rule_id in reached[lead._origin.id]
                if not lead.company_id
                or active[rule_id][1] in (False, lead.company_id.id)
            ]
            lead.oplus_is_big_deal = bool(names)
            lead.oplus_big_deal_rules = ", ".join(sorted(names))

    def _oplus_alert_reached(self, active):
        """Return the ids of the rules whose target is reached, by opportunity id."""
        # sudo: readers of an opportunity may know that it is a big deal
        states = self.env["crm.big.deal.state"].sudo()
        domain = self._oplus_alert_reached_domain(active) & Domain(
            "lead_id", "in", self.ids
        )
        groups = states._read_group(domain, ["lead_id"], ["rule_id:array_agg"])
        return {lead.id: rule_ids for lead, rule_ids in groups}

    @search_true
    def _search_oplus_is_big_deal(self):
        active = self.env["crm.big.deal.rule"]._alert_policy().active
        # sudo: as above; record rules limit the result to what the user may read
        states = self.env["crm.big.deal.state"].sudo()
        domain = self._oplus_alert_reached_domain(active) & Domain.OR(
            Domain("rule_id", "=", rule_id)
            & Domain("lead_id.company_id", "in", [company_id, False])
            if company_id
            else Domain("rule_id", "=", rule_id)
            for rule_id, (_name, company_id) in active.items()
        )
        query = states._search(domain)
        return Domain("id", "in", query.subselect("lead_id"))

    def _oplus_alert_reached_domain(self, active):
        return Domain("is_reached", "=", True) & Domain("rule_id", "in", list(active))

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_big_deal_alert_count(self):
        """Count the alerts that the user may open; no query without any rule."""
        self.oplus_big_deal_alert_count = 0
        if self.env["crm.big.deal.rule"]._alert_policy().exists:
            counts = dict(
                self.env["crm.big.deal.alert"]._read_group(
                    [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
                )
            )
            for lead in self:
                lead.oplus_big_deal_alert_count = counts.get(lead._origin, 0)

    def _oplus_alert_marks(self, specification):
        """Return the requested big-deal fields, if they may change."""
        marks = {name: specification[name] for name in MARKS if name in specification}
        if marks and self.env["crm.big.deal.rule"]._alert_policy().active:
            return marks
        return {}

    def _oplus_alert_marked(self, rows, marks):
        """Return the rows with their big-deal fields after the change.

        These follow from work at the end of the transaction, which is done now.
        """
        if not marks:
            return rows
        self._oplus_record_changes_now()
        self.invalidate_model(marks, flush=False)
        marked = self.browse([row["id"] for row in rows]).web_read(marks)
        return [row | mark for row, mark in zip(rows, marked, strict=True)]

    def oplus_action_view_big_deal_alerts(self):
        """Open the alerts of this opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_big_deal_alert_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}}

    def _oplus_record_valued(self):
        """Note the fields whose change may raise an alert."""
        watched = self.env["crm.big.deal.rule"]._alert_policy().watched
        return super()._oplus_record_valued() | watched
