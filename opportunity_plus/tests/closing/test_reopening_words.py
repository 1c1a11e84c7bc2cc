# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..language_common import LanguageCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReopeningWords(LanguageCommon):
    """Whoever is asked to reopen an opportunity reads it in their own language."""

    def test_the_request(self):
        self._speaks(self.admin, "vi_VN")
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        dialog = self.env["crm.lead.reason"]
        context = lead.oplus_action_reopening_request()["context"]
        dialog.with_context(**context).create({"reason": "They called"}).action_apply()
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening")
        activities = lead.sudo().activity_ids
        asked = activities.filtered(lambda one: one.user_id == self.admin)
        self.assertEqual(asked.summary, kind.with_context(lang="vi_VN").summary)
        self.assertNotEqual(asked.summary, kind.with_context(lang="en_US").summary)
