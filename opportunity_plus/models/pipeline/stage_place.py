# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import ormcache


class CrmStage(models.Model):
    """The place of a stage on the board, by which moves go forward or back."""

    _inherit = "crm.stage"

    @api.model
    def _oplus_every(self, *fields):
        """Return all stages, disabled ones included, for a cache of all users.

        :param fields: names of the fields to fetch
        """
        # sudo: also those of teams that a user may not read; they only hold settings
        stages = self.sudo().with_context(active_test=False)
        return stages.search_fetch([], fields)

    @api.model
    @ormcache("self.env.lang")
    def _oplus_places(self):
        """Return the place of each stage by its id; used by every move.

        Disabled stages have their place, too. Stages of the same sequence stand in the
        order of their names, which depends on the language, as on the board.
        """
        return {id_: place for place, id_ in enumerate(self._oplus_every()._ids)}
