# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# the confirmed orders and the invoices by which finance sees an opportunity
WITH_DOCUMENTS = """%s IN (
    SELECT opportunity_id FROM sale_order
     WHERE opportunity_id IS NOT NULL AND state = 'sale'
     UNION ALL
    SELECT lead_id FROM account_move_opportunity_rel
)"""


class CrmLead(models.Model):
    """Who sees which opportunity.

    The rules of Odoo stay: own and unassigned for agents, all for others. What is
    granted beyond that, and whether unassigned ones are, is decided here:

    * ``role``: one's own, and what a supervisor is responsible for: the teams he
      leads, unassigned opportunities included, and the members of those teams wherever
      their opportunities are;
    * ``write``: that, and what is shared for editing;
    * ``read``: that, and what is shared for reading, and for finance whatever has a
      confirmed order or an invoice;
    * ``documents``: opportunities whose orders and invoices are shared, too.

    Each is a field that can only be computed and searched. Record rules use them,
    because a search is asked each time: few ids of teams, people and shares are
    fetched and written into the condition, which then needs no more than an index.
    """

    _inherit = "crm.lead"

    is_granted_read = fields.Boolean(
        compute="_compute_is_granted_read",
        search="_search_is_granted_read",
        export_string_translation=False,
    )
    is_granted_write = fields.Boolean(
        compute="_compute_is_granted_write",
        search="_search_is_granted_write",
        export_string_translation=False,
    )
    is_granted_role = fields.Boolean(
        compute="_compute_is_granted_role",
        search="_search_is_granted_role",
        export_string_translation=False,
    )
    is_granted_documents = fields.Boolean(
        compute="_compute_is_granted_documents",
        search="_search_is_granted_documents",
        export_string_translation=False,
    )

    # rules read the fields as superuser, but for the user who asks

    @api.depends(lambda self: self._visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_granted_read(self):
        self._visibility_compute("read")

    @api.depends(lambda self: self._visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_granted_write(self):
        self._visibility_compute("write")

    @api.depends(lambda self: self._visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_granted_role(self):
        self._visibility_compute("role")

    @api.depends(lambda self: self._visibility_depends())
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_granted_documents(self):
        self._visibility_compute("documents")

    def _search_is_granted_read(self, operator, value):
        return self._visibility_search("read", operator, value)

    def _search_is_granted_write(self, operator, value):
        return self._visibility_search("write", operator, value)

    def _search_is_granted_role(self, operator, value):
        return self._visibility_search("role", operator, value)

    def _search_is_granted_documents(self, operator, value):
        return self._visibility_search("documents", operator, value)

    def _visibility_depends(self):
        shares = ("user_id", "access", "date_end", "include_documents")
        return (
            *("user_id", "team_id", "company_id", "order_ids.state"),
            *(f"share_ids.{name}" for name in shares),
        )

    def _visibility_compute(self, operation):
        granted = self.sudo().filtered_domain(self._visibility_domain(operation))
        ids = set(granted._ids)
        for lead in self:
            lead[f"is_granted_{operation}"] = lead.id in ids

    def _visibility_search(self, operation, operator, value):
        if operator != "in":
            return NotImplemented
        if len(set(map(bool, value))) > 1:
            return Domain.TRUE
        domain = self._visibility_domain(operation)
        return domain if any(value) else ~domain

    def _visibility_domain(self, operation):
        """What the current user is granted, whether or not Odoo grants it as well.

        :param operation: ``read``, ``write``, ``role`` or ``documents``
        """
        user = self.env.user
        if user.has_group("sales_team.group_sale_salesman_all_leads"):
            return Domain.TRUE
        domains = []
        if user.has_group("sales_team.group_sale_salesman"):
            domains += self._visibility_sales_domains(operation, user)
        if operation == "read" and user.has_group("opportunity_plus.group_finance"):
            domains.append(self._visibility_finance_domain())
        return Domain.OR(domains)

    def _visibility_sales_domains(self, operation, user):
        if user.has_group("opportunity_plus.group_supervisor"):
            yield from self._visibility_supervisor_domains(user)
        if operation == "role":
            yield Domain("user_id", "=", user.id)
        else:
            yield self._visibility_share_domain(operation, user)
        if operation != "documents":
            yield self._visibility_unassigned_domain()

    def _visibility_supervisor_domains(self, user):
        # sudo: the structure of the organisation, which decides on rights
        user = user.sudo()
        if user.opportunity_team_ids:
            yield Domain("team_id", "in", user.opportunity_team_ids.ids)
            yield Domain("user_id", "in", user.opportunity_member_ids.ids)

    def _visibility_share_domain(self, operation, user):
        # sudo: a share is what makes its opportunity readable
        shares = user.sudo().opportunity_share_ids
        if operation == "write":
            shares = shares.filtered(lambda share: share.access == "write")
        if operation == "documents":
            shares = shares.filtered("include_documents")
        live = shares.filtered(lambda share: not (share.date_end and share.is_expired))
        return Domain("id", "in", [share.lead_id.id for share in live])

    def _visibility_unassigned_domain(self):
        companies = self._visibility_policy()
        return Domain("user_id", "=", False) & Domain("company_id", "in", companies)

    def _visibility_policy(self):
        """The companies whose agents see unassigned opportunities; False stands for
        opportunities of no company, which follow the user's current one."""
        generous = self.env["res.company"]._opportunity_generous_ids()
        return [*generous] + [False] * (self.env.company.id in generous)

    def _visibility_finance_domain(self):
        # raw SQL: one list of ids is one pass, where two fields would be two
        self.env["sale.order"].flush_model(["opportunity_id", "state"])
        self.env["account.move"].flush_model(["opportunity_ids"])
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                WITH_DOCUMENTS, SQL.identifier(alias, "id")
            )
        )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_potential_lead_duplicates(self):
        """Odoo compares with all opportunities; tell of those that the reader finds."""
        result = super()._compute_potential_lead_duplicates()
        readable = self.duplicate_lead_ids.sudo(False)._filtered_access("read")
        for lead in self:
            found = lead.duplicate_lead_ids & readable.with_env(self.env)
            lead.duplicate_lead_ids = found | lead
            lead.duplicate_lead_count = len(found - lead._origin)
        return result
