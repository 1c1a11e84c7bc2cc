# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

ADOPT = """
    UPDATE crm_big_deal_alert alert
       SET lead_id = %(head)s,
           merged_from = COALESCE(
               alert.merged_from, NULLIF(tail.name, ''), tail.id::text)
      FROM crm_lead tail
     WHERE tail.id = alert.lead_id AND tail.id = ANY(%(tails)s)
"""
ADOPT_NOTICES = """
    UPDATE crm_big_deal_notice notice
       SET lead_id = alert.lead_id
      FROM crm_big_deal_alert alert
     WHERE alert.id = notice.alert_id AND notice.lead_id = ANY(%(tails)s)
"""


class CrmBigDealAlert(models.Model):
    """An event of a big deal under a rule, such as reaching the target.

    VALUES: amount, probability, salesperson, team, stage, company and expected closing
    at the moment of the event; the amount is in the currency of the rule.

    ORIGIN: only the system writes alerts, in the transaction that changed the
    opportunity; they are sent afterwards (``alert_delivery.py``). After a merge,
    ``merged_from`` is the name of the opportunity that the alert was about.
    """

    _name = "crm.big.deal.alert"
    _inherit = ["crm.lead.log"]
    _description = "Big-Deal Alert"
    _order = "date DESC, id DESC"
    _rec_name = "headline"
    _rec_names_search = ["lead_id", "rule_id"]

    headline = fields.Char("Alert", compute="_compute_headline")
    rule_id = fields.Many2one(
        "crm.big.deal.rule", required=True, ondelete="restrict", index=True
    )
    kind = fields.Selection(
        [
            ("reached", "Target Reached"),
            ("fell_below", "Fell Below"),
            ("lost", "Lost"),
            ("slipped", "Closing Put Off"),
        ],
        "Event",
        required=True,
    )
    crossing = fields.Integer(
        required=True,
        aggregator=None,
        help="How often the opportunity has reached the target by then.",
    )
    date = fields.Datetime(required=True)
    currency_id = fields.Many2one("res.currency", required=True)
    amount = fields.Monetary(help="As measured by the rule, in the rule's currency.")
    probability = fields.Float("Closing Rate (%)", aggregator="avg")
    date_deadline = fields.Date("Expected Closing")
    date_deadline_before = fields.Date("Expected Closing Before")
    user_id = fields.Many2one("res.users", "Salesperson")
    team_id = fields.Many2one("crm.team", "Sales Team")
    stage_id = fields.Many2one("crm.stage")
    company_id = fields.Many2one("res.company")
    merged_from = fields.Char(help="Name of the opportunity that the alert was about.")
    # Delivery
    notice_ids = fields.One2many("crm.big.deal.notice", "alert_id", "Recipients")
    state = fields.Selection(
        [
            ("pending", "To Send"),
            ("sent", "Sent"),
            ("skipped", "No Recipient"),
            ("failed", "Failed"),
        ],
        "Delivery",
        required=True,
    )
    attempts = fields.Integer(required=True, aggregator=None)
    date_next = fields.Datetime("Next Attempt")

    _crossing_unique = models.UniqueIndex(
        "(lead_id, rule_id, crossing, kind)"
        " WHERE kind <> 'slipped' AND merged_from IS NULL",
        "There is one alert for each crossing of the target.",
    )
    _lead_idx = models.Index("(lead_id)")
    _due_idx = models.Index("(date_next) WHERE state = 'pending'")

    @api.depends("kind", "lead_id.name")
    @api.depends_context("lang")
    def _compute_headline(self):
        for alert in self:
            alert.headline = alert._alert_headline(alert.lead_id.name)

    def _alert_headline(self, name):
        match self.kind:
            case "fell_below":
                return self.env._("Big deal fell below the target: %(name)s", name=name)
            case "lost":
                return self.env._("Big deal lost: %(name)s", name=name)
            case "slipped":
                return self.env._("Big deal put off: %(name)s", name=name)
        return self.env._("Big deal: %(name)s", name=name)

    @api.model
    def get_empty_list_help(self, help_message):
        """Where there is no alert, tell what is above a target all the same."""
        text = super().get_empty_list_help(help_message)
        # Odoo reads actions as superuser: the number is what the reader may see
        count = self.sudo(False)._alert_unannounced_count()
        if not count:
            return text
        told = self.env._(
            "Opportunities that are above a target already, without an alert: %s", count
        )
        return Markup(text or "") + Markup("<p>%s</p>") % told

    def _alert_unannounced_count(self):
        leads = self.env["crm.lead"]
        if self.search_count([], limit=1) or not leads.has_access("read"):
            return 0
        return leads.search_count([("oplus_is_big_deal", "=", True)])

    def _system_refusal(self):
        return self.env._("Big-deal alerts are written by the system alone.")

    def _alert_adopt(self, head, tails):
        """Move the alerts of merged opportunities to the surviving one."""
        for statement in (ADOPT, ADOPT_NOTICES):
            # raw SQL: alerts cannot be written through the ORM, see ORIGIN
            self.env.cr.execute(SQL(statement, head=head.id, tails=tails.ids))
        self.invalidate_model(flush=False)
        self.env["crm.big.deal.notice"].invalidate_model(flush=False)
