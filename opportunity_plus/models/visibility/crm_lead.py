# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .grant import GRANTS, NOTHING, SHARES, Grant, Shares, memory

OPERATIONS = ("read", "write", "role", "documents")


def _domain(operation, granted):
    """A condition on opportunities that asks for the grant when it is used, so that
    record rules may keep it."""

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
    """Who sees which opportunity.

    The rules of Odoo stay: own and unassigned for agents, all for others. What is
    granted beyond that, and whether unassigned ones are, is decided here:

    * ``role``: one's own, and what a supervisor is responsible for: the teams he
      leads, unassigned opportunities included, and the members of those teams wherever
      their opportunities are;
    * ``write``: that, and what is shared for editing;
    * ``read``: that, and what is shared for reading, and for finance whatever has a
      confirmed order or a posted invoice;
    * ``documents``: opportunities whose orders and invoices are shared, too.

    Each is a field that can only be computed and searched. Record rules use them,
    because a search is asked each time: few ids of teams and people are written into
    the condition, and shares are asked for once in the same statement, which then
    needs no more than an index.
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

    # rules read the fields as superuser, but for the user who asks

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
        grant, name = (
            self._oplus_visibility_grant(operation),
            f"oplus_is_granted_{operation}",
        )
        granted = self.filtered(grant.covers)
        if grant.finance and (others := self - granted):
            domain = Domain("id", "in", others.ids) & self._oplus_visibility_domain(
                operation
            )
            # sudo: whether the user may read it is what is being asked
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
        """What the current user is granted, whether or not Odoo grants it as well.

        :param operation: ``read``, ``write``, ``role`` or ``documents``
        :param granted: whether to find what is granted, or what is not
        """
        return DOMAINS[operation, granted]

    def _oplus_visibility_grant(self, operation):
        """What the current user is granted; found once in a transaction."""
        user = self.env.user
        quarter = self._oplus_quarter()
        companies = tuple(self.env.context.get("allowed_company_ids") or ())
        key = user.id, user._get_group_ids(), companies, quarter
        grants = memory(self.env)
        if key not in grants:
            grants[key] = self._oplus_visibility_grants(
                self._oplus_visibility_facts(quarter)
            )
        return grants[key][operation]

    def _oplus_visibility_grants(self, facts):
        user = self.env.user
        if user.has_group("sales_team.group_sale_salesman_all_leads"):
            return dict.fromkeys(OPERATIONS, Grant(everything=True))
        grants = dict.fromkeys(OPERATIONS, NOTHING)
        if user.has_group("sales_team.group_sale_salesman"):
            teams, members = user._opportunity_led()
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
            # Odoo grants the documents of one's own as far as they are one's own, and
            # a rule those that a supervisor is responsible for
            grants["documents"] = Grant(shares=grants["documents"].shares)
        if user.has_group("opportunity_plus.group_finance"):
            grants["read"] = grants["read"]._replace(finance=True)
        return grants

    def _oplus_visibility_companies(self, generous):
        """The companies whose agents see unassigned opportunities; False stands for
        opportunities of no company, which follow the user's current one."""
        if generous and self.env.company.id in generous:
            return frozenset((*generous, False))
        return generous

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_potential_lead_duplicates(self):
        """Odoo compares with all opportunities; tell of those that the reader finds."""
        result = super()._compute_potential_lead_duplicates()
        # those of a form not saved yet are copies, to which no rule applies
        similar = self.duplicate_lead_ids._origin - self._origin
        if not similar and self == self._origin:
            return result
        hidden = similar - similar.sudo(False)._filtered_access("read").sudo()
        for lead in self:
            others = lead.duplicate_lead_ids._origin - hidden - lead._origin
            lead.duplicate_lead_ids = others + lead
            lead.duplicate_lead_count = len(others)
        return result

    @api.model
    def _oplus_visibility_forget(self):
        """For whatever changes who leads whom, or what is shared."""
        self.env.cr.cache.pop(GRANTS, None)
        names = [f"oplus_is_granted_{operation}" for operation in OPERATIONS]
        self.invalidate_model(names, flush=False)
