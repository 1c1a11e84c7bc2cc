# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from hashlib import sha256

from odoo import api, fields, models
from odoo.fields import Domain

from ..foundation.roles import SALESMAN
from ..foundation.searching import search_true
from .res_partner import NO_OPENING

# salespeople follow, but get one message for all instead of one per opportunity
QUIET = {"tracking_disable": True, "mail_activity_quick_update": True}
# fields whose change shows that a user has edited an opportunity
FACTS = (
    *("name", "type", "active", "partner_id", "company_id", "user_id", "team_id"),
    *("stage_id", "priority", "tag_ids", "expected_revenue", "recurring_revenue"),
    *("recurring_plan", "date_deadline", "opportunity_type_id", "medium_id"),
    *("source_id", "referred", "description", "color", "function", "street"),
)


class CrmLead(models.Model):
    """Opportunities opened automatically for new customers or in a call campaign.

    In either case one ``create`` opens a whole batch.
    """

    _inherit = "crm.lead"

    # a customer who is created in an opportunity has one, and gets no other
    commercial_partner_id = fields.Many2one(context={NO_OPENING: True})
    partner_id = fields.Many2one(context={NO_OPENING: True})
    oplus_is_opened_automatically = fields.Boolean(
        "Opened Automatically",
        compute="_compute_oplus_is_opened_automatically",
        search="_search_oplus_is_opened_automatically",
        help="Opened for a new customer, an imported customer list or a call campaign.",
    )

    @api.depends_context("uid")
    def _compute_oplus_is_opened_automatically(self):
        log = self.env["crm.lead.opening"]
        opened = log._system_search([("lead_id", "in", self.ids)]).lead_id
        for lead in self:
            lead.oplus_is_opened_automatically = lead._origin.id in opened._ids

    @search_true
    def _search_oplus_is_opened_automatically(self):
        # sudo: tells only whether an opportunity was opened automatically
        log = self.env["crm.lead.opening"].sudo()
        rows = log._search([("lead_id", "!=", False)])
        return Domain("id", "in", rows.subselect("lead_id"))

    # opening

    @api.model
    def _oplus_opening_open(self, customers, **vals):
        """Open an opportunity for each customer, as superuser.

        :param customers: partners that the caller has checked
        :param vals: values for all opportunities, never from a user
        :return: the new opportunities, by customer
        """
        leads = {}
        for company, group in customers._oplus_opening_by_company().items():
            opener = self._oplus_opening_as_system(company)
            vals_list = opener._oplus_opening_prepare_vals(group, company, vals)
            created = opener.create(vals_list)
            created._oplus_opening_subscribe()
            leads |= dict(zip(group, created, strict=True))
        return leads

    def _oplus_opening_as_system(self, company):
        context = {
            "lang": self.env.user.lang,
            "tz": self.env.user.tz,
            "allowed_company_ids": company.ids,
        }
        # sudo: the opportunity is for the customer's salesperson, whose pipeline the
        # user may not see; the context is replaced, so that no caller can add defaults
        leads = self.env["crm.lead"].sudo()
        return leads.with_context(  # pylint: disable=context-overridden
            context | QUIET
        )

    def _oplus_opening_prepare_vals(self, customers, company, vals):
        users = {
            partner: self._oplus_opening_salesperson(partner) for partner in customers
        }
        places = {user: self._oplus_opening_place(user) for user in {*users.values()}}
        deadline = self._oplus_entry_date_deadline()
        return [
            {
                "type": "opportunity",
                "name": partner.name or partner.display_name,
                "partner_id": partner.id,
                "company_id": company.id,
                "user_id": users[partner].id,
                "expected_revenue": 0,
                "date_deadline": deadline,
            }
            | places[users[partner]]
            | vals
            for partner in customers
        ]

    def _oplus_opening_salesperson(self, customer):
        """Return the customer's salesperson, else the user if they sell."""
        user = self.env.user
        charged = self._oplus_entry_salesperson(customer, self.env.company.id)
        if charged or not user.has_group(SALESMAN):
            return charged
        return user if self.env.company in user.company_ids else charged

    def _oplus_opening_place(self, user):
        """Return the default team and stage of a salesperson's opportunities."""
        team = self.env["crm.team"]
        if user:
            domain = [("use_opportunities", "=", True)]
            team = team._get_default_team_id(user_id=user.id, domain=domain)
        stage = self._stage_find(team_id=team.id, domain=[("fold", "=", False)])
        return {"team_id": team.id, "stage_id": stage.id}

    def _oplus_opening_subscribe(self):
        """Let salespeople follow their opportunities, as Odoo does."""
        for user, leads in self.grouped("user_id").items():
            if user:
                leads.message_subscribe(user.partner_id.ids)

    def _oplus_fingerprint(self):
        """Return a hash of the fields that users edit, without the score and what Odoo
        fills in, such as the customer's address."""
        # with another policy, a new opportunity is taken for scored for a moment
        is_score = self.oplus_is_rate_automatic and self.is_automated_probability
        rate = not is_score and self.probability
        facts = [self[name] for name in FACTS]
        text = repr([rate, *(getattr(fact, "ids", fact) for fact in facts)])
        return sha256(text.encode()).hexdigest()

    # a customer created from an opportunity already has one

    def _create_customer(self, with_parent=None):
        quiet = self.with_context(**{NO_OPENING: True})
        customer = super(CrmLead, quiet)._create_customer(with_parent)
        return customer.with_env(self.env)
