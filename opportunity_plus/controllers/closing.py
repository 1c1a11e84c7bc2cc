# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.http import request

from odoo.addons.crm.controllers.main import CrmController
from odoo.addons.mail.controllers.mail import MailController


class ClosingController(CrmController):
    @http.route()
    def crm_lead_case_mark_lost(self, res_id, token):
        """Ask for the reason before an e-mail loses an opportunity."""
        valid, lead, redirect = MailController._check_token_and_record_or_redirect(
            "crm.lead", int(res_id), token
        )
        if not (valid and lead and lead.has_access("write")):
            return redirect
        if lead.type == "lead" or not lead._closing_reason_required():
            return super().crm_lead_case_mark_lost(res_id, token)
        return request.redirect(
            f"/odoo/crm.lead/{lead.id}/action-crm.crm_lead_lost_action"
        )
