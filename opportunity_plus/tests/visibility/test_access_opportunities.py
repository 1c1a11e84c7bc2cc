# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .access_common import AccessMatrixCommon
from .access_matrix import OPPORTUNITIES


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAccessOpportunities(AccessMatrixCommon):
    """The access matrix: opportunities and what reveals them."""

    def _scene(self, role):
        leads = super()._scene(role)
        self._order(leads["ordered"], confirmed=True)
        self._direct_invoice(leads["invoiced"]).sudo().action_post()
        return leads

    def _each_role(self, kind):
        for role, expected in OPPORTUNITIES[kind].items():
            user, leads, readable = self._seen(role, expected)
            self.vals = self.vals_by_role[role]
            yield user, leads, expected, readable

    def test_opportunities(self):
        for user, leads, expected, readable in self._each_role("crm.lead"):

            def create(relation, user):
                vals = self.vals[relation] | {"name": "Another", "type": "opportunity"}
                return self.env["crm.lead"].with_user(user).create(vals)

            self.assertCells(leads, user, expected, {"priority": "2"}, create)
            self.assertReads(leads, user, readable)

    def test_shares(self):
        for user, leads, expected, readable in self._each_role("crm.lead.share"):
            shares = {
                relation: self._share(lead, self.third, by=self.system)
                for relation, lead in leads.items()
                if relation != "company"
            }
            expected.pop("company", None)

            def create(relation, user, leads=leads):
                return self._share(leads[relation], self.fourth, by=user)

            self.assertCells(shares, user, expected, {"access": "write"}, create)
            self.assertReads(shares, user, readable - {"company"})

    def test_history(self):
        for user, leads, expected, readable in self._each_role(
            "crm.lead.stage.history"
        ):
            rows = {of: self._timeline(lead) for of, lead in leads.items()}

            def create(relation, user, leads=leads):
                vals = {"lead_id": leads[relation].id, "outcome": "won"}
                return self.env["crm.lead.stage.history"].with_user(user).create(vals)

            self.assertCells(rows, user, expected, {"reason": "x"}, create)
            self.assertReads(rows, user, readable)

    def test_ledger_and_conversion(self):
        for kind in ("crm.lead.revision", "crm.lead.conversion"):
            for user, leads, expected, readable in self._each_role(kind):
                self._end_transaction()
                rows = self.env[kind].sudo()
                records = {
                    of: rows.search([("lead_id", "=", lead.id)], limit=1)
                    for of, lead in leads.items()
                }

                def create(relation, user, kind=kind, leads=leads):
                    vals = {"lead_id": leads[relation].id}
                    return self.env[kind].with_user(user).create(vals)

                values = {"expected_revenue": 7}
                self.assertCells(records, user, expected, values, create)
                self.assertReads(records, user, readable)

    def test_forecast(self):
        kind = "crm.forecast.report"
        for user, leads, _expected, readable in self._each_role(kind):
            everything = self.env["crm.lead"].union(*leads.values()).sudo()
            with self._at("2026-03-03 09:00"):
                everything.date_deadline = "2026-04-15"
            with self.mock_datetime_and_now("2026-05-10 09:00"):
                rows = self.env[kind].sudo()
                records = {
                    of: rows.search([("lead_id", "=", lead.id)], limit=1)
                    for of, lead in leads.items()
                }
                self.assertTrue(all(records.values()))
                self.assertReads(records, user, readable)

    def test_products(self):
        kind = "crm.lead.product.line"
        for user, leads, expected, readable in self._each_role(kind):
            lines = self.env(user=self.system)[kind].create(
                [{"lead_id": lead.id, "name": "Price 100"} for lead in leads.values()]
            )
            records = dict(zip(leads, lines.with_env(self.env), strict=True))

            def create(relation, user, leads=leads):
                vals = {"lead_id": leads[relation].id, "name": "Another"}
                return self.env["crm.lead.product.line"].with_user(user).create(vals)

            self.assertCells(records, user, expected, {"quantity": 2}, create)
            self.assertReads(records, user, readable)

    def test_ticks(self):
        points = self._checkpoints()
        for user, leads, expected, readable in self._each_role("crm.lead.tick"):
            ticks = self.env(user=self.system)["crm.lead.tick"].create(
                [
                    {"lead_id": lead.id, "checkpoint_id": points[0].id}
                    for lead in leads.values()
                ]
            )
            records = dict(zip(leads, ticks.with_env(self.env), strict=True))

            def create(relation, user, leads=leads):
                vals = {"lead_id": leads[relation].id, "checkpoint_id": points[1].id}
                return self.env["crm.lead.tick"].with_user(user).create(vals)

            self.assertCells(records, user, expected, {"is_done": False}, create)
            self.assertReads(records, user, readable)

    def test_stalls(self):
        for user, leads, expected, readable in self._each_role("crm.lead.stall"):
            vals = [
                {
                    "lead_id": lead.id,
                    "stay_id": lead.sudo().revision_ids[:1].id,
                    "plan_number": 0,
                }
                for lead in leads.values()
            ]
            self._assert_system_rows(
                *("crm.lead.stall", vals, {"is_failed": True}, user),
                *(leads, expected, readable),
            )

    def test_reminders(self):
        for user, leads, expected, readable in self._each_role("crm.lead.reminder"):
            vals = [
                {"lead_id": lead.id, "date_deadline": "2026-04-01"}
                for lead in leads.values()
            ]
            self._assert_system_rows(
                *("crm.lead.reminder", vals, {"is_passed": True}, user),
                *(leads, expected, readable),
            )

    def _assert_system_rows(
        self, kind, vals_list, values, user, leads, expected, readable
    ):
        """Prove the cells of rows that the system alone writes."""
        rows = self.env(su=True)[kind]._system_create(vals_list).sudo(False)
        records = dict(zip(leads, rows.with_env(self.env), strict=True))
        made = dict(zip(leads, vals_list, strict=True))

        def create(relation, user):
            return self.env[kind].with_user(user).create(made[relation])

        self.assertCells(records, user, expected, values, create)
        self.assertReads(records, user, readable)

    def test_checklists(self):
        [point, _other] = self._checkpoints()
        for role, expected in OPPORTUNITIES["crm.stage.checkpoint"].items():

            def create(_relation, user):
                vals = {"name": "Another", "stage_id": self.new.id}
                return self.env["crm.stage.checkpoint"].with_user(user).create(vals)

            user = self.roles[role]
            self.assertCells({"any": point}, user, expected, {"name": "x"}, create)

    def _checkpoints(self):
        return self.env(user=self.system)["crm.stage.checkpoint"].create(
            [{"name": name, "stage_id": self.new.id} for name in ("Called", "Budget")]
        )

    def test_activities_report(self):
        kind = "crm.activity.report"
        for user, leads, _expected, readable in self._each_role(kind):
            rows = {}
            for relation, lead in leads.items():
                activity = lead.sudo().activity_schedule(
                    "mail.mail_activity_data_call", user_id=self.admin.id
                )
                rows[relation] = self.env[kind].browse(activity._action_done()[0].id)
            self._end_transaction()
            self.assertReads(rows, user, readable)

    def test_chatter(self):
        for user, leads, _expected, readable in self._each_role("mail.message"):
            notes = {
                relation: lead.sudo()
                ._message_log(
                    body="Price 100", author_id=self.env.ref("base.partner_root").id
                )
                .sudo(False)
                for relation, lead in leads.items()
            }
            self._end_transaction()
            self.assertReads(notes, user, readable)
