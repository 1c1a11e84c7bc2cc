# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .stage_disabled_common import StageDisabledCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageDisabledReopening(StageDisabledCommon):
    """Where nobody names the stage, an enabled one is taken; what is closed stays."""

    # doors where nobody names the stage: another one is taken

    def _taken(self, lead):
        self.assertTrue(lead.stage_id.active, lead.stage_id.name)
        self.assertFalse(lead.stage_id.is_won)
        return lead.stage_id

    def test_defaults_take_another_stage(self):
        leads = self.env["crm.lead"].with_context(
            default_stage_id=self.offer.id,
            default_type="opportunity",
            default_team_id=self.north.id,
        )
        self.assertEqual(self._taken(leads.create({"name": "Quick"})), self.new)
        with Form(leads) as form:
            form.name = "Form"
        self.assertEqual(self._taken(form.record), self.new)
        self.offer.sudo().replaced_by_id = self.talk
        self.assertEqual(self._taken(leads.create({"name": "Replaced"})), self.talk)
        leads = leads.with_context(default_team_id=self.south.id).sudo()
        self.assertEqual(self._taken(leads.create({"name": "Elsewhere"})), self.new)

    def test_mails_take_another_stage(self):
        leads = self.env["crm.lead"].sudo()
        lead = leads.message_new(
            {"subject": "Hello", "from": "a@example.com", "to": "b@example.com"},
            {"stage_id": self.offer.id, "type": "opportunity"},
        )
        self.assertEqual(self._taken(lead), self.new)

    def test_archived_records_in_the_context_offer_no_disabled_stage(self):
        self.new.sudo().sequence = 3
        self.offer.sudo().sequence = 0
        leads = self.env["crm.lead"].with_context(active_test=False)
        found = leads._stage_find(team_id=self.north.id, limit=None)
        self.assertNotIn(self.offer, found)
        lead = leads.create({"name": "Found", "team_id": self.north.id})
        self.assertEqual(self._taken(lead), self.talk)
        lead.with_user(self.admin).with_context(active_test=False).team_id = self.south
        self.assertEqual(self._taken(lead), self.new)

    def test_conversion_and_merging(self):
        lead = self._lead(type="lead", stage_id=self.new.id)
        lead.convert_opportunity(self.customer, team_id=self.south.id)
        self._taken(lead.sudo())
        pair = self._leads(2, stage_id=self.talk.id).with_user(self.admin)
        head = pair.merge_opportunity(team_id=self.south.id)
        self.assertEqual(self._taken(head.sudo()), self.new)
        # the stage of a lost one is not picked for one that has none
        bare = self._lead(stage_id=self.talk.id).with_user(self.admin)
        bare.stage_id = False
        data = (bare | self.lost.with_user(self.admin))._merge_data(["stage_id"])
        self.assertFalse(data["stage_id"])

    # reopening

    def _way_dialog(self, lead):
        dialog = self.env["crm.lead.reason"].with_user(self.admin)
        dialog = dialog.with_context(
            default_purpose="reopen", default_lead_ids=lead.ids
        )
        dialog.create({"reason": "They called"}).action_apply()

    def _way_restore(self, lead):
        lead.action_restore()

    def _way_unarchive(self, lead):
        lead.action_unarchive()

    def _way_write(self, lead):
        lead.write({"active": True, "probability": 20})

    def _way_probability(self, lead):
        lead.probability = 20

    def _way_superuser(self, lead):
        lead.sudo().action_unarchive()

    def test_reopening_leads_to_an_enabled_stage(self):
        for replacing, stage in (
            (self.offer.browse(), self.new),
            (self.talk, self.talk),
        ):
            self.offer.sudo().write({"active": False, "replaced_by_id": replacing.id})
            # the reason is given where the stage asks for one
            self.talk.sudo().change_reason = "always"
            for way in (
                self._way_dialog,
                self._way_restore,
                self._way_unarchive,
                self._way_write,
                self._way_probability,
                self._way_superuser,
            ):
                with self.subTest(way.__name__, replacing=replacing.name):
                    self.offer.sudo().active = True
                    with self._at("2026-03-02 09:00"):
                        lead = self._lead(stage_id=self.offer.id)
                        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
                    self.offer.sudo().write(
                        {"active": False, "replaced_by_id": replacing.id}
                    )
                    with self._at("2026-03-05 09:00"):
                        way(lead.with_user(self.admin))
                    self.assertEqual(lead.won_status, "pending")
                    self.assertEqual(lead.stage_id, stage)
                    self.assertPath(lead, [(self.offer, "lost"), (stage, "open")])

    def test_a_closed_opportunity_stays_in_it(self):
        self.lost.with_user(self.admin).write({"phone": "+66 2 123 4567"})
        self.lost.with_user(self.admin).team_id = self.south
        self.assertEqual(self.lost.stage_id, self.offer)
        self.assertEqual(
            self.env["crm.lead"].search(
                [("stage_id", "=", "Offer"), ("active", "=", False)]
            ),
            self.lost,
        )

    def test_the_scoring_counts_what_was_lost_in_it(self):
        self.env["crm.lead"].sudo()._rebuild_pls_frequency_table()
        self.lost.with_user(self.admin).action_restore()
        self.lost.with_user(self.admin).action_set_lost(
            lost_reason_id=self.too_expensive.id
        )
