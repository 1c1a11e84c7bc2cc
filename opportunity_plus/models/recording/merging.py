# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

# in the context: what is written to an opportunity comes from a merge. The value is an
# object, which no interface can send
MERGING, IN_MERGE = "opportunity_plus_merging", object()


class CrmLead(models.Model):
    """What becomes of opportunities that are merged into another one.

    Odoo takes the first value that is not empty, field by field. Values that explain
    each other come from the same opportunity instead: reason, note and closed date of
    a loss, and only if the survivor is lost; a recurring revenue and its plan; an
    amount and its currency. A survivor without a salesperson gets none who is archived.
    """

    _inherit = "crm.lead"

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "lost_note", "opportunity_type_id"]

    def _merge_data(self, fnames=None):
        data = super()._merge_data(fnames)
        head = self[:1]
        paid = self.filtered("recurring_revenue")[:1] or head
        together = {
            "recurring_plan": paid.recurring_plan.id,
            "recurring_revenue": self._oplus_merged_amount(paid, "recurring_revenue"),
            "user_id": self._oplus_merged_salesperson().id,
        }
        together |= self._oplus_merged_explanation()
        if not head.stage_id:  # the survivor is not won by the stage of another one
            stages = self.stage_id.filtered(
                lambda stage: stage.active and not stage.is_won
            )
            together["stage_id"] = stages[:1].id
        asked = data.keys() | ({"date_closed"} if "lost_note" in data else set())
        return data | {name: together[name] for name in asked & together.keys()}

    def _oplus_merged_salesperson(self):
        # sudo: only reads who is archived
        users = self.sudo().user_id
        return self[:1].user_id or users.filtered("active")[:1]

    def _oplus_merged_amount(self, source, name):
        """An amount of one of them in the currency of the survivor."""
        return self._oplus_merged_convert(source[name], source.company_currency)

    def _oplus_merged_convert(self, amount, currency, is_rounded=True):
        company, today = self._oplus_merged_company(), fields.Date.context_today(self)
        # sudo: the rates of a company that the user need not be in
        return currency.sudo()._convert(
            amount, company.currency_id, company, today, round=is_rounded
        )

    def _oplus_merged_company(self):
        """The company whose currency the survivor has."""
        return self._oplus_currency_company(self.company_id[:1].id, self.team_id[:1].id)

    def _oplus_merged_explanation(self):
        """Reason, note and closed date of the survivor, which comes first: its own,
        or, of a loss that nobody explained, those of the first loss that was."""
        head, explained = self[:1], self.browse()
        if head.won_status == "lost":
            lost = self.filtered(lambda lead: lead.won_status == "lost")
            explained = lost.filtered(
                lambda lead: lead.lost_reason_id or lead.lost_note
            )[:1]
        values = {
            "lost_reason_id": explained.lost_reason_id.id,
            "lost_note": explained.lost_note,
        }
        if head.type == "lead" and not explained:
            del values["lost_reason_id"]  # Odoo keeps one; a conversion asks for none
        if explained and explained != head:
            values["date_closed"] = explained.date_closed
        return values

    def _oplus_merging_kept(self, vals):
        """What is closed stays where it was closed, also if a merge gives it another
        team."""
        is_merge = len(self) == 1 and self.env.context.get(MERGING) is IN_MERGE
        if is_merge and "stage_id" in vals and self._oplus_merging_stays():
            vals = {name: value for name, value in vals.items() if name != "stage_id"}
        return vals

    def _oplus_merging_stays(self):
        # where closing is not locked, Odoo would take it out of a disabled stage
        is_closed = self.won_status in ("won", "lost")
        return self.oplus_is_locked or (is_closed and not self.stage_id.active)
