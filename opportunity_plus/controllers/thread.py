# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.addons.mail.controllers.thread import ThreadController


class ReaderThreadController(ThreadController):
    """Limits readers to notes: Odoo posts what the chatter sends as superuser."""

    def _prepare_message_data(self, post_data, *, thread, **kwargs):
        """Check what the user of the request posts, or changes in a message."""
        values = super()._prepare_message_data(post_data, thread=thread, **kwargs)
        if thread._name == "crm.lead":
            is_new = kwargs.get("from_create", True)
            thread._oplus_share_check_posted(values, is_new)
        return values
