# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import ormcache

from ..foundation.blank import is_blank
from ..probability.crm_lead import NOTHING_GIVEN

DAYS_AHEAD = 7

# fields proposed by the customer
PROPOSED = {"user_id", "opportunity_type_id"}


class CrmLead(models.Model):
    """Required values of a new opportunity and their defaults.

    Forms ask for them. Elsewhere (mail, website, import, interfaces), :meth:`create`
    sets defaults for missing values. Impossible values are refused everywhere.
    """

    _inherit = "crm.lead"

    # whether forms require revenue, expected closing and salesperson
    oplus_is_entry_required = fields.Boolean(
        compute="_compute_oplus_is_entry_required", export_string_translation=False
    )
    # whether forms require the revenue, also of what is closed: emptied, it would be 0
    oplus_revenue_required = fields.Boolean(
        compute="_compute_oplus_is_entry_required", export_string_translation=False
    )

    @api.depends("company_id", "type", "won_status")
    @api.depends_context("company")
    def _compute_oplus_is_entry_required(self):
        names = ["oplus_is_entry_required", "oplus_revenue_required"]
        for policy, leads in self._oplus_by_policy():
            asks = policy["opportunity_facts_required"]
            rows = leads._oplus_rows(["type", "won_status"])
            asked = ((asks and kind == "opportunity", status) for kind, status in rows)
            leads._oplus_fill(names, ((a and s == "pending", a) for a, s in asked))

    @api.model
    def default_get(self, fields):
        # nobody presets what is only computed: an import asks for it for each row
        computed = self._oplus_only_computed()
        defaults = super().default_get([one for one in fields if one not in computed])
        # a board grouped by outcome presets it, but users may not write it
        defaults.pop("won_status", None)
        self._oplus_stage_of_column(fields, defaults)
        self._oplus_stage_proposed(defaults)
        self._oplus_deadline_no_default(defaults)
        # forms always ask for the type, create() only for fields without a value
        if defaults.get("type") != "opportunity":
            return defaults
        if "date_deadline" in fields and "date_deadline" not in defaults:
            company = self._oplus_entry_company(defaults) or self.env.company
            if company._oplus_policy()["opportunity_facts_required"]:
                defaults["date_deadline"] = self._oplus_entry_date_deadline()
        wanted = PROPOSED.intersection(fields)
        # any user may call this for any customer: propose to those who may create
        if defaults.get("partner_id") and self.browse().has_access("create"):
            customer = self.env["res.partner"].browse(defaults["partner_id"])
            asked = [(customer, defaults)]
            proposed = wanted and self._oplus_entry_defaults(asked, {})[0]
            defaults |= {name: proposed[name] for name in wanted.intersection(proposed)}
        return defaults

    @ormcache()
    def _oplus_only_computed(self):
        """Return the names of this add-on's fields that nobody can enter."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if field._modules == ("opportunity_plus",)
            and (field.compute and field.readonly)
            and not (field.store or field.inverse or field.default)
        )

    def _oplus_entry_complete(self, vals_list):
        """Return the values of :meth:`create` with defaults for missing ones."""
        given = self.default_get(["type", "partner_id", "date_deadline", "team_id"])
        companies = {}
        completed = [
            self._oplus_without_empty(vals, given, companies) for vals in vals_list
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
        proposed = self._oplus_entry_defaults(asked, companies)
        for index, defaults in zip(opened, proposed, strict=True):
            vals = completed[index]
            if vals.get("user_id") in leavers and self._oplus_entry_is_open(vals):
                del vals["user_id"]
            vals = defaults | vals
            company = self._oplus_entry_company(vals, companies) or self.env.company
            self._oplus_entry_follow(vals, company, deadline)
            completed[index] = vals
        return completed

    def _oplus_entry_follow(self, vals, company, deadline):
        """Complete the values of a new opportunity by the policies of its company."""
        policy = company._oplus_policy()
        if policy["opportunity_facts_required"]:
            vals["date_deadline"] = vals.get("date_deadline") or deadline
        if is_blank(vals.get("name")):
            vals["name"] = self._oplus_entry_name_of(vals, company)
        is_scored = policy["opportunity_probability_policy"] == "automatic"
        is_given = "probability" in vals or is_scored
        vals["oplus_stage_probability"] = NOTHING_GIVEN if is_given else 0

    def _oplus_entry_customers(self, vals_list, fallback):
        """Return pairs of customer and values; without a contact, take the company.

        :param fallback: id of the customer for values without one
        """
        ids = [
            vals.get("partner_id", fallback) or vals.get("commercial_partner_id")
            for vals in vals_list
        ]
        customers = self.env["res.partner"].browse({id_ for id_ in ids if id_})
        # sudo: the user may not read a customer that they chose
        customers.sudo().fetch(["name", "user_id", "commercial_partner_id"])
        return [
            (customers.browse(id_ or ()).with_prefetch(customers._prefetch_ids), vals)
            for id_, vals in zip(ids, vals_list, strict=True)
        ]

    def _oplus_entry_defaults(self, asked, companies):
        """Return the salesperson and type that the customers propose.

        :param asked: pairs of customer and values
        :param companies: see :meth:`_oplus_entry_company`
        :return: a dict of values for each pair
        """
        asked = [
            (customer, self._oplus_entry_company(vals, companies).id)
            for customer, vals in asked
        ]
        given = {name[8:] for name in self.env.context if name.startswith("default_")}
        proposed = [{} for _pair in asked]
        if not self.env.context.get("default_user_id"):
            for defaults, pair in zip(proposed, asked, strict=True):
                if user := self._oplus_entry_salesperson(*pair):
                    defaults["user_id"] = user.id
        if "opportunity_type_id" not in given:
            types = self._oplus_type_propose(asked)
            for defaults, type_id in zip(proposed, types, strict=True):
                if type_id:
                    defaults["opportunity_type_id"] = type_id
        return proposed

    def _oplus_entry_converted(self, vals):
        """Add the values of Odoo's conversion to any write that turns leads into
        opportunities. Values that are given stay, as all of Odoo's own conversion do.

        :return: pairs of opportunities and the values to write to them
        """
        if not self or vals.get("type") != "opportunity":
            return [(self, vals)]
        parts = defaultdict(self.browse)
        for lead in self:
            needed = {}
            if lead.type == "lead":
                needed = lead._convert_opportunity_data(lead.partner_id)
            parts[tuple(needed.items())] |= lead
        return [(leads, {**dict(needed), **vals}) for needed, leads in parts.items()]

    def _oplus_entry_copied(self, vals, given):
        """Give a copy the default salesperson instead of an archived one."""
        if self.user_id and not self.user_id.active and not vals.get("user_id"):
            vals.pop("user_id", None)
        # the copy is a new opportunity, which cannot close in the past
        today, deadline = fields.Date.context_today(self), vals.get("date_deadline")
        if "date_deadline" not in given and deadline and deadline < today:
            del vals["date_deadline"]

    def _oplus_entry_on_conversion(self, customer):
        """Return what a lead that becomes an opportunity of a customer lacks."""
        vals = self._oplus_entry_name_on_conversion(customer)
        if self._oplus_policy()["opportunity_facts_required"]:
            deadline = self.date_deadline or self._oplus_entry_date_deadline()
            vals["date_deadline"] = deadline
        return vals

    @api.model
    def _oplus_entry_date_deadline(self):
        """Return the default expected closing, by the day in the user's time zone."""
        return fields.Date.context_today(self) + timedelta(days=DAYS_AHEAD)
