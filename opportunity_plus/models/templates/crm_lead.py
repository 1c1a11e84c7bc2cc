# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, models

from ..foundation.roles import ADMIN

ACTION = "opportunity_plus.crm_pipeline_template_apply_action"
OFFER = Markup('<p><a type="action" name="%s" class="btn btn-secondary">%s</a></p>')


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def get_empty_list_help(self, help_message):
        text = super().get_empty_list_help(help_message)
        if self.env.context.get("default_type") == "lead":
            return text
        return self._oplus_template_offered(text)

    @api.model
    def _oplus_template_offered(self, text):
        """Return the help of an empty board, which offers templates to administrators.

        :param text: the help, as HTML
        """
        # the environment is superuser's where Odoo reads actions: ask for the role
        is_admin = self.env.user.has_group(ADMIN)
        if not is_admin or ACTION in (text or ""):
            return text
        label = self.env._("Use a Ready-Made Pipeline")
        return Markup(text or "") + OFFER % (ACTION, label)
