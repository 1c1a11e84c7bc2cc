# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from math import inf

from odoo import api, models
from odoo.exceptions import ValidationError

from ..foundation.access import check_each
from ..foundation.blank import is_blank
from ..foundation.far_date import buddhist_complaints, is_far
from ..foundation.naming import names


class CrmLead(models.Model):
    """Values that are refused everywhere. The messages name the opportunities."""

    _inherit = "crm.lead"

    @api.constrains("expected_revenue")
    def _check_oplus_expected_revenue(self):
        """Refuse a negative or infinite expected revenue."""
        wrong = self.filtered(lambda lead: not 0 <= lead.expected_revenue < inf)
        if wrong:
            raise ValidationError(
                self.env._(
                    "The expected revenue cannot be negative. Correct it for:"
                    " %(names)s",
                    names=names(wrong),
                )
            )

    @api.constrains("name")
    def _check_oplus_name(self):
        """Refuse a blank name of an opportunity."""
        if any(lead.type == "opportunity" and is_blank(lead.name) for lead in self):
            raise ValidationError(
                self.env._("An opportunity needs a description. Enter one.")
            )

    @api.constrains("date_deadline")
    def _check_oplus_date_deadline(self):
        """Refuse an expected closing more than 50 years before or after today."""
        if far := self._oplus_far({lead: lead.date_deadline for lead in self}):
            raise ValidationError(
                self.env._(
                    "The expected closing is more than 50 years away. %(hints)s"
                    " Correct it for: %(names)s",
                    **far,
                )
            )

    @api.constrains("date_closed")
    def _check_oplus_date_closed(self):
        """Refuse a closed date more than 50 years before or after today."""
        days = {lead: lead.date_closed.date() for lead in self if lead.date_closed}
        if far := self._oplus_far(days):
            raise ValidationError(
                self.env._(
                    "The closed date is more than 50 years away. %(hints)s Correct it"
                    " for: %(names)s",
                    **far,
                )
            )

    def _oplus_far(self, days):
        """Return what to say of opportunities with a day that is too far away."""
        far = self.filtered(lambda lead: is_far(lead, days.get(lead)))
        hints = {
            next(buddhist_complaints(self, day), None)
            or self.env._("Check the year %(wrong)s.", wrong=day.year): day
            for day in sorted({days[lead] for lead in far})
        }
        return {"hints": " ".join(hints), "names": names(far)} if far else {}

    @api.constrains("probability", "stage_id")
    def _check_won_validity(self):
        """Add the names of the opportunities to Odoo's message."""
        try:
            return super()._check_won_validity()
        except ValidationError as error:
            wrong = self.filtered(
                lambda lead: lead.stage_id.is_won and lead.probability != 100
            )
            message = f"{error.args[0]} ({names(wrong)})"
            raise ValidationError(message) from error

    def _oplus_check_told(self, vals_list):
        """Refuse an empty revenue in forms and lists; Odoo would store it as 0.

        :raise ValidationError: the expected revenue is empty; 0 is allowed
        """
        values = (vals.get("expected_revenue", 0) for vals in vals_list)
        if not any(value is None or value is False or value == "" for value in values):
            return
        check_each(self, "write")  # before any of them is named
        asked = self or self.new({"type": "opportunity", **vals_list[0]})
        asked = asked.filtered("oplus_revenue_required")
        if asked:
            raise ValidationError(
                self.env._(
                    "Enter the expected revenue, which may be 0, of: %(names)s",
                    names=names(asked),
                )
            )

    def _oplus_check_rates(self, vals_list):
        """Refuse impossible probabilities; the database's refusal names no record.

        :param vals_list: values to create, or one dict to write to all records
        :raise ValidationError: a probability is not from 0 to 100; names the records
        """
        rates = ((vals.get("probability"), vals.get("name")) for vals in vals_list)
        wrong = [
            name
            for rate, name in rates
            if isinstance(rate, int | float) and not 0 <= rate <= 100
        ]
        if wrong:
            check_each(self, "write")  # before any of them is named
            names = self.mapped("display_name") or [
                name or self.env._("New opportunity") for name in wrong
            ]
            raise ValidationError(
                self.env._(
                    "The closing rate (probability) is a number from 0 to 100."
                    " Correct it for: %(names)s",
                    names=", ".join(names),
                )
            )
