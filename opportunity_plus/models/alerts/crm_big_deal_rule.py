# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..foundation.access import used_in
from ..foundation.main_company import main_company
from ..foundation.naming import names
from ..visibility.visible_list import search_visible
from .measuring import SCOPE


class CrmBigDealRule(models.Model):
    """Who is notified when an opportunity becomes a big deal.

    TARGET: an opportunity is a big deal while its amount and its probability are both
    at or above the target. The amount is the expected revenue, or the expected revenue
    times the probability, converted from the currency of the opportunity's company to
    the currency of the rule at today's rate. A lost opportunity is never a big deal.

    SCOPE: company, teams, stages, types and the extra filter limit a rule; an empty
    field does not. Leads are never big deals. An opportunity without company belongs to
    the company of its team, else to the main company.

    CROSSING: reaching the target raises one alert. Another one needs the rule to be
    armed again for that opportunity: by falling below the target, by falling below it
    by a margin (percent of the target, in amount or probability), or never. Leaving the
    scope does not count as falling below. Opportunities above the target when a rule is
    created, activated or changed raise no alert until they fall below and come back.

    SECOND NOTICES: optional alerts when a big deal falls below the target, is lost, or
    its expected closing is put off.

    An archived opportunity that is not lost is ignored until it is restored.
    """

    _name = "crm.big.deal.rule"
    _description = "Big-Deal Rule"
    _order = "name, id"
    _check_company_auto = True

    # Definition
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    # Scope
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        ondelete="cascade",
        help="Leave empty for the opportunities of all companies.",
    )
    team_ids = fields.Many2many(
        "crm.team", ondelete="restrict", check_company=True, string="Sales Teams"
    )
    # active_test: a rule for disabled stages alone is not one for all stages
    stage_ids = fields.Many2many(
        "crm.stage",
        ondelete="restrict",
        string="Stages",
        context={"active_test": False},
    )
    type_ids = fields.Many2many(
        "crm.opportunity.type", ondelete="restrict", string="Opportunity Types"
    )
    domain = fields.Char(
        "Extra Filter",
        default="[]",
        help="Opportunities that do not match raise no alert.",
    )
    scope_domain = fields.Char(
        compute="_compute_scope_domain", export_string_translation=False
    )
    # Target
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    minimum_amount = fields.Monetary(required=True)
    minimum_probability = fields.Float("Minimum Closing Rate (%)", digits=(5, 2))
    measure = fields.Selection(
        [("expected", "Expected Revenue"), ("weighted", "Weighted Revenue")],
        required=True,
        default="expected",
        help="Weighted revenue is the expected revenue times the closing rate.",
    )
    # Crossing
    rearm = fields.Selection(
        [
            ("below", "Each time it fell below the target and came back"),
            ("margin", "Only after it fell clearly below the target"),
            ("never", "Never again"),
        ],
        "Alert Again",
        required=True,
        default="below",
    )
    rearm_margin = fields.Float(
        "Margin (%)",
        default=10,
        digits=(5, 2),
        help="How far below the target the amount or the closing rate has to fall, in"
        " percent of the target.",
    )
    notify_fell_below = fields.Boolean("Falls Below the Target")
    notify_lost = fields.Boolean("Is Lost")
    notify_slipped = fields.Boolean("Expected Closing Put Off")
    # Recipients
    user_ids = fields.Many2many("res.users", string="Users")
    notify_salesperson = fields.Boolean("Salesperson")
    notify_team_leader = fields.Boolean("Team Leader")
    email_to = fields.Char(
        "E-Mail Addresses", help="Separated by commas. They always get an e-mail."
    )
    # Channels
    channel_notification = fields.Boolean(
        "Notification",
        default=True,
        help="In the inbox or by e-mail, as each user prefers.",
    )
    channel_email = fields.Boolean("E-Mail")
    channel_activity = fields.Boolean("Activity")
    mail_template_id = fields.Many2one(
        "mail.template",
        domain=[("model", "=", "crm.big.deal.alert")],
        default=lambda self: self.env.ref(
            "opportunity_plus.mail_template_alert", raise_if_not_found=False
        ),
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        domain=[("res_model", "in", [False, "crm.lead"])],
        default=lambda self: self.env.ref(
            "mail.mail_activity_data_todo", raise_if_not_found=False
        ),
    )
    # Alerts
    alert_ids = fields.One2many(
        "crm.big.deal.alert", "rule_id", search=search_visible("alert_ids")
    )
    alert_count = fields.Integer(compute="_compute_alert_count")
    reached_count = fields.Integer("Above the Target", compute="_compute_reached_count")

    @api.depends("company_id", *SCOPE)
    def _compute_scope_domain(self):
        """Compute the opportunities that the rule covers, before its extra filter."""
        for rule in self:
            domain = Domain("type", "=", "opportunity") & rule._alert_company_domain()
            for name, column in SCOPE.items():
                if rule[name]:
                    domain &= Domain(column, "in", rule[name].ids)
            rule.scope_domain = repr(list(domain))

    def _alert_company_domain(self):
        """Return the limit by company; see SCOPE for opportunities without company."""
        if not self.company_id:
            return Domain.TRUE
        own = ("=", self.company_id.id)
        heirs = Domain("team_id.company_id", *own)
        if self.company_id == main_company(self.env):
            heirs |= Domain("team_id.company_id", "=", False)
        without = Domain("company_id", "=", False) & heirs
        return Domain("company_id", *own) | without

    @api.depends("alert_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_alert_count(self):
        alerts, domain = self.env["crm.big.deal.alert"], [("rule_id", "in", self.ids)]
        counts = dict(alerts._read_group(domain, ["rule_id"], ["__count"]))
        for rule in self:
            rule.alert_count = counts.get(rule._origin, 0)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_reached_count(self):
        """Count the opportunities that reach the target now, whether they raised an
        alert or not, of those that the user may read."""
        states, reached = self.env["crm.big.deal.state"], self._alert_reached_domain()
        counts = dict(states._read_group(reached, ["rule_id"], ["__count"]))
        for rule in self:
            rule.reached_count = counts.get(rule._origin, 0)

    def _alert_reached_domain(self):
        """Return which states are of opportunities that reach the target now. What was
        archived keeps its state, and is ignored meanwhile."""
        pairs = [("rule_id", "in", self.ids), ("is_reached", "=", True)]
        return [*pairs, ("lead_id.active", "=", True)]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_alerted(self):
        if alerted := used_in(self, "crm.big.deal.alert", "rule_id"):
            raise UserError(
                self.env._(
                    "These rules have raised alerts, so they cannot be deleted."
                    " Archive them instead: %(names)s",
                    names=names(alerted),
                )
            )

    def action_view_alerts(self):
        """Open the alerts of this rule."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_big_deal_alert_action"
        )
        return action | {"domain": [("rule_id", "in", self.ids)]}

    def action_view_reached(self):
        """Open the opportunities that reach the target of this rule now."""
        states = self.env["crm.big.deal.state"].search(self._alert_reached_domain())
        return {
            "name": self.env._("Above the Target"),
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "view_mode": "list,kanban,form",
            "domain": [("id", "in", states.lead_id.ids)],
            "context": {"default_type": "opportunity"},
        }
