# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.searching import search_true

# an instalment that is not paid in full
LATE_LINE = SQL(
    "late.move_id = account_move.id AND late.display_type = 'payment_term'"
    " AND late.reconciled IS NOT TRUE"
)


class CrmLead(models.Model):
    """What customers owe although it is overdue: the filter, and for how long.

    An invoice is overdue as soon as one of its instalments is, by the reader's day.
    """

    _inherit = "crm.lead"

    oplus_is_overdue = fields.Boolean(
        compute="_compute_oplus_is_money",
        search="_search_oplus_is_overdue",
        export_string_translation=False,
    )
    oplus_overdue_note = fields.Char(
        "Overdue",
        compute="_compute_oplus_overdue_note",
        help="How long the oldest unpaid instalment has been overdue.",
    )

    @search_true
    def _search_oplus_is_overdue(self):
        late = self._oplus_money_late()
        found = self._oplus_money_search_amount("due", ">", 0.0, late)
        # sudo: these ids were found with the rights of the reader
        leads = self.sudo().with_context(active_test=False).search(found)
        return self._oplus_money_search_amount("due", ">", 0.0, leads=leads)

    def _oplus_money_late(self):
        """Return the domain of the invoices with an instalment that is overdue, by the
        date of the reader."""
        # by instalment: the due date of an invoice is only that of the last one
        late = [
            ("display_type", "=", "payment_term"),
            ("reconciled", "=", False),
            ("date_maturity", "<", fields.Date.context_today(self)),
        ]
        return Domain("move_type", "=", "out_invoice") & Domain("line_ids", "any", late)

    @api.depends("amount_due")
    @api.depends_context("uid", "allowed_company_ids", "lang", "tz")
    def _compute_oplus_overdue_note(self):
        owing = self._origin.filtered(lambda lead: lead.amount_due > 0)
        days = owing._oplus_money_days_overdue() if owing else {}
        for lead in self:
            number = days.get(lead._origin.id)
            lead.oplus_overdue_note = number and (
                self.env._("1 day overdue")
                if number == 1
                else self.env._("%s days overdue", number)
            )

    def _oplus_money_days_overdue(self):
        """Return for how many days the oldest instalment is overdue, by id, of those
        that the filter of overdue invoices finds among these, which owe something."""
        late = self._oplus_money_search_amount(
            "due", ">", 0.0, self._oplus_money_late(), leads=self
        )
        late = self.filtered_domain(late)
        if not late:
            return {}
        moves, today = self.env["account.move"], fields.Date.context_today(self)
        posted = Domain("state", "=", "posted")
        self._oplus_money_flush("account.move")
        query = moves._search(posted & self._oplus_money_late())
        link = SQL("linked.move_id = account_move.id")
        query.add_join("JOIN", "linked", "account_move_opportunity_rel", link)
        query.add_join("JOIN", "late", "account_move_line", LATE_LINE)
        query.add_where("linked.lead_id = ANY(%s)", [late.ids])
        query.add_where("late.date_maturity < %s", [today])
        query.groupby = SQL("linked.lead_id")
        # raw SQL: one row for each opportunity
        rows = self.env.execute_query(
            query.select(SQL("linked.lead_id"), SQL("min(late.date_maturity)"))
        )
        return {lead_id: (today - day).days for lead_id, day in rows}
