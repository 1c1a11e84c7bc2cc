# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .opening_common import OpeningCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOpeningAccess(OpeningCommon):
    """Nobody steers what is opened, or changes the log of it."""

    def test_the_log_is_written_by_the_system_alone(self):
        partner = self._create()
        row = self._log(partner)
        for user in (self.agent, self.supervisor, self.manager, self.admin):
            mine = row.with_user(user)
            vals = {"name": "x", "door": "contact", "state": "opened"}
            vals["date"] = "2026-03-02"
            for attempt in (
                lambda mine=mine, vals=vals: mine.create(vals),
                lambda mine=mine: mine.write({"reason": "failed"}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.copy(),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    attempt()
        self.assertRaises(AccessError, row.sudo().unlink)

    def test_administrators_read_it_and_authors_their_own(self):
        rows = self._log(self._create())
        for user, expected in (
            (self.agent, rows),
            (self.admin, rows),
            (self.colleague, rows.browse()),
            (self.supervisor, rows.browse()),
            (self.manager, rows.browse()),
        ):
            found = rows.with_user(user).search([("id", "in", rows.ids)])
            self.assertEqual(found, expected)
        with self.assertRaises(AccessError):
            rows.with_user(self.outsider).search([])

    def test_sales_administrators_find_the_log(self):
        menu = self.env.ref("opportunity_plus.crm_lead_opening_menu")
        for user, sees in (
            (self.admin, True),
            (self.agent, False),
            (self.outsider, False),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, sees)

    def test_the_context_of_a_call_steers_nothing(self):
        partner = self._create(
            default_user_id=self.colleague.id,
            default_stage_id=self.offer.id,
            default_type="lead",
            default_expected_revenue=1000000,
            default_probability=99,
            default_active=True,
            default_reason="failed",
            default_state="skipped",
            default_author_id=self.admin.id,
        )
        partner = self.env["res.partner"].browse(partner.id)
        lead, row = self._opened(partner), self._log(partner)
        self.assertEqual((lead.stage_id, lead.type), (self.new, "opportunity"))
        self.assertEqual((lead.expected_revenue, lead.probability), (0, 50))
        self.assertEqual((row.state, row.reason), ("opened", False))
        self.assertEqual(row.author_id, self.agent)

    def test_the_name_of_an_opportunity_out_of_sight_is_not_told(self):
        row = self._log(self._create({"name": "A", "user_id": self.colleague.id}))
        self._opened(row.partner_id).name = "Secret"
        self._end_transaction()
        self.env.invalidate_all()
        self.assertEqual(
            row.with_user(self.agent).lead_id.sudo().display_name,
            "Restricted opportunity",
        )

    def test_a_batch_costs_a_fixed_number_of_statements(self):
        counts = []
        for number in (3, 3, 30):  # the first warms up
            self.env.flush_all()
            self.env.invalidate_all()
            partners = [{"name": f"Customer {n}"} for n in range(number)]
            before = self.env.cr.sql_log_count
            self._create(*partners, tracking_disable=True)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
