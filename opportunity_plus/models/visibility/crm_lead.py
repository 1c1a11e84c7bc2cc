# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.roles import ALL_DOCUMENTS, FINANCE, SALESMAN
from .grant import EVERYTHING, GRANTS, NOTHING, SHARES, Grant, Shares, memory

OPERATIONS = ("read", "write", "role", "documents")


def _domain(operation, granted):
    """Return a condition that looks up the grant only when it is evaluated.

    Odoo can therefore cache it with the record rules.
    """

    def to_sql(model, alias, query):
        condition = model._oplus_visibility_grant(operation).to_sql(model, alias, query)
        return condition if granted else SQL("(%s) IS NOT TRUE", condition)

    def predicate(lead):
        return lead[f"oplus_is_granted_{operation}"] == granted

    return Domain.custom(to_sql=to_sql, predicate=predicate)


DOMAINS = {
    (operation, granted): _domain(operation, granted)
    for operation in OPERATIONS
    for granted in (True, False)
}


class CrmLead(models.Model):
    """Access to opportunities.

    Odoo's rules stay: agents see own and unassigned opportunities, others see all.
    This class decides what is granted beyond that, and whether agents see unassigned
    opportunities:

    * ``role``: the user's own opportunities. For supervisors also all opportunities of
      the teams they lead, unassigned ones included, and all opportunities of the
      members of those teams, in whatever team;
    * ``write``: ``role``, and opportunities shared for editing;
    * ``read``: ``role``, and all shared opportunities. For finance also all
      opportunities with a confirmed order or a posted invoice;
    * ``documents``: opportunities shared with their orders and invoices.

    Each is a computed, searchable field for record rules. A rule looks up the grant at
    each search. Its condition contains a few ids of users and teams, and one subquery
    for the shares, so that an index can serve it.
    """

    _inherit = "crm.lead"

    oplus_is_granted_read = fields.Boolean(
        compute="_compute_oplus_is_granted_read",
        search="_search_oplus_is_granted_read",
        export_string_translation=False,
    )
    oplus_is_granted_write = fields.Boolean(
        compute="_compute_oplus_is_granted_write",
        search="_search_oplus_is_granted_write",
        export_string_translation=False,
    )
    oplus_is_granted_role = fields.Boolean(
        compute="_compute_oplus_is_granted_role",
        search="_search_oplus_is_granted_role",
        export_string_translation=False,
    )
    oplus_is_granted_documents = fields.Boolean(
        compute="_compute_oplus_is_granted_documents",
        search="_search_oplus_is_granted_documents",
        export_string_translation=False,
    )

    # Odoo evaluates record rules as superuser, with the uid of the user

    @api.depends(lambda self: self._oplus_visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_granted_read(self):
        self._oplus_visibility_compute("read")

    @api.depends(lambda self: self._oplus_visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_granted_write(self):
        self._oplus_visibility_compute("write")

    @api.depends(lambda self: self._oplus_visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_granted_role(self):
        self._oplus_visibility_compute("role")

    @api.depends(lambda self: self._oplus_visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_granted_documents(self):
        self._oplus_visibility_compute("documents")

    def _search_oplus_is_granted_read(self, operator, value):
        return self._oplus_visibility_search("read", operator, value)

    def _search_oplus_is_granted_write(self, operator, value):
        return self._oplus_visibility_search("write", operator, value)

    def _search_oplus_is_granted_role(self, operator, value):
        return self._oplus_visibility_search("role", operator, value)

    def _search_oplus_is_granted_documents(self, operator, value):
        return self._oplus_visibility_search("documents", operator, value)

    def _oplus_visibility_depends(self):
        shares = ("user_id", "access", "date_end", "include_documents")
        return (
            *("user_id", "team_id", "company_id", "order_ids.state"),
            "oplus_invoice_ids.state",
            *(f"oplus_share_ids.{name}" for name in shares),
        )

    def _oplus_visibility_compute(self, operation):
        grant = self._oplus_visibility_grant(operation)
        name = f"oplus_is_granted_{operation}"
        granted = self.filtered(grant.covers)
        if grant.finance and (others := self - granted):
            domain = Domain("id", "in", others.ids) & self._oplus_visibility_domain(
                operation
            )
            # sudo: this decides on read access, so it cannot require it
            query = others.sudo()._search(domain, active_test=False)
            granted |= self.browse(query)
        granted[name] = True
        (self - granted)[name] = False

    def _oplus_visibility_search(self, operation, operator, value):
        if operator != "in":
            return NotImplemented
        if len(set(map(bool, value))) > 1:
            return Domain.TRUE
        return self._oplus_visibility_domain(operation, any(value))

    @api.model
    def _oplus_visibility_domain(self, operation, granted=True):
        """Return the domain of the current user's grant, regardless of Odoo's rules.

        :param operation: ``read``, ``write``, ``role`` or ``documents``
        :param granted: False for the opportunities that are not granted
        """
        return DOMAINS[operation, granted]

    def _oplus_visibility_grant(self, operation):
        """Return the current user's ``Grant``, cached for the transaction."""
        user = self.env.user
        if user.has_group(ALL_DOCUMENTS):
            return EVERYTHING
        quarter = self._oplus_quarter()
        # as text: a caller may send anything
        companies = str(self.env.context.get("allowed_company_ids") or "")
        key = user.id, user._get_group_ids(), companies, quarter
        grants = memory(self.env)
        if key not in grants:
            grants[key] = self._oplus_visibility_grants(
                self._oplus_visibility_facts(quarter)
            )
        return grants[key][operation]

    def _oplus_visibility_grants(self, facts):
        """Return the user's ``Grant`` by operation, kept for the transaction."""
        user = self.env.user
        grants = dict.fromkeys(OPERATIONS, NOTHING)
        if user.has_group(SALESMAN):
            teams, members = user._oplus_led()
            role = Grant(
                salespeople=frozenset((*members, user.id)),
                teams=frozenset(teams),
                companies=self._oplus_visibility_companies(facts.generous),
            )
            grants = dict.fromkeys(OPERATIONS, role)
            if facts.receivers is None or user.id in facts.receivers:
                for operation in SHARES:
                    shares = Shares(user.id, facts.days, operation)
                    grants[operation] = role._replace(shares=shares)
            # shares only: Odoo's rules cover own documents, and rules of this add-on
            # those of supervised opportunities
            grants["documents"] = Grant(shares=grants["documents"].shares)
        if user.has_group(FINANCE):
            grants["read"] = grants["read"]._replace(finance=True)
        return grants

    def _oplus_visibility_companies(self, generous):
        """Return the companies whose agents see unassigned opportunities."""
        # False stands for those without a company, which follow the current one
        if generous and self.env.company.id in generous:
            return frozenset((*generous, False))
        return generous

    @api.model
    def _oplus_visibility_forget(self):
        """Clear cached grants after a change of teams, members or shares."""
        self.env.cr.cache.pop(GRANTS, None)
        names = [f"oplus_is_granted_{operation}" for operation in OPERATIONS]
        self.invalidate_model(names, flush=False)
