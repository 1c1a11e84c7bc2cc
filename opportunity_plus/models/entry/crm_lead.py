# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta
from math import inf

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..foundation.blank import is_blank
from ..foundation.naming import names
from ..probability.crm_lead import NOTHING_GIVEN

DAYS_TO_CLOSING = 7

# what the customer proposes
PROPOSED = {"user_id", "opportunity_type_id"}


class CrmLead(models.Model):
    """What an opportunity needs when it is opened, and its default.

    Forms ask for it. By other doors (mail, website, import, interfaces) what is missing
    gets its default in :meth:`create`; what is impossible is refused at every door.
    """

    _inherit = "crm.lead"

    # whether a form asks for what an open opportunity needs
    oplus_is_entry_required = fields.Boolean(
        compute="_compute_oplus_is_entry_required", export_string_translation=False
    )

    @api.depends("company_id", "type", "won_status")
    @api.depends_context("company")
    def _compute_oplus_is_entry_required(self):
        for lead in self:
            lead.oplus_is_entry_required = (
                lead.type == "opportunity"
                and lead.won_status == "pending"
                and lead._oplus_policy()["opportunity_facts_required"]
            )

    @api.constrains("expected_revenue")
    def _check_oplus_expected_revenue(self):
        """An expected revenue is a number from 0 up."""
        wrong = self.filtered(lambda lead: not 0 <= lead.expected_revenue < inf)
        if wrong:
            raise ValidationError(
                self.env._(
                    "The expected revenue cannot be negative. Correct it for:"
                    " %(names)s",
                    names=names(wrong),
                )
            )

    @api.constrains("name")
    def _check_oplus_name(self):
        """An opportunity has a description that can be seen."""
        if any(lead.type == "opportunity" and is_blank(lead.name) for lead in self):
            raise ValidationError(
                self.env._("An opportunity needs a description. Enter one.")
            )

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        # a column of a board by outcome; it follows from stage and rate alone
        defaults.pop("won_status", None)
        # a form asks for the type as well; create only for what it was not given
        if defaults.get("type") != "opportunity":
            return defaults
        company = self.env["res.company"].browse(defaults.get("company_id") or ())
        policy = (company or self.env.company)._oplus_policy()
        if "date_deadline" in fields_list and policy["opportunity_facts_required"]:
            defaults.setdefault("date_deadline", self._oplus_entry_date_deadline())
        wanted = PROPOSED.intersection(fields_list)
        # anybody may ask for defaults, about any customer
        if defaults.get("partner_id") and self.browse().has_access("create"):
            customer = self.env["res.partner"].browse(defaults["partner_id"])
            proposed = wanted and self._oplus_entry_defaults([(customer, defaults)])[0]
            defaults |= {name: proposed[name] for name in wanted.intersection(proposed)}
        return defaults

    # doors

    def _oplus_entry_complete(self, vals_list):
        """The values of :meth:`create`, with defaults for what an opportunity lacks."""
        given = self.default_get(["type", "partner_id", "date_deadline"])
        completed = [
            self._oplus_without_empty(vals, given.get("type")) for vals in vals_list
        ]
        opened = [
            index
            for index, vals in enumerate(completed)
            if vals["type"] == "opportunity"
        ]
        asked = self._oplus_entry_customers(
            [completed[index] for index in opened], given.get("partner_id")
        )
        deadline = given.get("date_deadline") or self._oplus_entry_date_deadline()
        leavers = self._oplus_entry_leavers(vals_list)
        for index, defaults in zip(
            opened, self._oplus_entry_defaults(asked), strict=True
        ):
            vals = completed[index]
            if vals.get("user_id") in leavers and self._oplus_entry_is_open(vals):
                del vals["user_id"]
            vals = defaults | vals
            company = self.env["res.company"].browse(vals.get("company_id") or ())
            policy = (company or self.env.company)._oplus_policy()
            if policy["opportunity_facts_required"]:
                vals["date_deadline"] = vals.get("date_deadline") or deadline
            if is_blank(vals.get("name")):
                vals["name"] = self._oplus_entry_name_of(vals)
            is_scored = policy["opportunity_probability_policy"] == "automatic"
            is_given = "probability" in vals or is_scored
            vals["oplus_stage_probability"] = NOTHING_GIVEN if is_given else 0
            completed[index] = vals
        return completed

    def _oplus_entry_customers(self, vals_list, fallback):
        """Pairs of customer and values; a company may stand in for its contact.

        :param fallback: id of the customer where the values do not tell
        """
        ids = [
            vals.get("partner_id", fallback) or vals.get("commercial_partner_id")
            for vals in vals_list
        ]
        customers = self.env["res.partner"].browse({id_ for id_ in ids if id_})
        # sudo: names of customers that the user chose
        customers.sudo().fetch(["name", "user_id", "commercial_partner_id"])
        return [
            (customers.browse(id_ or ()).with_prefetch(customers._prefetch_ids), vals)
            for id_, vals in zip(ids, vals_list, strict=True)
        ]

    def _oplus_entry_defaults(self, asked):
        """What is proposed by the customer, for many at once.

        :param asked: pairs of customer and values
        :return: a dict of values for each of them
        """
        given = {name[8:] for name in self.env.context if name.startswith("default_")}
        proposed = [{} for _pair in asked]
        if not self.env.context.get("default_user_id"):
            for defaults, (customer, vals) in zip(proposed, asked, strict=True):
                user = self._oplus_entry_salesperson(customer, vals.get("company_id"))
                if user:
                    defaults["user_id"] = user.id
        if "opportunity_type_id" not in given:
            types = self._oplus_type_propose(
                [
                    (customer, vals.get("company_id") or False)
                    for customer, vals in asked
                ]
            )
            for defaults, type_id in zip(proposed, types, strict=True):
                if type_id:
                    defaults["opportunity_type_id"] = type_id
        return proposed

    def _oplus_entry_converted(self, vals):
        """Odoo's conversion says what an opportunity needs, for every door by which a
        lead becomes one.

        :return: pairs of opportunities and of what is written to them
        """
        if vals.get("type") != "opportunity" or "date_conversion" in vals:
            return [(self, vals)]
        parts = defaultdict(self.browse)
        for lead in self:
            needed = {}
            if lead.type == "lead":
                needed = lead._convert_opportunity_data(lead.partner_id)
            parts[tuple(needed.items())] |= lead
        return [(leads, {**dict(needed), **vals}) for needed, leads in parts.items()]

    def _oplus_entry_copied(self, vals, given):
        """Odoo empties an archived salesperson; here the default takes over."""
        if self.user_id and not self.user_id.active and not vals.get("user_id"):
            vals.pop("user_id", None)
        # the copy is a new deal, which cannot be closed in the past
        today, deadline = fields.Date.context_today(self), vals.get("date_deadline")
        if "date_deadline" not in given and deadline and deadline < today:
            del vals["date_deadline"]

    def _oplus_entry_on_conversion(self):
        """A lead that becomes an opportunity is expected to close as well."""
        if not self._oplus_policy()["opportunity_facts_required"]:
            return {}
        deadline = self.date_deadline or self._oplus_entry_date_deadline()
        return {"date_deadline": deadline}

    @api.model
    def _oplus_entry_date_deadline(self):
        """The expected closing date of a new opportunity, in the user's time zone."""
        return fields.Date.context_today(self) + timedelta(days=DAYS_TO_CLOSING)
