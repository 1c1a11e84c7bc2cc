# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.mail.controllers.attachment import AttachmentController

from ..answering import record_id


class ReaderAttachmentController(AttachmentController):
    """Limits uploads of readers: Odoo stores the files of notes as superuser."""

    @http.route()
    def mail_attachment_upload(
        self,
        ufile=None,
        thread_id=None,
        thread_model=None,
        is_pending=False,
        **kwargs,
    ):
        """Let readers add files to their notes, but not to the opportunity.

        :raise NotFound: there is no such document, or no file
        """
        is_thread = thread_model in request.env and hasattr(
            request.env[thread_model], "message_post"
        )
        if not is_thread or not record_id(thread_id) or not hasattr(ufile, "filename"):
            raise NotFound()
        if thread_model == "crm.lead":
            lead = request.env[thread_model].browse(int(thread_id)).exists()
            if not lead:
                raise NotFound()
            # opportunities have no token, for which Odoo looks if one is sent
            kwargs.pop("token", None)
            belongs_to_note = is_pending and is_pending != "false"
            is_reader = lead.has_access("read") and not lead.has_access("write")
            if is_reader and not belongs_to_note:
                text = request.env._("You may only read this opportunity.")
                return request.make_json_response({"error": text})
        return super().mail_attachment_upload(
            ufile, thread_id, thread_model, is_pending=is_pending, **kwargs
        )
