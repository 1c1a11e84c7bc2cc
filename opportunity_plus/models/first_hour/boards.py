# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.roles import ALL_DOCUMENTS, FINANCE, SALESMAN, SUPERVISOR
from ..visibility.grant import WITH_DOCUMENTS

# Which unassigned opportunities and leads some users see all the same: shared ones,
# those of the teams they lead, and for Finance those with documents.
KEPT = """
    WITH kept AS (
        SELECT share.lead_id, share.user_id
          FROM crm_lead_share share
         WHERE share.user_id = ANY(%(readers)s)
           AND (share.date_end IS NULL OR %(days)s)
         UNION
        SELECT lead.id, team.user_id
          FROM crm_lead lead
          JOIN crm_team team ON team.id = lead.team_id AND team.active
         WHERE team.user_id = ANY(%(supervisors)s)
         UNION
        SELECT lead.id, unnest(%(finance)s::int[])
          FROM crm_lead lead
         WHERE %(with_documents)s
    )
    SELECT %(result)s
      FROM kept
     WHERE lead_id IN %(leads)s
  GROUP BY %(by)s
"""


class CrmFirstHour(models.Model):
    """What vanishes from whose boards when agents stop seeing what is unassigned."""

    _inherit = "crm.first.hour"

    def _figures(self):
        figures = super()._figures()
        model, unassigned = figures["no_salesperson"]
        unassigned |= Domain("type", "=", "lead") & Domain(
            [
                ("user_id", "=", False),
                ("company_id", "in", [self.company_id.id, False]),
            ]
        )
        readers = self._figures_group(SALESMAN) - self._figures_group(ALL_DOCUMENTS)
        hidden, blind = self._figures_hidden(self.env[model], unassigned, readers)
        return figures | {"hidden": (model, hidden), "blind": ("res.users", blind)}

    def _figures_hidden(self, leads, unassigned, readers):
        """Return the domains of what vanishes from a board, and of who loses some.

        :param unassigned: the domain of opportunities without a salesperson
        :param readers: the users who see them by the policy alone
        """
        if not readers:
            return Domain.FALSE, Domain.FALSE
        ask = self._figures_kept(leads._search(unassigned), readers)
        number = leads.search_count(unassigned)
        seen = dict(ask(SQL("user_id, count(*)"), SQL("user_id")))
        blind = [id_ for id_ in readers.ids if seen.get(id_, 0) < number]
        by_all = SQL("lead_id HAVING count(*) = %s", len(readers))
        shown = [id_ for (id_,) in ask(SQL("lead_id"), by_all)]
        return unassigned & Domain("id", "not in", shown), Domain("id", "in", blind)

    def _figures_kept(self, query, readers):
        """Return a function that asks what the readers see all the same."""
        self.env.flush_all()
        leads = self.env["crm.lead"]
        supervisors = readers & self._figures_group(SUPERVISOR)
        finance = readers & self._figures_group(FINANCE)
        days = leads._oplus_visibility_facts(leads._oplus_quarter()).days

        def ask(result, by):
            # raw SQL: whom an opportunity is shared with, whatever the reader may read
            return self.env.execute_query(
                SQL(
                    KEPT,
                    readers=readers.ids,
                    supervisors=supervisors.ids,
                    finance=finance.ids,
                    days=days.to_sql(),
                    with_documents=SQL(WITH_DOCUMENTS, SQL("lead.id")),
                    result=result,
                    leads=query.subselect(),
                    by=by,
                )
            )

        return ask
