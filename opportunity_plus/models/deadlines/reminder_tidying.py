# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ..foundation.main_company import main_company
from .deadline_statements import COMPANY

# of companies that no longer remind, and of what was archived
UNWANTED = (
    """
    SELECT reminder.id
      FROM crm_lead_reminder reminder
      JOIN crm_lead ON crm_lead.id = reminder.lead_id
 LEFT JOIN crm_team team ON team.id = crm_lead.team_id
      JOIN res_company company ON company.id = """
    + COMPANY
    + """
     WHERE COALESCE(company.opportunity_remind_days, 0) <= 0
        OR crm_lead.active IS NOT TRUE
"""
)


class CrmLeadReminder(models.Model):
    _inherit = "crm.lead.reminder"

    def _reminder_tidy(self, _after):
        """End what no longer holds, and what nobody asks for any more."""
        self._reminder_end(SQL("TRUE"))
        self.env.flush_all()
        # raw SQL: the company that decides is in no field
        query = SQL(UNWANTED, main_company=main_company(self.env).id)
        rest = self.browse(id_ for [id_] in self.env.execute_query(query))
        rest.activity_id.filtered("active").unlink()
        rest._system_unlink()
