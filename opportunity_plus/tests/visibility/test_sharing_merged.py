# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .sharing_common import SharingCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSharingMerged(SharingCommon):
    """What becomes of shares when opportunities are merged."""

    def test_merging_keeps_open_what_was_open_to_others(self):
        tail = self._lead(name="Tail", probability=1)
        self.lead.stage_id = self.offer
        self._share(lead=tail, access="write", include_documents=True)
        self._share(self.manager, lead=tail, date_end="2030-01-31")
        self._share(self.manager)
        head = (self.lead | tail).merge_opportunity()
        self.assertEqual(head, self.lead)
        self.assertRecordValues(
            head.oplus_share_ids.sorted(lambda share: share.user_id.id),
            [
                {"user_id": user.id, "access": access, "include_documents": False}
                for user, access in sorted(
                    ((self.colleague, "write"), (self.manager, "read")),
                    key=lambda pair: pair[0].id,
                )
            ],
        )
