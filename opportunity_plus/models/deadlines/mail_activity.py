# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    # nobody writes it, so that nobody has activities of others cancelled by it
    oplus_stall_id = fields.Many2one(
        "crm.lead.stall",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        groups="base.group_system",
        export_string_translation=False,
    )

    def _oplus_stall_was(self, former):
        """Return who was in charge of the stalled opportunity.

        :param former: see ``_stall_reassign``
        """
        lead = self.oplus_stall_id.lead_id
        return self.env["res.users"].browse(former[lead.id]) or lead.team_id.user_id
