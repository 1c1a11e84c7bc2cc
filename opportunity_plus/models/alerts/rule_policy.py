# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval
from typing import NamedTuple

from odoo import SUPERUSER_ID, api, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..foundation.access import everywhere
from ..foundation.caching import clear_caches
from ..foundation.main_company import every_company
from ..foundation.roles import ADMIN

# fields of an opportunity on which every rule depends
MEASURED = {
    "type",
    "active",
    "won_status",
    "stage_id",
    "team_id",
    "user_id",
    "company_id",
    "opportunity_type_id",
    "expected_revenue",
    "probability",
    "date_deadline",
}

# fields of a rule whose change makes it evaluate all opportunities anew
TARGET = {
    "active",
    "company_id",
    "team_ids",
    "stage_ids",
    "type_ids",
    "domain",
    "currency_id",
    "minimum_amount",
    "minimum_probability",
    "measure",
    "rearm",
    "rearm_margin",
}

BOTH = (True, False)


class Policy(NamedTuple):
    """What a change of an opportunity needs to know of the rules."""

    # whether there is any rule, archived or not
    exists: bool
    # name and company id of each active rule, by id; False stands for all companies
    active: dict[int, tuple[str, int]]
    # whether all rules and all companies have the same currency
    is_one_currency: bool
    # the lowest targets of all active rules; the amount is 0 for several currencies
    minimum_amount: float
    minimum_probability: float
    # names of the fields whose change may raise an alert; empty without active rules
    watched: frozenset[str]


NOTHING_KNOWN = Policy(True, {}, False, 0, 0, frozenset())


class CrmBigDealRule(models.Model):
    """The cached policy for changes of opportunities, and the effects of changing a
    rule."""

    _inherit = "crm.big.deal.rule"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._alert_start()
        return rules

    def write(self, vals):
        """:raise AccessError: a rule is moved to a company that the user may not use"""
        result = super().write(vals)
        self.check_access("write")
        self._alert_start(not TARGET.isdisjoint(vals))
        return result

    def unlink(self):
        result = super().unlink()
        self._alert_forget()
        return result

    def _alert_start(self, has_new_target=True):
        """Store the big deals of today without alerts: only later crossings count."""
        self._alert_forget()
        if has_new_target and (active := self.filtered("active")):
            self.env.flush_all()
            self._alert_evaluate_all(rules=active, silent=True)

    def _alert_forget(self):
        """Clear the cached policy."""
        clear_caches(self.env)

    @api.model
    @tools.ormcache()
    def _alert_policy(self):
        """Return the cached :class:`Policy`."""
        # sudo: needed whenever any user changes an opportunity
        rules = self.sudo().search([("active", "in", BOTH)])
        active = rules.filtered("active")
        companies = every_company(self.env).search([("active", "in", BOTH)])
        is_one_currency = len(active.currency_id | companies.currency_id) == 1
        amounts = active.mapped("minimum_amount") if is_one_currency else ()
        return Policy(
            bool(rules),
            {rule.id: (rule.name, rule.company_id.id) for rule in active},
            is_one_currency,
            min(amounts, default=0),
            min(active.mapped("minimum_probability"), default=0),
            frozenset(active and MEASURED.union(*map(_domain_fields, active))),
        )

    def _alert_reader(self):
        """Return the environment for the extra filter. It has the rights of the user
        who last changed the rule, so that alerts reveal nothing else to that user.

        :raise AccessError: that user is no longer a sales administrator
        """
        # sudo: needed whenever any user changes an opportunity
        author = self.sudo().write_uid
        if author.id == SUPERUSER_ID:
            return self.env
        if not author.has_group(ADMIN):
            raise AccessError(
                self.env._(
                    "%(name)s, who changed this rule last, is no longer a sales"
                    " administrator, so the extra filter is not applied and the rule"
                    " raises no alerts. Any sales administrator who saves a change of"
                    " the rule takes it over.",
                    name=author.name,
                )
            )
        context = {"active_test": False, **everywhere(author)}
        return self.env(user=author.id, su=False, context=context)

    def _alert_domain(self):
        """Return the extra filter.

        :raise ValueError: the filter is not a domain
        """
        try:
            return Domain(literal_eval(self.domain or "[]"))
        except (SyntaxError, TypeError, RecursionError, MemoryError) as error:
            raise ValueError(str(error)) from error


def _domain_fields(rule):
    """Return the names of the opportunity fields that the extra filter reads."""
    try:
        conditions = list(rule._alert_domain().iter_conditions())
    except Exception:  # a broken filter must not stop sales; the form warns
        return set()
    return {condition.field_expr.partition(".")[0] for condition in conditions}
