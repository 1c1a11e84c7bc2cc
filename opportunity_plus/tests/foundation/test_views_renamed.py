# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import OpportunityPlusCommon

PATH = "opportunity_plus/migrations/19.0.7.0.0/pre-views.py"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestViewsRenamed(OpportunityPlusCommon):
    """An upgrade keeps what users have changed of views that are called otherwise."""

    def setUp(self):
        super().setUp()
        self.script = load_script(file_path(PATH), "pre-views")
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
        self.script.migrate(self.env.cr, "19.0.6.0.0")
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def test_renamed_views_stay_the_same_records(self):
        views = {new: self._view(new) for new in self.script.RENAMED.values()}
        for old, new in self.script.RENAMED.items():
            known = self.names.search(
                [("module", "=", "opportunity_plus"), ("name", "=", new)]
            )
            known.name = old
        self._upgrade()
        for name, view in views.items():
            with self.subTest(name):
                self.assertEqual(self._view(name), view)

    def test_customised_views_follow_the_view_that_takes_over(self):
        for gone, kept in self.script.MERGED.items():
            view = self._customised(self._view(kept).inherit_id)
            self.names.create(
                {
                    "module": "opportunity_plus",
                    "name": gone,
                    "model": "ir.ui.view",
                    "res_id": view.id,
                }
            )
            own = self._customised(view)
            self._upgrade()
            self.assertEqual(own.inherit_id, self._view(kept))
