# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.searching import search_true

# the days in the running stay
DAYS = """
    SELECT stay.lead_number,
           floor(extract(EPOCH FROM %s::timestamp
                         - COALESCE(stay.date_clock, stay.date_from)) / 86400)::integer
      FROM crm_lead_revision stay
     WHERE stay.lead_number = ANY(%s)
       AND stay.is_stay AND stay.outcome = 'open' AND stay.date_out IS NULL
"""


class CrmLead(models.Model):
    """Whether an opportunity is stalled: open, past its deadline and not snoozed.

    One domain says so: to the mark on the card, filters, groups and the daily job.
    Odoo's own *rotting* is the same thing.
    """

    _inherit = "crm.lead"

    is_stalled = fields.Boolean(
        "Stalled",
        compute="_compute_is_stalled",
        search="_search_is_stalled",
        help="In its stage for longer than the target, and not snoozed.",
    )
    oplus_is_snoozed = fields.Boolean(
        "Snoozed",
        compute="_compute_oplus_is_snoozed",
        search="_search_oplus_is_snoozed",
    )

    def _oplus_stalled_domain(self):
        """Return the domain of all opportunities that are stalled now."""
        return (
            Domain("type", "=", "opportunity")
            & Domain("active", "=", True)
            & Domain("won_status", "=", "pending")
            & Domain("stage_deadline", "<", self.env.cr.now())
            & (Domain("snooze_until", "=", False) | ~self._oplus_snoozed_domain())
        )

    def _oplus_snoozed_domain(self):
        """Return the domain of those whose snooze has not ended, by the date in the
        time zone of their company."""
        days = self._oplus_visibility_facts(self._oplus_quarter()).days
        domain = Domain("snooze_until", ">=", days.main)
        for day, ids in days.others:
            own = Domain("company_id", "in", ids)
            by_team = Domain("team_id", "any!", [("company_id", "in", ids)])
            here = own | (Domain("company_id", "=", False) & by_team)
            domain = (here & Domain("snooze_until", ">=", day)) | (~here & domain)
        return domain

    def _oplus_stalled(self):
        """Return those that are stalled."""
        if not self.env["crm.stage"]._oplus_has_targets():
            return self.browse()
        # sudo: users may read neither the team nor the company that decides on the day
        stalled = self.sudo().filtered_domain(self._oplus_stalled_domain())
        return stalled.sudo(False).with_env(self.env)

    @api.depends("is_rotting")
    def _compute_is_stalled(self):
        for lead in self:
            lead.is_stalled = lead.is_rotting

    @search_true
    def _search_is_stalled(self):
        """Look one by one at what this transaction has changed and not recorded."""
        found = self._oplus_stalled_domain()
        if unsettled := self._oplus_unsettled_anywhere():
            ids = unsettled.filtered("is_rotting").ids
            found = Domain("id", "in", ids) | (
                Domain("id", "not in", unsettled.ids) & found
            )
        return found

    def _search_is_rotting(self, operator, value):
        return self._search_is_stalled(operator, value)

    def _oplus_unsettled_anywhere(self):
        pending = self._oplus_record_noted()
        ids = {*pending.touched, *pending.moved}
        # sudo: only ids are used, in a search that has rules of its own
        return self.sudo().browse(ids).exists() if ids else self.browse()

    @api.depends("snooze_until", "company_id", "team_id")
    def _compute_oplus_is_snoozed(self):
        # sudo: see _oplus_stalled
        self.oplus_is_snoozed = False
        if noted := self.filtered("snooze_until").sudo():
            snoozed = noted.filtered_domain(self._oplus_snoozed_domain())
            self.browse(snoozed._ids).oplus_is_snoozed = True

    @search_true
    def _search_oplus_is_snoozed(self):
        return self._oplus_snoozed_domain()

    def _get_rotting_depends_fields(self):
        return [
            *super()._get_rotting_depends_fields(),
            *("stage_deadline", "snooze_until", "active", "company_id", "team_id"),
        ]

    def _compute_rotting(self):
        """Let Odoo's mark follow the deadline.

        Odoo decides on what this transaction has changed and not recorded yet.
        """
        # pylint: disable=missing-return
        unsettled = self._oplus_unsettled()
        settled = self - unsettled
        settled.is_rotting = False
        settled.rotting_days = 0
        if stalled := settled._oplus_stalled():
            stalled.is_rotting = True
            # raw SQL: the running stays of a whole board at once
            query = SQL(DAYS, self.env.cr.now(), stalled._origin.ids)
            days = dict(self.env.execute_query(query))
            for lead in stalled:
                lead.rotting_days = days.get(lead._origin.id, 0)
        if unsettled:
            super(CrmLead, unsettled)._compute_rotting()

    @api.model
    def read_progress_bar(self, domain, group_by, progress_bar):
        """Count what is stalled in each column, under a key of its own: Odoo's badge
        counts the cards that are loaded."""
        result = super().read_progress_bar(domain, group_by, progress_bar)
        if not self._oplus_deadline_is_used():
            return result
        stalled = Domain(domain) & Domain("is_stalled", "=", True)
        if groups := self._read_group(stalled, [group_by], ["__count"]):
            result["oplus_stalled"] = {
                str(value.id if isinstance(value, models.Model) else value): count
                for value, count in groups
            }
        return result

    def _oplus_stalled_to_sql(self, alias, query):
        return self._oplus_fulfils_to_sql(alias, query, self._oplus_stalled_domain())

    def _oplus_snoozed_to_sql(self, alias, query):
        return self._oplus_fulfils_to_sql(alias, query, self._oplus_snoozed_domain())

    def _oplus_fulfils_to_sql(self, alias, query, domain):
        # sudo: the search around it decides on what is visible
        leads = self.sudo().with_context(active_test=False)
        condition = domain.optimize_full(leads)._to_sql(leads, alias, query)
        return SQL("COALESCE(%s, FALSE)", condition)
