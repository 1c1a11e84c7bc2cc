# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError

from .fuzz.values import NAN, OPERATORS, SOUGHT
from .hostile_calls_common import HostileCallsCommon


class TestHostileSearches(HostileCallsCommon):
    """What searches for fields of the add-on answer to anything at all."""

    def _searched(self):
        for model in self.env:
            for field in self.env[model]._fields.values():
                is_here = field._module == "opportunity_plus"
                if is_here and field.search and not field.related:
                    yield model, field.name

    def test_values_that_cannot_be_compared(self):
        def calls():
            for number, (model, name) in enumerate(self._searched()):
                for place, operator in enumerate(OPERATORS, number):
                    for value in SOUGHT[place % 3 :: 3]:
                        yield model, "search_count", [[(name, operator, value)]], {}

        self.assertSentences(calls())

    def test_amounts_are_compared_with_numbers(self):
        for operator, value in (("=", "many"), ("<", ""), (">", NAN)):
            for name in ("amount_due", "amount_quoted"):
                with self.assertRaisesRegex(UserError, "as a number"):
                    self.env["crm.lead"].search([(name, operator, value)])
        found = self.env["crm.lead"].search([("amount_due", "<", "0.5")])
        self.assertEqual(found, self.env["crm.lead"].search([("amount_due", "=", 0)]))
