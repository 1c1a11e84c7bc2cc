# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .. import doors
from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsDoors(AlertCommon):
    """Whatever changes amount or probability raises one alert, in the end."""

    def setUp(self):
        super().setUp()
        self.rule = self._rule()

    # the doors; each takes an opportunity of 1 000 at 80 % in New

    def _door_form(self, lead):
        with Form(lead) as form:
            form.expected_revenue = 150_000

    def _door_attribute_untracked(self, lead):
        lead.with_context(tracking_disable=True).expected_revenue = 150_000

    def _door_import(self, lead):
        self.assertEqual(doors.load_again(lead, {"expected_revenue": "150000"}), lead)

    def _door_stage_dragged_to_won(self, lead):
        lead.write({"expected_revenue": 150_000, "probability": 10})
        self._end_transaction()
        lead.web_save({"stage_id": self.won.id}, {})

    def _door_stage_becomes_won(self, lead):
        lead.write({"expected_revenue": 150_000, "probability": 10})
        self._end_transaction()
        self.new.with_user(self.admin).is_won = True

    def _door_quotation_confirmed(self, lead):
        product = (
            self.env["product.product"]
            .sudo()
            .create({"name": "Crane", "list_price": 150_000, "taxes_id": False})
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "opportunity_id": lead.id,
                "order_line": [(0, 0, {"product_id": product.id})],
            }
        )
        order.action_confirm()

    def _door_sql_and_a_later_touch(self, lead):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET expected_revenue = 150000 WHERE id = %s", [lead.id]
        )
        lead.invalidate_recordset()
        lead.date_deadline = "2026-05-01"

    def test_each_door_raises_one_alert(self):
        named = doors.each({"expected_revenue": 150_000}, self._lead)
        others = (
            self._door_form,
            self._door_attribute_untracked,
            self._door_import,
            self._door_stage_dragged_to_won,
            self._door_quotation_confirmed,
            self._door_sql_and_a_later_touch,
            self._door_stage_becomes_won,
        )
        every = named | {door.__name__: door for door in others}
        for name, door in every.items():
            with self.subTest(name):
                lead = self._small(probability=80)
                door(lead)
                self._end_transaction()
                self.assertEvents(lead, ["reached"])

    def test_creation_by_each_door_raises_one_alert(self):
        vals = {"name": "Born big", "expected_revenue": 150_000, "probability": 80}
        vals |= {"type": "opportunity", "user_id": self.agent.id}
        created = self.env["crm.lead"].create([vals, vals])
        imported = self.env["crm.lead"].load(
            ["name", "type", "expected_revenue", "probability"],
            [["Imported", "opportunity", "150000", "80"]],
        )
        self._end_transaction()
        self.assertEvents(created, ["reached", "reached"])
        self.assertEvents(self.env["crm.lead"].browse(imported["ids"]), ["reached"])

    def _automatic(self, probability):
        """Let Odoo score opportunities with this result."""
        self.patch(
            type(self.env["crm.lead"]),
            "_pls_get_naive_bayes_probabilities",
            lambda leads, batch_mode=False: (
                dict.fromkeys(leads.ids, probability),
                {},
            ),
        )

    def _scored(self):
        """An opportunity of 150 000 whose probability Odoo computes."""
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("crm.pls_start_date", "2020-01-01")
        self.env.company.sudo().opportunity_probability_policy = "automatic"
        self._automatic(40)
        lead = self._lead(expected_revenue=150_000)
        self._end_transaction()
        self.assertEqual(lead.probability, 40)
        self._automatic(85)
        return lead

    def test_a_partner_that_changes_its_address_raises_the_alert(self):
        lead = self._scored()
        self.customer.sudo().email = "siam@example.com"
        self._end_transaction()
        self.assertEqual(lead.probability, 85)
        self.assertEvents(lead, ["reached"])

    def test_the_nightly_scoring_raises_the_alert(self):
        lead = self._scored()
        for _night in range(2):
            leads = self.env["crm.lead"].sudo()
            leads._cron_update_automated_probabilities()
        self.assertEqual(lead.probability, 85)
        self.assertEvents(lead, ["reached"])

    def test_a_rolled_back_change_leaves_nothing(self):
        lead = self._small(probability=80)
        savepoint = self.env.cr.savepoint()
        lead.expected_revenue = 150_000
        self._end_transaction()
        self.assertEvents(lead, ["reached"])
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        self._end_transaction()
        self.assertEvents(lead, [])
        self.assertFalse(lead.oplus_is_big_deal)

    def test_a_value_that_is_gone_by_the_end_raises_nothing(self):
        self.rule.notify_fell_below = True
        for lead in (self._small(probability=80), self._lead(probability=80)):
            lead.expected_revenue = 150_000
            with self.env.cr.savepoint():
                self.assertEvents(lead, ["reached"])
            self._value(lead, 1000)
            self.assertEvents(lead, [])
            self.assertFalse(lead.oplus_is_big_deal)
            self._value(lead, 150_000)
            self.assertEvents(lead, ["reached"])

    def test_a_fall_that_is_made_good_by_the_end_raises_nothing(self):
        self.rule.notify_fell_below = True
        lead = self._big()
        lead.expected_revenue = 1000
        with self.env.cr.savepoint():
            self.assertEvents(lead, ["reached", "fell_below"])
        self._value(lead, 160_000)
        self.assertEvents(lead, ["reached"])
        self._value(lead, 1000)
        self.assertEvents(lead, ["reached", "fell_below"])

    def test_the_dry_run_of_an_import_leaves_nothing(self):
        lead = self._small(probability=80)
        ((external_id,),) = lead.export_data(["id"])["datas"]
        wizard = self.env["base_import.import"].create(
            {
                "res_model": "crm.lead",
                "file": f"id,expected_revenue\n{external_id},150000".encode(),
                "file_name": "deals.csv",
                "file_type": "text/csv",
            }
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True}
        for dryrun, kinds in ((True, []), (False, ["reached"])):
            result = wizard.execute_import(
                ["id", "expected_revenue"], [], options, dryrun=dryrun
            )
            self.assertEqual(result["ids"], lead.ids, result)
            self._end_transaction()
            self.env.invalidate_all()
            self.assertEvents(lead, kinds)
