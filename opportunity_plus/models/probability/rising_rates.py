# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmStage(models.Model):
    """Rates to begin with, for companies whose stages decide on the closing rate."""

    _inherit = "crm.stage"

    @api.model
    def _oplus_rising_rates(self):
        """Return rates to propose: from 10 to 60 %, in growing steps.

        :return: rates in percent by stage; empty if the open stages have different
            rates already, or there are fewer than two
        """
        stages = self.search([("is_won", "=", False)])
        if len(stages) < 2 or len(set(stages.mapped("opportunity_probability"))) > 1:
            return {}
        steps = [number * (number + 3) for number in range(len(stages))]
        return {
            stage: round(10 + 50 * step / steps[-1])
            for stage, step in zip(stages, steps, strict=True)
        }

    @api.model
    def _oplus_rising_rates_told(self):
        """List the rates to propose."""
        rates = self._oplus_rising_rates()
        return ", ".join(f"{stage.name} {rate} %" for stage, rate in rates.items())

    @api.model
    def _oplus_rising_rates_give(self):
        """Set the rates to propose."""
        for stage, rate in self._oplus_rising_rates().items():
            stage.opportunity_probability = rate
