# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import SUPERUSER_ID, models
from odoo.fields import Domain


class Trace(NamedTuple):
    """Records that show that somebody has dealt with an opportunity."""

    reason: str
    model: str
    # which of their fields names the opportunity
    field: str
    domain: list | Domain = Domain.TRUE


class CrmLeadOpening(models.Model):
    """Whether anybody has touched what was opened.

    A fixed number of queries, however many opportunities.
    """

    _inherit = "crm.lead.opening"

    def _opening_traces(self):
        """Where the work of people shows, what says most first. Another add-on adds
        rows of its own."""
        # what Odoo itself posts is no work of a person
        robot = self.env.ref("base.partner_root").id
        posted = Domain("model", "=", "crm.lead")
        posted &= Domain("message_type", "!=", "user_notification")
        posted &= Domain("author_id", "!=", robot) | Domain("author_id", "=", False)
        moved = Domain("from_stage_id", "!=", False)
        moved |= Domain("merged_from", "!=", False)
        return [
            Trace("document", "sale.order", "opportunity_id"),
            Trace("document", "account.move", "opportunity_ids"),
            Trace("meeting", "calendar.event", "opportunity_id"),
            Trace("product", "crm.lead.product.line", "lead_id"),
            Trace("share", "crm.lead.share", "lead_id"),
            Trace("moved", "crm.lead.stage.history", "lead_id", moved),
            Trace("message", "mail.message", "res_id", posted),
            Trace(
                "file", "ir.attachment", "res_id", Domain("res_model", "=", "crm.lead")
            ),
        ]

    def _opening_touched(self):
        """Why the opportunities of rows are no longer as they were opened, by row."""
        found = {}
        for trace in reversed(self._opening_traces()):
            found |= dict.fromkeys(self._opening_traced(trace), trace.reason)
        activities, reasons = self._opening_activities(), {}
        for row in self:
            lead = row.lead_id
            if lead.id in found:
                reasons[row] = found[lead.id]
            elif row._opening_is_busy(activities.get(lead.id)):
                reasons[row] = "activity"
            elif row._opening_is_edited():
                reasons[row] = "edited"
        return reasons

    def _opening_traced(self, trace):
        """Ids of the opportunities of which there is such a trace."""
        ids = self.lead_id.ids
        # sudo: whatever anybody has added to what the system opened
        model = self.env[trace.model].sudo().with_context(active_test=False)
        domain = Domain(trace.field, "in", ids) & Domain(trace.domain)
        groups = model._read_group(domain, [trace.field])
        return {getattr(value, "id", value) for (value,) in groups}

    def _opening_activities(self):
        """The activities of the opportunities, done ones included, by id."""
        # sudo: as above
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        domain = [("res_model", "=", "crm.lead"), ("res_id", "in", self.lead_id.ids)]
        return activities.search(domain).grouped("res_id")

    def _opening_is_busy(self, activities):
        """Whether there is anything but the call that was planned with it."""
        if not activities:
            return self.door == "campaign"
        return any(
            not activity.active or activity.write_date > self.date
            for activity in activities
        )

    def _opening_is_edited(self):
        """Whether a person has written to it, even if the system did so afterwards."""
        lead = self.lead_id
        return lead.write_date > self.date and (
            lead.write_uid.id != SUPERUSER_ID
            or self.fingerprint != lead._oplus_fingerprint()
        )
