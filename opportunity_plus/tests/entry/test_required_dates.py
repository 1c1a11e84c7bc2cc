# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged

from ..common import OpportunityPlusCommon

# widgets that show a date which is typed after a refusal; tested in the browser
SHOWING = {"typed_date", "typed_datetime", "closing_clock"}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRequiredDates(OpportunityPlusCommon):
    """Each form that requires a date shows the one that is typed after a refusal."""

    def _forms(self):
        """The forms in which the add-on requires dates, and their model."""
        for name, view in (
            ("crm.lead", "crm.quick_create_opportunity_form"),
            ("crm.lead", "crm.crm_lead_view_form"),
            ("crm.lead.snooze", "opportunity_plus.crm_lead_snooze_view_form"),
            ("crm.lead.opening.run", "opportunity_plus.crm_lead_opening_run_view_form"),
        ):
            model = self.env[name].with_user(self.admin)
            arch = model.get_view(self.env.ref(view).id, "form")["arch"]
            yield model, etree.fromstring(arch)
        moved = ["date_deadline", "date_closed"]
        form = self._lead()._oplus_stage_move_form(self.offer, moved, False)
        yield self.env["crm.lead"], etree.fromstring(form["arch"])

    def test_each_has_a_widget_that_does(self):
        for model, arch in self._forms():
            required = [
                node
                for node in arch.xpath("//field[not(ancestor::field)]")
                if model._fields[node.get("name")].type in ("date", "datetime")
                and (node.get("required") or model._fields[node.get("name")].required)
                and node.get("readonly") != "True"
            ]
            with self.subTest(model._name):
                self.assertTrue(required)
                for node in required:
                    self.assertIn(node.get("widget"), SHOWING, node.get("name"))
