# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models, tools
from odoo.fields import Domain

from ..foundation.access import allowed

# what record rules on opportunities look at
DECIDING = ("user_id", "team_id", "company_id")


def absorbed(domain):
    """Return a domain without the alternatives that say nothing more.

    By the law of absorption: ``A and (A or B)`` is ``A``.
    """
    if getattr(domain, "OPERATOR", None) != "&":
        return domain
    terms = domain.children
    kept = [
        term
        for term in terms
        if getattr(term, "OPERATOR", None) != "|"
        or not any(part in terms for part in term.children)
    ]
    return Domain.AND(kept) if len(kept) < len(terms) else domain


class IrRule(models.Model):
    _inherit = "ir.rule"

    @api.model
    @tools.ormcache(
        *("self.env.uid", "self.env.su", "model_name", "mode"),
        "tuple(self._compute_domain_context_values())",
    )
    def _compute_domain(self, model_name, mode="read"):
        """Ask the database once for what users are granted.

        A rule with groups and a rule without state the same grant. Repeated in the
        query, it makes PostgreSQL expect too few rows and sort what an index has in
        order.
        """
        domain = super()._compute_domain(model_name, mode)
        if model_name != "crm.lead":
            return domain
        return absorbed(domain).optimize(self.env[model_name])

    def _get_failing(self, for_records, mode="read"):
        """Ask about archived opportunities, too.

        Odoo takes all rules for failing on them, also that of companies. The web client
        then switches to the company that is active already, and loads for ever.
        """
        if for_records._name == "crm.lead":
            for_records = for_records.with_context(active_test=False)
        return super()._get_failing(for_records, mode)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # a supervisor's opportunities among many that were lost
    _oplus_active_user_idx = models.Index("(user_id) WHERE active IS TRUE")
    _oplus_active_team_idx = models.Index("(team_id) WHERE active IS TRUE")

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Fetch what record rules look at with the rest: Odoo would ask for it, and for
        all other columns, once more when it checks what it has just found."""
        if field_names:
            field_names = [*field_names, *DECIDING]
        return super().search_fetch(domain, field_names, offset, limit, order)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_potential_lead_duplicates(self):
        """Leave out duplicates that the user may not read: Odoo compares with all."""
        result = super()._compute_potential_lead_duplicates()
        # record rules do not apply to the copies in an unsaved form
        similar = self.duplicate_lead_ids._origin - self._origin
        if not similar and self == self._origin:
            return result
        # sudo: for the rules, which would have all columns read
        similar.sudo().fetch(DECIDING)
        hidden = similar - allowed(similar)
        for lead in self:
            others = lead.duplicate_lead_ids._origin - hidden - lead._origin
            lead.duplicate_lead_ids = others + lead
            lead.duplicate_lead_count = len(others)
        return result
