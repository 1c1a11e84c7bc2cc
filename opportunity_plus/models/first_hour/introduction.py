# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# the introduction of agents
TOUR = "opportunity_plus_introduction"


class WebTour(models.Model):
    _inherit = "web_tour.tour"

    @api.model
    def consume(self, tourName):
        """After the introduction, users have the onboarding that they had before.

        Its address switches the onboarding on, and with it the tours of all apps.
        """
        tour = super().consume(tourName)
        if tourName != TOUR:
            return tour
        # users may not write on themselves: it is what Odoo gives them at first
        self.env.user.sudo()._compute_tour_enabled()
        return self.get_current_tour()
