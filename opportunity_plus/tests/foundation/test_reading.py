# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.opportunity_plus.models.foundation import reading

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReading(OpportunityPlusCommon):
    """Many opportunities are read as Odoo reads them, in less time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(patch.object(reading, "MANY", 3))

    def _some(self):
        """Opportunities that differ in what plain fields hold."""
        leads = self._leads(5)
        leads[0].write({"description": "text", "expected_revenue": 7, "priority": "2"})
        leads[1].date_deadline = "2027-03-04"
        leads[2].action_set_won()
        self._end_transaction()
        return leads.with_user(self.agent)

    def test_all_fields_are_as_odoo_reads_them(self):
        leads = self._some()
        names = list(leads.fields_get())
        for load in ("_classic_read", None):
            self.env.invalidate_all()
            with patch.object(reading, "MANY", 1000):
                theirs = leads.read(names, load)
            self.env.invalidate_all()
            for row, other in zip(leads.read(names, load), theirs, strict=True):
                self.assertEqual(row, other)

    def test_what_was_deleted_is_left_out(self):
        leads = self._some()
        for number in (1, 0):
            leads[number].sudo().unlink()
            kept = leads.exists()
            for names in (["name", "active"], ["active", "date_deadline"]):
                found = leads.read(names)
                self.assertEqual([row["id"] for row in found], kept.ids)

    def test_a_field_of_other_groups_is_refused(self):
        leads = self._some()
        field = leads._fields["date_closed"]
        admins = patch.object(field, "groups", "base.group_system")
        with admins, self.assertRaises(AccessError):
            leads._read_format(["name", "date_closed"])
