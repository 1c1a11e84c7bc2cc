# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ..foundation.actions import form_of, telling
from ..foundation.naming import names


class CrmLead(models.Model):
    """Refuse to win opportunities whose pipeline has no won stage."""

    _inherit = "crm.lead"

    def action_set_won(self):
        """Refuse to win without a won stage.

        Odoo would leave the opportunity without a stage, at 100 % and not won.

        :raise UserError: names those without a won stage; nothing is changed
        """
        stuck = self._oplus_without_won_stage()
        if stuck:
            raise UserError(stuck._oplus_no_won_stage())
        return super().action_set_won()

    def _oplus_no_won_stage(self):
        return self.env._(
            "The pipeline has no won stage. Ask a sales administrator to mark a stage"
            " as won, then win: %(names)s",
            names=names(self),
        )

    def _oplus_tell_no_won_stage(self):
        """Return an action that shows this message above the form, for e-mail links."""
        form = form_of(self)
        return telling(self._oplus_no_won_stage(), form, "danger", sticky=True)

    def _oplus_without_won_stage(self):
        """Return the opportunities whose pipeline has no won stage."""
        stuck = self.browse()
        for leads in self.grouped("team_id").values():
            if not leads[:1]._stage_find(domain=[("is_won", "=", True)]):
                stuck |= leads
        return stuck
