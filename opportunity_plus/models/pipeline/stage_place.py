# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class CrmStage(models.Model):
    """The place of a stage on the board, by which moves go forward or back."""

    _inherit = "crm.stage"

    @api.model
    @ormcache("self.env.lang")
    def _oplus_places(self):
        """Return the place of each stage by its id; used by every move.

        Disabled stages have their place, too. Stages of the same sequence stand in the
        order of their names, which depends on the language, as on the board.
        """
        # sudo: one cache for all users; it only holds the order of stages
        stages = self.sudo().with_context(active_test=False).search(Domain.TRUE)
        return {id_: place for place, id_ in enumerate(stages._ids)}
