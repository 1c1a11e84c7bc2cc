# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import OpportunityPlusCommon

FIELDS = "opportunity_plus/migrations/19.0.1.1.0/pre-migration.py"
PATH = "opportunity_plus/migrations/%s/pre-views.py"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestViewsRenamed(OpportunityPlusCommon):
    """An upgrade keeps what users have changed of views that are called otherwise."""

    def setUp(self):
        super().setUp()
        self.scripts = [
            load_script(file_path(PATH % version), "pre-views")
            for version in ("19.0.7.0.0", "19.0.10.0.0")
        ]
        self.names = self.env["ir.model.data"].sudo()

    def _view(self, name):
        return self.env.ref(f"opportunity_plus.{name}").sudo()

    def _customised(self, parent):
        return parent.create(
            {
                "name": "customised",
                "model": parent.model,
                "inherit_id": parent.id,
                "arch": "<data/>",
            }
        )

    def _upgrade(self):
        self.env.flush_all()
        for script in self.scripts:
            script.migrate(self.env.cr, "19.0.6.0.0")
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def test_renamed_views_stay_the_same_records(self):
        renamed = self.scripts[0].RENAMED
        views = {new: self._view(new) for new in renamed.values()}
        for old, new in renamed.items():
            known = self.names.search(
                [("module", "=", "opportunity_plus"), ("name", "=", new)]
            )
            known.name = old
        self._upgrade()
        for name, view in views.items():
            with self.subTest(name):
                self.assertEqual(self._view(name), view)

    def test_a_view_that_has_the_new_name_already_keeps_it(self):
        new = self.scripts[0].RENAMED["view_partner_form_contact_log"]
        view = self._view(new)
        self._gone("view_partner_form_contact_log", view)
        self._upgrade()
        self.assertEqual(self._view(new), view)

    def test_a_field_that_has_the_new_name_already_keeps_it(self):
        name = "field_crm_lead__oplus_is_locked"
        field = self._view(name)
        old = self.names.create(
            {
                "module": "opportunity_plus",
                "name": "field_crm_lead__is_locked",
                "model": "ir.model.fields",
                "res_id": field.id,
            }
        )
        kind = "ir.model.fields.selection"
        choice, _new = self.names.create(
            [
                {
                    "module": "opportunity_plus",
                    "name": f"selection__crm_lead__{request}__asked",
                    "model": kind,
                    "res_id": field.id,
                }
                for request in ("reopening_request", "oplus_reopening_request")
            ]
        )
        self.scripts = [load_script(file_path(FIELDS), "pre-migration")]
        self._upgrade()
        self.assertEqual(self._view(name), field)
        self.assertEqual(old.name, "field_crm_lead__is_locked")
        self.assertTrue(choice.name.startswith("selection__crm_lead__reopening"))

    def test_customised_views_follow_the_view_that_takes_over(self):
        merged = {}
        for script in self.scripts:
            merged |= script.MERGED
        self.assertEqual(len(merged), 9)
        for gone, kept in merged.items():
            own = self._customised(self._gone(gone, self._view(kept)))
            self._upgrade()
            with self.subTest(gone):
                self.assertEqual(own.inherit_id, self._view(kept))
                gone = self._view(gone)
                gone.inherit_children_ids.unlink()  # as Odoo removes a view
                gone.unlink()
                self.assertTrue(own.exists())

    def _gone(self, name, beside):
        """A view of an earlier version."""
        view = self._customised(beside.inherit_id)
        self.names.create(
            {
                "module": "opportunity_plus",
                "name": name,
                "model": "ir.ui.view",
                "res_id": view.id,
            }
        )
        return view
