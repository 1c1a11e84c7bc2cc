# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .. import doors
from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsDoors(ConditionsCommon):
    """Every door to a stage asks for its conditions, except the exempt ones."""

    # the doors that are judged; each brings two opportunities to Offer or Won

    def _door_form(self, leads):
        doors.form(leads, {"stage_id": self.offer.id})

    def _door_form_with_the_team(self, leads):
        leads.write({"team_id": self.north.id, "stage_id": self.offer.id})

    def _door_mass_edit(self, leads):
        doors.mass_edit(leads, {"stage_id": self.offer.id})

    def _door_import(self, leads):
        doors.load_again(self._imported(leads), {"stage_id": "Offer"})

    def _door_import_of_new_ones(self, leads):
        rows = [["Mango", "Offer"], ["Durian", "Offer"]]
        doors.load(self._imported(leads), ["name", "stage_id"], rows)

    def _imported(self, leads):
        leads = self.env["crm.lead"].browse(leads.ids)
        return leads.with_context(default_type="opportunity")

    def _door_rpc(self, leads):
        leads.write({"stage_id": self.offer.id})

    def _door_untracked(self, leads):
        doors.untracked(leads, {"stage_id": self.offer.id})

    def _door_create(self, leads):
        self._lead(name="Mango", stage_id=self.offer.id)

    def _door_new_form(self, leads):
        form = Form(self.env["crm.lead"].with_context(default_type="opportunity"))
        form.name = "Mango"
        form.stage_id = self.offer
        form.save()

    def _door_quick_create(self, leads):
        context = {"default_type": "opportunity", "default_stage_id": self.offer.id}
        self.env["crm.lead"].with_context(**context).web_save({"name": "Mango"}, {})

    def _door_set_won(self, leads):
        leads.action_set_won()

    def _door_won_stage(self, leads):
        leads.write({"stage_id": self.won.id})

    def _door_won_drop_zone(self, leads):
        for lead in leads:
            self._answer(lead, lead.action_set_won_rainbowman())

    def _door_next_stage(self, leads):
        leads.write({"stage_id": self.talk.id})
        for lead in leads:
            self._answer(lead, lead.oplus_action_next_stage())

    def _answer(self, lead, action):
        """Close the dialog that asks for what is missing without filling it in."""
        if isinstance(action, dict) and "stage_id" in action.get("params", {}):
            lead.oplus_stage_move(action["params"]["stage_id"], {})

    def _door_logged_contact(self, leads):
        for lead in leads:
            lead.action_log_contact("call", True, "Talked", stage_id=self.offer.id)

    def _door_conversion(self, leads):
        leads.sudo().write({"type": "lead", "stage_id": self.offer.id})
        leads.convert_opportunity(self.customer)

    def _door_duplicate(self, leads):
        leads.copy({"stage_id": self.offer.id})

    def _door_move_of_the_merged(self, leads):
        (leads[0] | self._lead(name="Third")).merge_opportunity()
        leads.exists().write({"stage_id": self.offer.id})

    def test_each_door_is_shut_and_names_field_and_opportunities(self):
        self._ask(self.offer, "referred")
        self._ask(self.won, "referred")

        def check(leads, door):
            with (
                self.assertRaisesRegex(ValidationError, "Referred By") as raised,
                self.env.cr.savepoint(),
            ):
                door(leads)
                self.env.flush_all()
            self.assertIn("Mango", str(raised.exception))

        self._each("_door_", check)

    def test_each_door_opens_once_it_is_complete(self):
        self._ask(self.offer, "referred")
        self._ask(self.won, "referred")

        def check(leads, door):
            referred = {"default_referred": "Somchai"}
            self.env["crm.lead"].browse(leads.ids).referred = "Somchai"
            self._wait()
            if "merged" in door.__name__:
                return
            env = self.env
            self.env = env(context={**env.context, **referred})
            try:
                door(leads.with_env(self.env))
                self.env.flush_all()
            finally:
                self.env = env

        self._each("_door_", check)

    def test_a_lead_is_not_asked(self):
        self._ask(self.offer, "referred")
        lead = self._lead(type="lead")
        lead.stage_id = self.offer
        self.assertEqual(lead.stage_id, self.offer)

    def test_the_button_in_the_mail_asks_too(self):
        self._ask(self.won, "referred")
        lead = self._lead()
        action = lead._oplus_condition_ask_to_win()
        self.assertEqual(action["tag"], "opportunity_plus_stage_move")
        self.assertEqual(action["params"]["form"]["res_id"], lead.id)
        lead.referred = "Somchai"
        self.assertEqual(lead._oplus_condition_ask_to_win()["res_id"], lead.id)
