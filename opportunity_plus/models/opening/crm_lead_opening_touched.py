# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import SUPERUSER_ID, models
from odoo.fields import Domain


class Trace(NamedTuple):
    """A kind of record that shows that somebody has worked on an opportunity."""

    reason: str
    model: str
    # the field that links to the opportunity
    field: str
    domain: list | Domain = Domain.TRUE


class CrmLeadOpening(models.Model):
    """Finds out whether anybody has touched the opportunities that were opened.

    The number of queries does not depend on the number of opportunities.
    """

    _inherit = "crm.lead.opening"

    def _opening_traces(self):
        """Return the kinds of records that show work, the most telling first. Other
        add-ons extend this list."""
        # messages of Odoo itself do not count
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
            Trace("edited", "crm.lead.tick", "lead_id"),
            Trace("moved", "crm.lead.stage.history", "lead_id", moved),
            Trace("message", "mail.message", "res_id", posted),
            Trace(
                "file", "ir.attachment", "res_id", Domain("res_model", "=", "crm.lead")
            ),
        ]

    def _opening_touched(self):
        """Return the reason for each row whose opportunity was touched."""
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
        """Return the ids of the opportunities with such a trace."""
        # sudo: records that the user may not see count as well
        model = self.env[trace.model].sudo().with_context(active_test=False)
        domain = Domain(trace.field, "in", self.lead_id.ids) & Domain(trace.domain)
        groups = model._read_group(domain, [trace.field])
        return {getattr(value, "id", value) for (value,) in groups}

    def _opening_activities(self):
        """Return the activities by opportunity id, done ones included."""
        # sudo: activities that the user may not see count as well
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        domain = [("res_model", "=", "crm.lead"), ("res_id", "in", self.lead_id.ids)]
        return activities.search(domain).grouped("res_id")

    def _opening_is_busy(self, activities):
        """Return whether the planned call is no longer the only, untouched activity."""
        if not activities:
            return self.door == "campaign"
        return any(not one.active or one.write_date > self.date for one in activities)

    def _opening_is_edited(self):
        """Return whether a user has edited it, even if the system wrote afterwards."""
        lead = self.lead_id
        return lead.write_date > self.date and (
            lead.write_uid.id != SUPERUSER_ID
            or self.fingerprint != lead._oplus_fingerprint()
        )
