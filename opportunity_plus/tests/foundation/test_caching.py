# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCaching(OpportunityPlusCommon):
    """What another thread has cached between a change and its commit is forgotten."""

    def _check(self, read, change):
        """:param read: reads a cached fact
        :param change: changes it"""
        old = read()
        # the other thread still sees what was before, and caches it
        with patch.object(type(self.env.registry), "clear_cache"):
            change()
            self.env.flush_all()
        self.assertEqual(read(), old)
        with patch.object(type(self.env.registry), "signal_changes"):
            self.env.cr.postcommit.run()  # the commit
        self.assertNotEqual(read(), old)

    def test_settings_of_companies(self):
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.env["res.company"].sudo().search([]).write(
            {"opportunity_remind_days": 0, "opportunity_working_days": False}
        )
        rates = {"opportunity_probability_default": 12}
        leads, stages = self.env["crm.lead"], self.env["crm.stage"]
        other = self.env.ref("base.EUR") + self.env.ref("base.USD")
        other = (other - company.currency_id)[:1].sudo()
        other.active = True
        for vals, read in (
            ({"opportunity_remind_days": 3}, company._oplus_reminds),
            ({"opportunity_working_days": True}, stages._oplus_has_working_days),
            (
                {"currency_id": other.id},
                lambda: leads._oplus_currency_id(company.id, False),
            ),
            (rates, company._oplus_policy),
        ):
            with self.subTest(vals):
                self._end_transaction()
                self.env.registry.clear_cache()
                self._check(read, lambda vals=vals: company.write(vals))
