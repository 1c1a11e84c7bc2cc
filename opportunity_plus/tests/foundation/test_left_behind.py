# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import OpportunityPlusCommon

UPDATE = "opportunity_plus/migrations/%s/post-left.py"
LINKS = (
    "SELECT conname FROM pg_constraint WHERE conname LIKE 'account_move_%origin_id_%'"
)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLeftBehind(OpportunityPlusCommon):
    """An update leaves nothing that an installation would not have."""

    def _update(self, version="19.0.12.0.0"):
        self.env.flush_all()
        script = load_script(file_path(UPDATE % version), "post-left")
        script.migrate(self.env.cr, "19.0.8.0.0")
        self.env.invalidate_all()

    def test_the_mail_about_a_big_deal_can_be_reset(self):
        template = self.env.ref("opportunity_plus.mail_template_alert").sudo()
        shipped = template.subject
        template.write(
            {
                "template_fs": "opportunity_plus/data/mail_template_data.xml",
                "subject": "Ours",
            }
        )
        self._update()
        template.reset_template()
        self.assertEqual(template.subject, shipped)

    def test_the_ledger_is_in_the_menu_of_agents(self):
        menu = self.env.ref("opportunity_plus.crm_lead_revision_menu").sudo()
        former = self.env.ref("sales_team.group_sale_salesman_all_leads")
        chosen = former | self.env.ref("sales_team.group_sale_manager")
        for before, after in ((former, former.browse()), (chosen, chosen)):
            menu.group_ids = before
            self._update("19.0.13.0.0")
            self.assertEqual(menu.group_ids, after)

    def test_a_foreign_key_has_the_name_of_its_column(self):
        self.env.cr.execute(LINKS)
        expected = self.env.cr.fetchall()
        self.env.cr.execute(
            "ALTER TABLE account_move"
            " RENAME CONSTRAINT account_move_oplus_origin_id_fkey"
            " TO account_move_opportunity_origin_id_fkey"
        )
        for _again in range(2):
            self._update()
            self.env.cr.execute(LINKS)
            self.assertEqual(self.env.cr.fetchall(), expected)

    def test_nothing_is_noted_of_foreign_keys_that_are_gone(self):
        notes = self.env["ir.model.constraint"].sudo()
        own = [("module.name", "=", "opportunity_plus")]
        before = notes.search(own)
        note = before.filtered(lambda one: one.type == "f")[0]
        gone = note.copy({"name": "crm_lead_gone_id_fkey"})
        self.assertIn(gone, notes.search(own))
        self._update()
        self.assertEqual(notes.search(own), before)
