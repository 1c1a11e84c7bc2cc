# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

CONDITIONS = Domain.OR(
    Domain(name, "!=", False)
    for name in (
        *("condition_field_ids", "condition_quotation", "condition_order"),
        "condition_checklist",
    )
)
TARGETS = Domain("rotting_threshold_days", ">", 0) | Domain(
    "oplus_target_ids", "!=", False
)


class CrmFirstHour(models.Model):
    """Figures of opportunities, stages and rules."""

    _inherit = "crm.first.hour"

    is_filter_unreadable = fields.Boolean(
        compute="_compute_is_filter_unreadable", export_string_translation=False
    )

    def _figures(self):
        companies = [self.company_id.id, False]
        here = Domain("company_id", "in", companies)
        leads = here & Domain("type", "=", "opportunity")
        found = {
            **self._figures_open(leads, companies),
            **self._figures_closed(leads),
        }
        rebuilt = here & Domain("is_backfilled", "=", True)
        return {
            **super()._figures(),
            **{name: ("crm.lead", domain) for name, domain in found.items()},
            "rebuilt": ("crm.lead.revision", rebuilt),
            "target": ("crm.stage", TARGETS),
            "condition": ("crm.stage", CONDITIONS),
            "rule": ("crm.big.deal.rule", here),
            "no_leader": ("crm.team", here & Domain("user_id", "=", False)),
            "customer": ("res.partner", self._figures_customers()),
        }

    @api.depends("company_id")
    def _compute_is_filter_unreadable(self):
        for page in self:
            page.is_filter_unreadable = page._figures_filter() is None

    def _figures_customers(self):
        """Return the domain of who would get an opportunity, being new."""
        matching, customers = self._figures_filter(), self.env["res.partner"]
        if matching is None:
            return Domain.FALSE
        return matching & customers._oplus_opening_customer_domain(self.company_id)

    def _figures_filter(self):
        """Return the filter on new customers; None if the user cannot apply it, since a
        field is gone or only system administrators may read it."""
        self.env.flush_all()  # outside of what is taken back
        try:
            matching = self.company_id._oplus_opening_domain()
            with self.env.cr.savepoint(flush=False):
                self.env["res.partner"].search(matching, limit=1)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:  # a filter can fail in any way
            return None
        return matching

    def _figures_open(self, leads, companies):
        is_open = leads & Domain("won_status", "=", "pending")
        every_lead = self.env["crm.lead"]
        is_scored, is_given = "oplus_is_rate_scored", "oplus_is_rate_given"
        by_hand = Domain(is_scored, "=", False) & Domain(is_given, "=", False)
        today = self.company_id._oplus_today()
        return {
            "open": is_open,
            "no_closing": Domain(every_lead._oplus_missing("date_deadline", companies)),
            "no_salesperson": Domain(every_lead._oplus_missing("user_id", companies)),
            "scored": is_open & Domain(is_scored, "=", True),
            "given": is_open & Domain(is_given, "=", True),
            "entered": is_open & by_hand,
            "silent": is_open & Domain("oplus_is_silent", "=", True),
            "no_step": is_open & Domain("has_next_step", "=", False),
            "overdue": is_open & Domain("date_deadline", "<", f"{today}"),
            "timed": is_open & Domain("stage_deadline", "!=", False),
            "stalled": is_open & Domain("is_stalled", "=", True),
            "with_products": is_open & Domain("product_line_ids", "!=", False),
            "untyped": is_open & Domain("opportunity_type_id", "=", False),
        }

    def _figures_closed(self, leads):
        leads &= Domain("active", "in", [True, False])
        closed = leads & Domain("won_status", "in", ["won", "lost"])
        lost = leads & Domain("won_status", "=", "lost")
        return {
            "closed": closed,
            "locked": closed,
            "no_reason": lost & Domain("lost_reason_id", "=", False),
        }
