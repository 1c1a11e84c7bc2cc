# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..common import OpportunityPlusCommon


class ConditionsCommon(OpportunityPlusCommon):
    """Stages with conditions, and what they ask for."""

    def _field(self, *names):
        domain = [("model", "=", "crm.lead"), ("name", "in", names)]
        return self.env["ir.model.fields"].sudo().search(domain)

    def _ask(self, stage, *names, **vals):
        """Let a stage ask for fields and other things."""
        fields = Command.set(self._field(*names).ids)
        stage.sudo().write({"condition_field_ids": [fields], **vals})

    def _point(self, stage, name, **vals):
        vals = {"stage_id": stage.id, "name": name, "is_required": True, **vals}
        return self.env["crm.stage.checkpoint"].sudo().create(vals)

    def _order(self, lead, state="sent", **vals):
        vals = {
            "partner_id": self.customer.id,
            "opportunity_id": lead.id,
            "validity_date": False,
            **vals,
        }
        order = self.env["sale.order"].sudo().create(vals)
        order.state = state
        return order

    def _each(self, prefix, check):
        doors = sorted(name for name in dir(self) if name.startswith(prefix))
        self.assertTrue(doors)
        for name in doors:
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                leads = self._lead(name="Mango") | self._lead(name="Durian")
                self._wait()
                check(leads, getattr(self, name))
                savepoint.rollback()
            self._wait()

    def _wait(self):
        """End the transaction, so that what comes next is a new one."""
        self._end_transaction()
        self.env.invalidate_all()

    def assertRefused(self, lead, stage, *words):
        with self.assertRaises(ValidationError) as raised, self.env.cr.savepoint():
            lead.stage_id = stage
        self.env.invalidate_all()
        for word in words:
            self.assertIn(word, str(raised.exception))
        return str(raised.exception)

    def assertEnters(self, lead, stage):
        with self.env.cr.savepoint() as savepoint:
            lead.stage_id = stage
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()
