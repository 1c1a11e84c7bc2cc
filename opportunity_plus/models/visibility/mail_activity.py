# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..foundation.access import on_readable
from ..foundation.naming import names

# fields that link an activity to its document
DOCUMENT = ("res_model", "res_model_id", "res_id")


class MailActivity(models.Model):
    """Access to activities on opportunities."""

    _inherit = "mail.activity"

    def _check_access(self, operation):
        """Require access to the opportunity: write to plan, read to see an activity."""
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
        # sudo: access depends on the document, which the user may not read
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
        # sudo: compares the ids of documents that the user may not read
        activity = self.sudo()
        return activity.res_model, activity.res_id

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        """Compute stored names as superuser, since all readers share them."""
        # in an unsaved form, the name is the one that the user may see
        saved = self.filtered("id")
        super(MailActivity, saved.with_user(SUPERUSER_ID))._compute_res_name()
        return super(MailActivity, self - saved)._compute_res_name()

    def _search(self, domain, *args, **kwargs):
        """Find no activity on an opportunity that the user may not read."""
        if not (self.env.su or kwargs.get("bypass_access")):
            domain = Domain(domain) & on_readable("res_model", "res_id")
        return super()._search(domain, *args, **kwargs)

    def _make_access_error(self, operation):
        """Advise users who may only read the opportunity to log a note instead."""
        leads = self.env["crm.lead"]
        if operation == "create":
            leads = leads._oplus_share_addressed(self, "res_model")
        if not leads:
            return super()._make_access_error(operation)
        return AccessError(
            self.env._(
                "You may only read these opportunities. Log a note instead of planning"
                " an activity: %(names)s",
                names=names(leads, "name"),
            )
        )

    def write(self, vals):
        """Refuse to move activities to opportunities the user may not write to."""
        is_moved = not (self.env.su or vals.keys().isdisjoint(DOCUMENT))
        before = {activity: activity._oplus_document() for activity in self if is_moved}
        result = super().write(vals)
        moved = self.filtered(
            lambda activity: is_moved and activity._oplus_document() != before[activity]
        )
        if moved and (hidden := moved._oplus_visibility_hidden("write")):
            raise hidden._make_access_error("create")
        return result
