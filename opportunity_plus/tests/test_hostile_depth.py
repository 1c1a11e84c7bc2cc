# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .hostile_calls_common import HostileCallsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHostileDepth(HostileCallsCommon):
    """Lists within lists without end get a sentence, too."""

    def test_lists_within_lists_without_end(self):
        deep, deepest = [], {}
        for _level in range(5_000):
            deep, deepest = [deep], {"x": deepest}
        lead = self.records["crm.lead"].with_user(self.agent)
        for value in (deep, deepest, [deep], [[0, 0, deepest]]):
            for number, call in enumerate(
                (
                    lambda v: lead.write({"lost_note": v}),
                    lambda v: lead.create({"name": v}),
                    lambda v: lead.create([{"name": "x", "product_line_ids": v}]),
                    lambda v: lead.web_save({"product_line_ids": v}, {}),
                    lambda v: lead.onchange({"product_line_ids": v}, [], {}),
                    lambda v: lead.action_snooze(v, "x"),
                    lambda v: lead.action_snooze("2026-12-12", v),
                    lambda v: lead.action_tick(v),
                    lambda v: lead.action_log_contact("call", True, v),
                    lambda v: lead.load(v, [["x"]]),
                    lambda v: lead.revision_ids.pipeline_at("2026-03-02", v),
                )
            ):
                with self.subTest(call=number), self.assertRaises(UserError):
                    call(value)
