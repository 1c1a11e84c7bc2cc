# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OpportunityPlusCommon
from .fuzz.targets import context_keys


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContextKeys(OpportunityPlusCommon):
    """No key that a caller puts into the context weakens a policy."""

    def setUp(self):
        super().setUp()
        self.env.company.sudo().opportunity_lost_reason_required = True
        self.talk.sudo().change_reason = "always"
        field = self.env["ir.model.fields"].sudo()._get("crm.lead", "phone")
        self.offer.sudo().condition_field_ids = field
        self.open_one, self.closed = self._leads(2)
        self.closed.action_set_won()
        self._end_transaction()

    def _doors(self, context):
        """Yield what each policy refuses to an agent, and why."""
        lead = self.open_one.with_context(**context)
        closed = self.closed.with_context(**context)
        new = self.env["crm.lead"].with_context(**context)
        vals = {"name": "New", "user_id": self.colleague.id}
        yield "lost reason", lambda: lead.action_set_lost()
        yield "lost by write", lambda: lead.write({"active": False, "probability": 0})
        yield "reopened", lambda: closed.write({"stage_id": self.new.id})
        yield "no reason", lambda: lead.write({"stage_id": self.talk.id})
        yield "condition", lambda: lead.web_save({"stage_id": self.offer.id}, {})
        yield "condition, for ever", lambda: lead.write({"stage_id": self.offer.id})
        yield "of somebody else", lambda: new.create(vals)

    def test_no_key_opens_a_door(self):
        before = (self.open_one | self.closed).read(["stage_id", "won_status"])
        for key in context_keys():
            for value in (True, self.open_one.ids):
                for name, door in self._doors({key: value}):
                    with (
                        self.subTest(name, key=key, value=value),
                        self.assertRaises(UserError),
                        self.env.cr.savepoint(),
                    ):
                        door()
                    self.env.invalidate_all()
        after = (self.open_one | self.closed).read(["stage_id", "won_status"])
        self.assertEqual(after, before)
