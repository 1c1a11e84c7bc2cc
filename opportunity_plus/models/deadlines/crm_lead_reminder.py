# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmLeadReminder(models.Model):
    """The reminder of the expected closing that an opportunity has, one at a time."""

    _name = "crm.lead.reminder"
    _inherit = ["crm.lead.log"]
    _description = "Closing Reminder"
    _rec_name = "lead_id"

    date_deadline = fields.Date("Expected Closing", required=True)
    is_passed = fields.Boolean("Date Has Passed")
    activity_id = fields.Many2one(
        "mail.activity", ondelete="set null", index="btree_not_null"
    )

    _lead_unique = models.UniqueIndex(
        "(lead_id)", "An opportunity has one reminder at a time."
    )

    def _system_refusal(self):
        return self.env._("The system alone records reminders.")
