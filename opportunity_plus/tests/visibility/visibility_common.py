# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

NAME = {"fields": {"display_name": {}}}
LINES = {"fields": {"name": {}, "price_subtotal": {}, "lead_id": NAME}}


@tagged("post_install", "-at_install", "opportunity_plus")
class VisibilityFormsCommon(OpportunityPlusCommon):
    """Opportunities out of the agent's sight, and every way to name a record."""

    def setUp(self):
        super().setUp()
        # not in the name of the agent, who would get access to it
        system = self.env(user=SUPERUSER_ID)
        self.elsewhere = system["res.company"].create({"name": "Elsewhere"})
        self.secret = self._secret(company_id=self.env.company.id)
        self.abroad = self._secret(company_id=self.elsewhere.id, team_id=False)
        self.own = self._lead(name="Own")

    def _secret(self, **vals):
        """An opportunity out of the agent's sight, with a product."""
        vals = {"user_id": False, "team_id": self.south.id, **vals}
        line = Command.create({"name": "Gold", "price_unit": 4711})
        leads = self.env["crm.lead"].with_user(SUPERUSER_ID)
        return leads.create(
            {
                "name": "Secret",
                "type": "opportunity",
                "product_line_ids": [line],
                **vals,
            }
        ).with_env(self.env)

    def _commands(self, record):
        """Every way to name a record in a list."""
        return (
            [[4, record.id, 0]],
            [[4, record.id]],
            [[6, 0, [record.id]]],
            [[1, record.id, {}]],
            [[1, record.id, {"id": record.id}]],
            [record.id],
            [[4, float(record.id), 0]],
            [{"id": record.id}],
            [[0, "virtual_1", {"lead_id": {"product_line_ids": [[4, record.id]]}}]],
        )

    def assertTold(self, form, values, spec, names=None):
        """Refused, and nothing is said of what is in the form."""
        for changed in ([*values] if names is None else names, []):
            with self.assertRaises(AccessError) as caught, self.env.cr.savepoint():
                form.onchange(dict(values), changed, spec)
            self.assertNotIn("4711", str(caught.exception))
