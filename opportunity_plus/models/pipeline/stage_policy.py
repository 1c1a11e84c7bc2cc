# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class CrmStage(models.Model):
    """What the stages decide. It is read with each opportunity and move, so cached.

    Rooms add their part by extending ``_oplus_policy_parts``. Each change of a stage
    clears the cache (``crm.policy.mixin``).
    """

    _inherit = "crm.stage"

    @api.model
    @ormcache("self.env.lang")
    def _oplus_policy(self):
        """Return the parts of the policy by name."""
        # sudo: one cache for all users; it only holds settings
        stages = self.sudo().with_context(active_test=False)
        return stages._oplus_policy_parts(stages.search(Domain.TRUE))

    @api.model
    def _oplus_policy_parts(self, stages):
        """Return what the stages decide, by name. Extend it to add a part.

        :param stages: all stages, disabled ones included, in the order of the board
        """
        return {"places": {id_: place for place, id_ in enumerate(stages._ids)}}

    @api.model
    def _oplus_places(self):
        """Return the place of each stage by its id, by which moves go forward or back.

        Disabled stages have their place, too. Stages of the same sequence stand in the
        order of their names, which depends on the language, as on the board.
        """
        return self._oplus_policy()["places"]
