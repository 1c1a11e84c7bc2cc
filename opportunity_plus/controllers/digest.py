# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools import consteq


class DigestController(http.Controller):
    """Links in weekly digests that stop them, or start them again, without a login."""

    # no csrf: mail programs post here for a click on *Unsubscribe*
    @http.route(
        "/opportunity_plus/digest/<int:user_id>/<any(stop,start):what>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
    )
    def digest_choose(self, user_id, what, token="", **_kwargs):
        """Stop the digest of a user, or start it again; the token proves the link."""
        user = self._digest_reader(user_id, token)
        # programs that only look at a link change nothing
        if request.httprequest.method != "HEAD":
            user.oplus_pipeline_digest = what == "start"
        request.update_context(lang=user.lang)
        return request.render(
            "opportunity_plus.digest_choice",
            {
                "is_on": user.oplus_pipeline_digest,
                "start": user._oplus_digest_address("start"),
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
