# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.access import every_lead
from ..foundation.caching import clear_caches


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def write(self, vals):
        """Renew deadlines if the company changes, whose working days may count."""
        result = super().write(vals)
        if "company_id" in vals:
            self.env["crm.lead"]._oplus_deadline_renew(teams=self)
        return result

    def unlink(self):
        """Give opportunities without their team the deadlines of the stages.

        The database itself deletes the targets of the team.
        """
        leads = every_lead(self.env).with_context(active_test=False)
        orphans = leads._search([("team_id", "in", self.ids)])
        ids = orphans.get_result_ids() if self.ids else ()
        result = super().unlink()
        clear_caches(self.env)
        self.env["crm.lead"].invalidate_model(["team_id"], flush=False)
        self.env["crm.lead"]._oplus_deadline_renew(lead_ids=ids)
        return result
