# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from urllib.parse import urlencode

from odoo import models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..foundation.naming import names

ENDS = ("opening", "closing")


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
        domain = records._digest_of_teams(teams)
        days = str(week.before), str(week.last)
        ledger = records.env["crm.lead.revision"]
        (figures,) = ledger.bridge(*days, domain=domain)
        if not any(figure["count"] for figure in figures.values()):
            return None
        lists = records._digest_lists(domain, days)
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

    def _digest_of_teams(self, teams):
        return [] if teams is None else [("team_id", "in", teams)]

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
                "value": self._digest_value(name, figure["value"]),
                "is_end": name in ENDS,
                "color": {"won": "#1a7f37", "lost": "#b3261e"}.get(name, "#1f2937"),
            }
            for name, figure in figures.items()
            if figure["count"] or name in ENDS
        ]

    def _digest_value(self, name, amount):
        """Return the amount of a line as the page behind it writes it: what came or
        went has a sign, and nothing stands where no value changed."""
        if name in ENDS:
            return self._digest_money(amount)
        sign = "+" if amount > 0 else "-"
        return sign + self._digest_money(abs(amount)) if amount else ""

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
        if teams is not None:
            asked["filter"] = json.dumps(self._digest_of_teams(teams))
            asked["filter_name"] = self._digest_scope(teams)
        return self._digest_address("pipeline-over-time", asked)

    def _digest_address(self, path, asked):
        """Return the address of a page, which shows the companies of the digest."""
        if len(self.env.companies) > 1:
            asked = {**asked, "companies": "-".join(map(str, self.env.companies.ids))}
        return f"{self.get_base_url()}/odoo/{path}?{urlencode(asked)}"
