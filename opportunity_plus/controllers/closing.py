# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import http
from odoo.http import request

from odoo.addons.crm.controllers.main import CrmController
from odoo.addons.mail.controllers.mail import MailController

from ..answering import record_id


class ClosingController(CrmController):
    """The links in e-mails. Core logs what a link may not do and commits what it has
    done until then, so these ask first."""

    @http.route()
    def crm_lead_case_mark_won(self, res_id=None, token=None):
        """Leave what is closed as it was closed, and ask where the stage asks why."""
        lead, redirect = self._closing_lead(res_id, token)
        if not lead or lead.oplus_is_locked:
            return redirect
        if lead._oplus_without_won_stage():
            # there the web client tells why not
            return request.redirect(
                f"/odoo/crm.lead/{lead.id}"
                "/action-opportunity_plus.crm_lead_action_no_won_stage"
            )
        if lead._oplus_stage_change_asks_to_win():
            return request.redirect(
                f"/odoo/crm.lead/{lead.id}"
                "/action-opportunity_plus.crm_lead_reason_action_won"
            )
        return super().crm_lead_case_mark_won(res_id, token)

    @http.route()
    def crm_lead_case_mark_lost(self, res_id=None, token=None):
        """Ask for the reason before an e-mail loses an opportunity."""
        lead, redirect = self._closing_lead(res_id, token)
        if not lead or lead.won_status != "pending":
            return redirect
        if lead.type == "lead":
            return super().crm_lead_case_mark_lost(res_id, token)
        return request.redirect(
            f"/odoo/crm.lead/{lead.id}/action-crm.crm_lead_lost_action"
        )

    def _closing_lead(self, res_id, token):
        """What a link is about, if the user may write to it, and where to go when
        nothing is done; a link that somebody mutilated is about nothing."""
        token = token if token and token.isascii() else ""
        valid, lead, redirect = MailController._check_token_and_record_or_redirect(
            "crm.lead", record_id(res_id), token
        )
        if valid and lead and lead.has_access("write"):
            return lead, redirect
        return None, redirect
