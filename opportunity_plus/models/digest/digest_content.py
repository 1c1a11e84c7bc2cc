# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from urllib.parse import urlencode

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..foundation.naming import names

MOST_LINES = 10


class CrmPipelineDigest(models.Model):
    """What a digest tells, read with the rights of its reader, in that language.

    Supervisors read of the teams that they lead; all others of all teams. The figures
    of the week are the bridge from the end of the Sunday before it to the end of its
    Sunday; the lists are as of the moment of sending.
    """

    _inherit = "crm.pipeline.digest"

    def _digest_content(self, user, week):
        """Return subject and body, or None if there is nothing to tell."""
        teams = user._oplus_digest_teams()
        if teams == []:
            return None
        records = user._oplus_digest_as_reader(self)
        domain = [] if teams is None else [("team_id", "in", teams)]
        days = str(week.before), str(week.last)
        ledger = records.env["crm.lead.revision"]
        (figures,) = ledger.bridge(*days, domain=domain)
        if not any(figure["count"] for figure in figures.values()):
            return None
        slipped = ledger.bridge_leads(*days, domain=domain, movement="slipped")
        lists = records._digest_lists(Domain(domain), slipped)
        return records._digest_written(user, week, teams, figures, lists)

    def _digest_written(self, user, week, teams, figures, lists):
        values = {
            "user": user,
            "company": user.company_id,
            "period": self.env._(
                "%(first)s to %(last)s",
                first=format_date(self.env, week.first),
                last=format_date(self.env, week.last),
            ),
            "scope": self._digest_scope(teams),
            "summary": self._digest_summary(figures),
            "figures": self._digest_figures(
                figures, self._digest_bridge_address(week, teams)
            ),
            "lists": [part for part in lists if part["count"]],
            "stop": user._oplus_digest_address("stop"),
            "base": user.get_base_url(),
        }
        subject = self.env._("Your pipeline, %(period)s", period=values["period"])
        body = self.env["ir.qweb"]._render(
            "opportunity_plus.pipeline_digest",
            {**values, **self._digest_sides(), "subject": subject},
            minimal_qcontext=True,
        )
        return {"subject": subject, "body": body}

    def _digest_sides(self):
        """Return the direction of writing in words that each mail program knows."""
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        sides = ("right", "left") if lang.direction == "rtl" else ("left", "right")
        return {"direction": lang.direction, "start": sides[0], "end": sides[1]}

    def _digest_money(self, amount, currency=None):
        currency = currency or self.env.company.currency_id
        return formatLang(self.env, amount, currency_obj=currency)

    def _digest_scope(self, teams):
        if teams is None:
            return self.env._("All sales teams")
        # sudo: of the teams that the reader leads
        return names(self.env["crm.team"].sudo().browse(teams), "name")

    def _digest_summary(self, figures):
        """Return in one sentence where the pipeline stands."""
        opening, closing = figures["opening"], figures["closing"]
        change = closing["value"] - opening["value"]
        values = {
            "count": closing["count"],
            "value": self._digest_money(closing["value"]),
            "change": self._digest_money(abs(change)),
        }
        if self.env.company.currency_id.is_zero(change):
            return self.env._(
                "%(value)s in the pipeline (opportunities: %(count)s), as a week"
                " before.",
                **values,
            )
        if change > 0:
            return self.env._(
                "%(value)s in the pipeline (opportunities: %(count)s), %(change)s more"
                " than a week before.",
                **values,
            )
        return self.env._(
            "%(value)s in the pipeline (opportunities: %(count)s), %(change)s less than"
            " a week before.",
            **values,
        )

    def _digest_figures(self, figures, address):
        """Return the lines of the bridge that count something; each opens what it
        counts."""
        labels = self._digest_names()
        return [
            {
                "name": labels[name],
                "address": f"{address}&movement={name}",
                "count": figure["count"],
                "value": self._digest_money(figure["value"])
                # without a closing window, they change no value
                if name not in ("slipped", "pulled_in")
                else "",
                "is_end": name in ("opening", "closing"),
                "color": {"won": "#1a7f37", "lost": "#b3261e"}.get(name, "#1f2937"),
            }
            for name, figure in figures.items()
            if figure["count"] or name in ("opening", "closing")
        ]

    def _digest_names(self):
        return {
            "opening": self.env._("A week before"),
            "new": self.env._("New"),
            "reopened": self.env._("Reopened"),
            "reassigned_in": self.env._("Moved in"),
            "pulled_in": self.env._("Expected sooner"),
            "increased": self.env._("Increased"),
            "decreased": self.env._("Decreased"),
            "slipped": self.env._("Expected later"),
            "pulled_out": self.env._("Pulled forward"),
            "won": self.env._("Won"),
            "lost": self.env._("Lost"),
            "reassigned_out": self.env._("Moved out"),
            "merged": self.env._("Merged"),
            "deleted": self.env._("Deleted"),
            "closing": self.env._("End of the week"),
        }

    def _digest_bridge_address(self, week, teams):
        """Return the address of the same bridge in *Pipeline Over Time*, of the same
        companies."""
        asked = {
            "mode": "bridge",
            "from": str(week.first),
            "to": str(week.last),
            "window": "any",
        }
        if len(self.env.companies) > 1:
            asked["companies"] = "-".join(map(str, self.env.companies.ids))
        if teams is not None:
            asked["filter"] = json.dumps([("team_id", "in", teams)])
            asked["filter_name"] = self._digest_scope(teams)
        return f"{self.get_base_url()}/odoo/pipeline-over-time?{urlencode(asked)}"

    def _digest_lists(self, scope, slipped):
        """Yield the lists of opportunities."""
        scope &= Domain("type", "=", "opportunity")
        is_open = Domain("won_status", "=", "pending")
        late, moved = Domain("is_stalled", "=", True), Domain("id", "in", slipped)
        big = Domain("oplus_is_big_deal", "=", True)

        def days_over(lead):
            return f"{lead.stage_id.name}, {lead._oplus_days_over()}"

        def closing(lead):
            return self.env._(
                "%(stage)s, expected on %(date)s",
                stage=lead.stage_id.name,
                date=format_date(self.env, lead.date_deadline) or "–",
            )

        yield self._digest_list(self.env._("Stalled"), scope & late, days_over)
        yield self._digest_list(
            self.env._("Slipped to later"), scope & is_open & moved, closing
        )
        yield self._digest_list(self.env._("Big deals"), scope & is_open & big, closing)

    def _digest_list(self, title, domain, detail):
        leads = self.env["crm.lead"]
        count = leads.search_count(domain)
        found = leads.search(
            domain, limit=MOST_LINES, order="expected_revenue DESC, id"
        )
        rest = count - len(found)
        return {
            "title": title,
            "count": count,
            "rest": rest > 0 and self.env._("And %(count)s more.", count=rest),
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
