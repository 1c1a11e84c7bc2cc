# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools import consteq


class DigestController(http.Controller):
    """Pages that stop weekly digests, or start them again, without a login."""

    # no csrf: mail programs post here for a click on *Unsubscribe*; the token proves it
    @http.route(
        "/opportunity_plus/digest/<int:user_id>/<any(stop,start):what>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
    )
    def digest_choose(self, user_id, what, token="", **_kwargs):
        """Show whether a user gets the digest, with a button that changes it.

        Only posting does: programs that look at the links of a mail change nothing.
        """
        user = self._digest_reader(user_id, token)
        if request.httprequest.method == "POST":
            user.oplus_pipeline_digest = what == "start"
        request.update_context(lang=user.lang)
        return request.render(
            "opportunity_plus.digest_choice",
            {
                "is_on": user.oplus_pipeline_digest,
                "start": user._oplus_digest_address("start"),
                "stop": user._oplus_digest_address("stop"),
                "disable_footer": True,
                "disable_database_manager": True,
            },
        )

    def _digest_reader(self, user_id, token):
        """Return the user to whom a link belongs.

        :raise NotFound: the token proves nothing
        """
        # sudo: the link is for whoever has it; the token tells that it is the reader
        user = request.env["res.users"].sudo().browse(user_id).exists()
        is_text = isinstance(token, str) and token.isascii()
        if not user or not is_text or not consteq(user._oplus_digest_token(), token):
            raise NotFound()
        return user
