# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..foundation.naming import more

MOST_LINES = 10
BOTH = (True, False)
ACTION = "opportunity_plus.crm_lead_figure_action"


class CrmPipelineDigest(models.Model):
    """The lists of a digest: what is stalled, what has slipped, and big deals.

    A mail has the first lines of each; what it leaves out is behind a link to the whole
    list, with the rights of whoever follows it, as of then.
    """

    _inherit = "crm.pipeline.digest"

    @api.model
    @api.readonly
    def digest_list(self, name, date_from=None, date_to=None):
        """Return the action that opens a list of the digest of the current user.

        :param name: of the list: ``stalled``, ``slipped`` or ``big``
        :param date_from: of what has slipped, the day whose end begins the week
        :param date_to: the last day of the week
        :raise UserError: there is no such list, or a day makes no sense
        """
        self.env["crm.lead"].check_access("read")
        titles = self._digest_titles()
        if not isinstance(name, str) or name not in titles:
            raise UserError(
                self.env._("There is no such list. Open it from the mail again.")
            )
        teams = self._digest_of_teams(self.env.user._oplus_digest_teams())
        domain = self._digest_domain(name, teams, (date_from, date_to))
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(ACTION),
            "name": titles[name],
            "display_name": titles[name],
            "domain": [*domain],
            "context": {"create": False},
        }

    def _digest_titles(self):
        return {
            "stalled": self.env._("Stalled"),
            "slipped": self.env._("Slipped to later"),
            "big": self.env._("Big deals"),
        }

    def _digest_domain(self, name, teams, days):
        """Return which opportunities are in a list.

        :param teams: the domain of the teams that the digest is about
        :param days: the day before the week and its last one
        """
        scope = Domain(teams) & Domain("type", "=", "opportunity")
        if name == "stalled":
            return scope & Domain("is_stalled", "=", True)
        scope &= Domain("won_status", "=", "pending")
        if name == "big":
            return scope & Domain("oplus_is_big_deal", "=", True)
        ledger = self.env["crm.lead.revision"]
        moved = ledger.bridge_leads(*days, domain=teams, movement="slipped")
        # what is archived without being lost is in the bridge, too
        return scope & Domain("active", "in", BOTH) & Domain("id", "in", moved)

    def _digest_lists(self, teams, days):
        """Return the lists, with their first lines."""

        def days_over(lead):
            return f"{lead.stage_id.name}, {lead._oplus_days_over()}"

        def deadline(lead):
            return self.env._(
                "%(stage)s, expected on %(date)s",
                stage=lead.stage_id.name,
                date=format_date(self.env, lead.date_deadline) or "–",
            )

        details = {"stalled": days_over, "slipped": deadline, "big": deadline}
        return [
            {
                "title": title,
                "address": self._digest_list_address(name, days),
                **self._digest_list(
                    self._digest_domain(name, teams, days), details[name]
                ),
            }
            for name, title in self._digest_titles().items()
        ]

    def _digest_list_address(self, name, days):
        asked = {"list": name}
        if name == "slipped":
            asked |= {"from": days[0], "to": days[1]}
        return self._digest_address("digest-list", asked)

    def _digest_list(self, domain, detail):
        count = self.env["crm.lead"].search_count(domain)
        found = self._digest_most_valuable(domain)
        return {
            "count": count,
            "rest": more(self.env, count - len(found)),
            "lines": [
                {
                    "name": lead.display_name,
                    "address": f"{self.get_base_url()}/odoo/crm.lead/{lead.id}",
                    # sudo: the name of a colleague in another company
                    "detail": ", ".join(
                        filter(None, [detail(lead), lead.sudo().user_id.name])
                    ),
                    "value": self._digest_money(
                        lead.expected_revenue, lead.company_currency
                    ),
                }
                for lead in found
            ],
        }

    def _digest_most_valuable(self, domain):
        """Return the first opportunities of a list; amounts of several currencies are
        compared in that of the reader's company."""
        leads, ledger = self.env["crm.lead"], self.env["crm.lead.revision"]
        leads.flush_model(["expected_revenue", "company_id", "team_id"])
        query = leads._search(domain, limit=MOST_LINES)
        value = ledger._conversion_value(query.table, self.env.company._oplus_today())
        # raw SQL: the ORM orders by the bare numbers
        query.order = SQL("%s DESC, %s", value, SQL.identifier(query.table, "id"))
        return leads.browse(query)
