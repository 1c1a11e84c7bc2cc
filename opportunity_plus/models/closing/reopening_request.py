# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

from ..foundation.actions import telling
from ..foundation.naming import names
from ..foundation.roles import administrators
from ..recording.closed import CLOSED
from ..recording.pending import EXPLANATIONS


class CrmLead(models.Model):
    """Requests by users who may not reopen an opportunity.

    A request is one activity for each sales administrator who may decide. It is open as
    long as these activities are. Reopening the opportunity in any way grants it.
    """

    _inherit = "crm.lead"

    oplus_reopening_requester_id = fields.Many2one(
        "res.users",
        "Reopening Requested by",
        compute="_compute_oplus_reopening_request",
    )
    oplus_reopening_request = fields.Text(
        "Reopening Request", compute="_compute_oplus_reopening_request"
    )

    @api.depends("activity_ids", "won_status")
    @api.depends_context("uid")
    def _compute_oplus_reopening_request(self):
        self.oplus_reopening_requester_id = self.oplus_reopening_request = False
        closed = self.filtered(lambda lead: lead.won_status in CLOSED)
        by_lead = closed._oplus_reopening_requests().grouped("res_id")
        for lead in closed:
            request = by_lead.get(lead.id, self.env["mail.activity"])[:1]
            lead.oplus_reopening_requester_id = request.create_uid
            lead.oplus_reopening_request = request._oplus_reopening_reason()

    def oplus_action_reopening_request(self):
        """Open the dialog that asks for the reason of the request."""
        self._oplus_reopening_check_closed()
        return self._oplus_reason_dialog("request", self.env._("Request Reopening"))

    def oplus_action_reopening_approve(self):
        """Reopen the opportunities with the reason of the request, and say so.

        :raise AccessError: the user is not a sales administrator
        :raise UserError: an opportunity is open, or its request was withdrawn
        """
        for lead in self:
            requests = lead._oplus_reopening_requests_to_answer()
            lead._oplus_reopening_apply(
                self.env._(
                    "Requested by %(name)s: %(reason)s",
                    name=requests[0].create_uid.name,
                    reason=requests[0]._oplus_reopening_reason(),
                )
            )
        return telling(self.env._("Reopened: %(names)s", names=names(self)))

    def oplus_action_reopening_refuse(self):
        """Open the dialog that asks for an answer to the requester."""
        self._oplus_reopening_requests_to_answer()
        return self._oplus_reason_dialog("refuse", self.env._("Refuse"))

    def _oplus_reopening_requests(self):
        """Return the activities of all open requests for these opportunities."""
        activities = self.env["mail.activity"]
        kind_id = activities._oplus_reopening_type_id()
        if not (self.ids and kind_id):
            return activities
        return activities.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", kind_id),
            ],
            order="id",
        )

    def _oplus_reopening_requests_to_answer(self):
        if not self._oplus_reopening_is_allowed():
            raise AccessError(
                self.env._("Only a sales administrator may answer reopening requests.")
            )
        self._oplus_reopening_check_closed()
        requests = self._oplus_reopening_requests()
        if not requests:
            raise UserError(self.env._("This request was answered or withdrawn."))
        return requests

    def _oplus_reopening_ask(self, reason):
        """Request the reopening; one request for each opportunity at a time.

        :raise AccessError: the user may not write to one of the opportunities
        :raise UserError: one is open or already requested, or no administrator exists
        """
        self.check_access("write")
        self._oplus_reopening_check_closed()
        complaints = [
            self.env._(
                "%(user)s has already asked to reopen %(name)s. Wait for the answer.",
                user=lead.oplus_reopening_requester_id.name,
                name=lead.display_name,
            )
            for lead in self
            if lead.oplus_reopening_requester_id
        ]
        if complaints:
            raise UserError("\n".join(complaints))
        for (company, team), leads in self.grouped(
            lambda lead: (lead.company_id, lead.team_id)
        ).items():
            for user in leads._oplus_reopening_deciders(company, team):
                # sudo: only the system plans requests; write access was checked above
                leads.with_context(lang=user.lang).sudo().activity_schedule(
                    "opportunity_plus.mail_activity_type_reopening",
                    user_id=user.id,
                    note=plaintext2html(reason),
                )

    def _oplus_reopening_deciders(self, company, team):
        """Return the leader if an administrator, else the company's administrators."""
        admins = administrators(self.env).filtered(
            lambda user: not company or company in user.company_ids
        )
        deciders = (admins & team.user_id) or admins
        if not deciders:
            raise UserError(
                self.env._("There is no sales administrator to answer the request.")
            )
        return deciders

    def _oplus_reopening_drop_requests(self, head):
        """Refuse the requests for opportunities that are merged into another."""
        # sudo: users who may merge closed opportunities may answer their requests
        requests = self.sudo()._oplus_reopening_requests().grouped("res_id")
        answer = self.env._("It was merged into %(name)s.", name=head.name)
        for found in requests.values():
            found._oplus_reopening_answer("refused", answer)

    def _oplus_reopening_refuse(self, answer):
        """Refuse the requests, and tell the requesters with the text of the answer."""
        requests = self._oplus_reopening_requests_to_answer()
        requests._oplus_reopening_answer("refused", answer)

    def _oplus_reopening_settle(self, changes):
        """Clean up reopened opportunities at the end of the transaction.

        Clear lost reason and closing note, which the history keeps, replace archived
        salespeople and answer the requests. Opportunities also reopen when their stage
        is no longer a won stage.

        :param changes: the changes that the stage history has recorded
        """
        deciders = {
            change.lead_id: change.user_id for change in changes if change.is_reopening
        }
        if not deciders:
            return
        leads = self.browse(deciders)
        explained = leads.filtered(lambda lead: lead.lost_reason_id or lead.lost_note)
        nothing = dict.fromkeys(EXPLANATIONS, False)
        explained.with_context(mail_notrack=True).write(nothing)
        for lead in leads._oplus_orphans():
            # sudo: the user who reopened may not assign salespeople
            lead.with_user(deciders[lead.id]).sudo()._oplus_adopt_orphans()
        requested = leads._oplus_reopening_requests().grouped("res_id")
        for lead_id, requests in requested.items():
            # sudo: the user who reopened may not delete the activities of others
            decided = requests.with_user(deciders[lead_id]).sudo()
            decided._oplus_reopening_answer("granted")
