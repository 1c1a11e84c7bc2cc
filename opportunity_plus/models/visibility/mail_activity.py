# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext

# what an activity is planned on
DOCUMENT = ("res_model", "res_model_id", "res_id")


class MailActivity(models.Model):
    """Who sees activities on opportunities, and what becomes of those that ask for a
    reopening."""

    _inherit = "mail.activity"

    def _check_access(self, operation):
        """A reader of a shared opportunity plans nothing on it, and whoever lost sight
        of one does not read its name in his old activities."""
        result = super()._check_access(operation)
        if operation not in ("create", "read") or self.env.su:
            return result
        allowed = self - result[0] if result else self
        hidden = allowed._oplus_visibility_hidden(
            "write" if operation == "create" else "read"
        )
        if hidden:
            before = result[0] if result else self.browse()
            result = (
                before | hidden,
                lambda: (before | hidden)._make_access_error(operation),
            )
        return result

    def _oplus_visibility_hidden(self, operation):
        # sudo: which document an activity belongs to decides on the access to it
        activities = self.sudo().filtered(
            lambda activity: activity.res_model == "crm.lead" and activity.res_id
        )
        leads = self.env["crm.lead"].browse(set(activities.mapped("res_id"))).exists()
        allowed = leads._filtered_access(operation)
        return self.browse(
            activity.id
            for activity in activities
            if activity.res_id in set(leads._ids) - set(allowed._ids)
        )

    def _oplus_document(self):
        # sudo: which document it is on, not what is there
        activity = self.sudo()
        return activity.res_model, activity.res_id

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        """The name is stored for all who read the activity, so it does not depend on
        who happens to write it; a form that is not saved tells what its reader sees."""
        saved = self.filtered("id")
        super(MailActivity, saved.with_user(SUPERUSER_ID))._compute_res_name()
        return super(MailActivity, self - saved)._compute_res_name()

    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        query = super()._search(domain, offset, limit, order, **kwargs)
        if self.env.su or kwargs.get("bypass_access"):
            return query
        activities = self.browse(query)
        hidden = activities._oplus_visibility_hidden("read")
        return (activities - hidden)._as_query(order) if hidden else query

    def _make_access_error(self, operation):
        """Say what a reader of an opportunity may do instead."""
        leads = self.env["crm.lead"]
        if operation == "create":
            leads = leads._oplus_share_addressed(self, "res_model")
        if not leads:
            return super()._make_access_error(operation)
        return AccessError(
            self.env._(
                "You may only read these opportunities. Log a note instead of planning"
                " an activity: %(names)s",
                names=", ".join(leads.mapped("name")),
            )
        )

    # requests for reopening

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._oplus_reopening_check_by_system()
        return activities

    def write(self, vals):
        """:raise AccessError: they are moved onto what the user may not write"""
        self._oplus_reopening_check_hands_off()
        is_moved = not (self.env.su or vals.keys().isdisjoint(DOCUMENT))
        before = {activity: activity._oplus_document() for activity in self if is_moved}
        result = super().write(vals)
        moved = self.filtered(
            lambda activity: is_moved and activity._oplus_document() != before[activity]
        )
        if moved and (hidden := moved._oplus_visibility_hidden("write")):
            raise hidden._make_access_error("create")
        if "activity_type_id" in vals:
            self._oplus_reopening_check_by_system()
        return result

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_foreign_request(self):
        """Who asked may think better of it; else only those who decide close it."""
        self.filtered(
            lambda activity: activity.create_uid != self.env.user
        )._oplus_reopening_check_hands_off()

    def _oplus_reopening_check_hands_off(self):
        """Nobody answers for those who decide, or changes what they were asked.

        :raise AccessError: somebody else changes a request
        """
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening", False)
        if self.env.su or self.env.user.has_group("sales_team.group_sale_manager"):
            return
        if kind and kind in self.activity_type_id:
            raise AccessError(
                self.env._(
                    "Only sales administrators answer or change requests for reopening."
                )
            )

    def _oplus_reopening_check_by_system(self):
        """Requests are made by the dialog alone, which asks for the reason.

        :raise UserError: somebody plans one by hand
        """
        if self.env.su or not self:
            return
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening", False)
        # sudo: the kind of what the user has just written
        if kind and kind in self.sudo().activity_type_id:
            raise UserError(
                self.env._(
                    "A reopening is not asked for by planning an activity. Use the"
                    " button “Request Reopening” of the closed opportunity."
                )
            )

    def _oplus_reopening_reason(self):
        return html2plaintext(self.note or "").strip()

    def _oplus_reopening_answer(self, verdict, answer=""):
        """Tell who asked what was decided, in the chatter, and close the requests.

        :param verdict: granted or refused
        :param answer: what else to say
        """
        request, requester = self[0], self[0].create_uid
        lead = self.env["crm.lead"].browse(request.res_id)
        lead.with_context(lang=requester.lang).message_post_with_source(
            "opportunity_plus.reopening_answer",
            render_values={
                "verdict": verdict,
                "requester": requester,
                "reason": request._oplus_reopening_reason(),
                "answer": answer,
                "decider": self.env.user,
            },
            partner_ids=requester.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
        self.unlink()
