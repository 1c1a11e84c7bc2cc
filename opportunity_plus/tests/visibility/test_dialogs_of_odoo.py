# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .visibility_common import VisibilityFormsCommon

CONVERSION = "crm.lead2opportunity.partner"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDialogsOfOdoo(VisibilityFormsCommon):
    """Odoo lets any user read and change the dialogs of others."""

    def test_a_dialog_is_made_about_what_its_user_may_read(self):
        """It tells the customer of the lead, which Odoo reads as superuser."""
        self.secret.sudo().partner_name = "Hidden Company"
        for model in (CONVERSION, f"{CONVERSION}.mass"):
            dialogs = self.env[model]
            with self.subTest(model), self.assertRaises(AccessError):
                dialogs.create({"lead_id": self.secret.id, "name": "convert"})
            dialog = dialogs.create({"lead_id": self.own.id, "name": "convert"})
            with self.subTest(model, moved=True), self.assertRaises(AccessError):
                dialog.lead_id = self.secret

    def test_dialogs_of_odoo_are_for_their_author(self):
        on = {"lead_id": self.own.id}
        for model, vals in (
            (CONVERSION, on | {"name": "convert"}),
            (f"{CONVERSION}.mass", on | {"name": "convert"}),
            ("crm.merge.opportunity", {"opportunity_ids": self.own.ids}),
            ("crm.quotation.partner", on | {"action": "create"}),
        ):
            active = {"active_model": "crm.lead", "active_id": self.own.id}
            dialog = self.env[model].with_context(**active).create(vals)
            self.assertEqual(dialog.read(["create_uid"])[0]["id"], dialog.id)
            for user in (self.colleague, self.supervisor):
                with self.subTest(model, user=user.name):
                    with self.assertRaises(AccessError):
                        dialog.with_user(user).read(["create_uid"])
                    with self.assertRaises(AccessError):
                        dialog.with_user(user).write({"create_uid": user.id})
