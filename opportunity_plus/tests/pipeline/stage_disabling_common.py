# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError

from ..common import OpportunityPlusCommon


class StageDisablingCommon(OpportunityPlusCommon):
    """The stages of the tests alone, and an administrator who disables them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own stages would always be left
        cls.env["crm.lead"].sudo().with_context(active_test=False).search([]).unlink()
        ours = cls.new | cls.talk | cls.offer | cls.won
        (cls.env["crm.stage"].sudo().search([]) - ours).unlink()

    def _as_admin(self, stages):
        return stages.with_user(self.admin)

    def _dialog(self, stages):
        action = self._as_admin(stages).action_archive()
        self.assertEqual(action["res_model"], "crm.stage.disable")
        return (
            self.env[action["res_model"]].with_user(self.admin).browse(action["res_id"])
        )

    def _refused(self, stages, way, message="CRM > Configuration > Stages"):
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            way(self._as_admin(stages))
        self.assertTrue(all(stages.mapped("active")))
