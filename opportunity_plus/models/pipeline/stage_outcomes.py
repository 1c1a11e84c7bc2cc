# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ..foundation.access import every_lead
from ..foundation.naming import names


class CrmStage(models.Model):
    """What becomes of the opportunities of a stage that is made won, or open again.

    They are won, or open again, in all companies of the user, archived ones included.
    Odoo itself changes those that are not archived, of the companies that are active on
    the screen.
    """

    _inherit = "crm.stage"

    def _oplus_turned(self, vals):
        """Return the archived opportunities and leads whose outcome these values
        change; Odoo sees to the others.

        :raise UserError: some belong to companies that the user has no access to
        """
        is_won = bool(vals["is_won"])
        stages = self.filtered(lambda stage: stage.is_won != is_won)
        domain = stages._oplus_holding_domain("pending" if is_won else "won")
        mine = self._oplus_leads()
        if every_lead(self.env).search_count(domain) > mine.search_count(domain):
            raise UserError(
                self.env._(
                    "Some opportunities in these stages belong to companies that you"
                    " have no access to. Somebody who has must make the stages won or"
                    " open: %(names)s",
                    names=names(stages),
                )
            )
        return mine.search([*domain, ("active", "=", False)], order="id")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_turn(self, is_won):
        """Win archived opportunities, or open them again, as their stage was.

        What is open again gets its closing rate when it is restored.
        """
        if is_won:
            self.write({"probability": 100, "automated_probability": 100})
            return
        self._oplus_record_actor({})
        self.env.add_to_compute(self._fields["won_status"], self)
        self.write({"date_closed": False})
