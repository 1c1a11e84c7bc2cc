# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.http import request

from odoo.addons.crm.controllers.main import CrmController
from odoo.addons.mail.controllers.mail import MailController

from ..answering import record_id


class ClosingController(CrmController):
    """Links in e-mails that close an opportunity or convert a lead.

    Odoo logs the error of a link and still commits what was done before it, so these
    methods check first, or undo what was refused.
    """

    @http.route()
    def crm_lead_case_mark_won(self, res_id=None, token=None):
        """Mark as won unless locked; ask for what the won stage asks for."""
        lead, redirect = self._closing_lead(res_id, token)
        if not lead or lead.oplus_is_locked:
            return redirect
        if lead._oplus_without_won_stage():
            # this action shows why the opportunity cannot be won
            return request.redirect(
                f"/odoo/crm.lead/{lead.id}"
                "/action-opportunity_plus.crm_lead_action_no_won_stage"
            )
        if lead._oplus_condition_dialog_to_win():
            return request.redirect(
                f"/odoo/crm.lead/{lead.id}"
                "/action-opportunity_plus.crm_lead_action_won_conditions"
            )
        if lead._oplus_stage_change_asks_to_win():
            return request.redirect(
                f"/odoo/crm.lead/{lead.id}"
                "/action-opportunity_plus.crm_lead_reason_action_won"
            )
        return super().crm_lead_case_mark_won(res_id, token)

    @http.route()
    def crm_lead_case_mark_lost(self, res_id=None, token=None):
        """Ask for the lost reason before a link marks an opportunity as lost."""
        lead, redirect = self._closing_lead(res_id, token)
        if not lead or lead.won_status != "pending":
            return redirect
        if lead.type == "lead":
            return super().crm_lead_case_mark_lost(res_id, token)
        return request.redirect(
            f"/odoo/crm.lead/{lead.id}/action-crm.crm_lead_lost_action"
        )

    @http.route()
    def crm_lead_convert(self, res_id=None, token=None):
        """Convert to an opportunity; the form says why if that is refused."""
        lead, redirect = self._closing_lead(res_id, token)
        if lead and lead._oplus_convert_by_link():
            # this action shows what is refused
            return request.redirect(
                f"/odoo/crm.lead/{lead.id}"
                "/action-opportunity_plus.crm_lead_action_convert"
            )
        return redirect

    def _closing_lead(self, res_id, token):
        """Return the opportunity of a link, and the page to show if nothing is done.

        The opportunity is None if the link is invalid or the user may not write to it.
        """
        token = token if token and token.isascii() else ""
        valid, lead, redirect = MailController._check_token_and_record_or_redirect(
            "crm.lead", record_id(res_id), token
        )
        if valid and lead and lead.has_access("write"):
            return lead, redirect
        return None, redirect
