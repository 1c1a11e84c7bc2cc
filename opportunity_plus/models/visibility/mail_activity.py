# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError

from ..foundation.naming import names

# what an activity is planned on
DOCUMENT = ("res_model", "res_model_id", "res_id")


class MailActivity(models.Model):
    """Who sees activities on opportunities."""

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
                names=names(leads),
            )
        )

    def write(self, vals):
        """:raise AccessError: they are moved onto what the user may not write"""
        is_moved = not (self.env.su or vals.keys().isdisjoint(DOCUMENT))
        before = {activity: activity._oplus_document() for activity in self if is_moved}
        result = super().write(vals)
        moved = self.filtered(
            lambda activity: is_moved and activity._oplus_document() != before[activity]
        )
        if moved and (hidden := moved._oplus_visibility_hidden("write")):
            raise hidden._make_access_error("create")
        return result
