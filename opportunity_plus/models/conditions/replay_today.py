# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from .entry import Entry
from .replay import HELD

OPEN = [("type", "=", "opportunity"), ("won_status", "=", "pending")]
RUNNING = [("is_stay", "=", True), ("outcome", "=", "open"), ("date_out", "=", False)]
# Stays of won opportunities in a stage. One shorter than a minute is a slip of the
# mouse
LEFT = """
    stay.is_stay AND stay.outcome = 'open' AND stay.stage_id = %(stage)s
    AND stay.date_out >= stay.date_from + interval '1 minute'
    AND stay.lead_id IN (%(won)s)
"""


class CrmStage(models.Model):
    """What a stage's conditions and target mean for the opportunities of today."""

    _inherit = "crm.stage"

    def _oplus_test_today(self):
        """Return the open opportunities in the stage that lack something, and those
        past the target."""
        leads = self.env["crm.lead"]
        if not self._origin:
            return leads, leads
        leads = leads.search([*OPEN, ("stage_id", "=", self._origin.id)])
        stays = [*RUNNING, ("lead_id", "in", leads.ids)]
        rows = self.env["crm.lead.revision"].search(stays)
        over = rows.browse(self._oplus_test_over(rows))
        return self._oplus_test_breaches(leads, rows), over.lead_id

    def _oplus_test_breaches(self, leads, rows):
        policy = self._oplus_test_policy()
        if not policy[self._origin.id].asks:
            return leads.browse()
        origins = {row.lead_id.id: row.from_stage_id.id for row in rows}
        entries = [
            Entry(
                lead.id,
                self._oplus_test_origin(origins.get(lead.id)),
                self._origin.id,
                lead.team_id.id,
            )
            for lead in leads
        ]
        missing = leads._oplus_condition_missing(entries, policy)
        return leads.browse([entry.lead_id for entry, _lacking in missing])

    def _oplus_test_origin(self, stage_id):
        """Return the stage it came from, unless it came back from a later one."""
        rules = self._oplus_stage_change_policy()
        came, here = rules.get(stage_id), rules[self._origin.id]
        forward = self.env["crm.lead"]._oplus_condition_is_forward(came, here)
        return stage_id if came and forward else None

    def _oplus_test_median(self):
        """Return the median of the days that won opportunities were in the stage, and
        the number of these opportunities."""
        if not self._origin:
            return 0, 0
        leads = self.env["crm.lead"].with_context(active_test=False)
        won = leads._search([("won_status", "=", "won"), ("type", "=", "opportunity")])
        self.env.flush_all()
        scope = SQL(LEFT, stage=self._origin.id, won=won.select())
        return leads._oplus_stay_median(scope)

    def _oplus_test_judged_today(self):
        """Return what the ledger does not hold, in words, of the conditions to try."""
        one, leads = self._oplus_conditions(), self.env["crm.lead"]
        words = [
            leads._oplus_condition_label(name)
            for name in one.fields
            if name not in HELD
        ]
        if one.quotation or one.signed:
            words.append(self.env._("quotations and orders"))
        if one.checklists:
            words.append(self.env._("checklist"))
        return ", ".join(words)
