# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from ..common import OpportunityPlusCommon


@freeze_time("2026-11-02 09:00")
@tagged("post_install", "-at_install", "opportunity_plus")
class TestSharingDialog(OpportunityPlusCommon):
    """Whoever shares again sees the terms that hold, and changes them knowingly."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")
        self.other = self._lead(name="Rice mill")

    def _share(self, lead=None, user=None, **terms):
        vals = {
            "lead_id": (lead or self.lead).id,
            "user_id": (user or self.colleague).id,
            "access": "write",
            "date_end": "2026-11-30",
            "include_documents": True,
        }
        return self.env["crm.lead.share"].create(vals | terms)

    def _dialog(self, leads=None):
        leads = leads or self.lead
        return Form(
            self.env["crm.lead.sharing"].with_context(
                active_model="crm.lead", active_ids=leads.ids
            )
        )

    def assertTerms(self, dialog, access, date_end, include_documents):
        shown = (dialog.access, dialog.date_end, dialog.include_documents)
        self.assertEqual(shown, (access, date_end, include_documents))

    def test_the_dialog_starts_with_the_present_terms_and_says_so(self):
        share = self._share()
        dialog = self._dialog()
        self.assertFalse(dialog.present_terms)
        self.assertTerms(dialog, "read", False, False)
        dialog.user_ids.add(self.colleague)
        self.assertTerms(dialog, "write", date(2026, 11, 30), True)
        self.assertEqual(
            dialog.present_terms, "Colleague: Edit, with documents, until 11/30/2026"
        )
        dialog.save().action_share()
        self.assertEqual(
            (share.access, share.date_end, share.include_documents),
            ("write", date(2026, 11, 30), True),
        )

    def test_who_is_new_gets_the_usual_terms(self):
        self._share()
        dialog = self._dialog()
        dialog.user_ids.add(self.colleague)
        dialog.user_ids.clear()
        dialog.user_ids.add(self.supervisor)
        self.assertFalse(dialog.present_terms)
        self.assertTerms(dialog, "read", False, False)

    def test_what_was_entered_stays(self):
        self._share()
        dialog = self._dialog()
        dialog.date_end = christmas = date(2026, 12, 24)
        dialog.user_ids.add(self.colleague)
        self.assertTerms(dialog, "read", christmas, False)
        self.assertIn("until 11/30/2026", dialog.present_terms)

    def test_many_opportunities_are_named_with_their_terms(self):
        self._share()
        self._share(self.other, access="read", date_end=False, include_documents=False)
        dialog = self._dialog(self.lead | self.other)
        dialog.user_ids.add(self.colleague)
        self.assertEqual(
            dialog.present_terms.splitlines(),
            [
                "Colleague: Edit, with documents, until 11/30/2026 (Cold store)",
                "Colleague: Read and log notes (Rice mill)",
            ],
        )
        self.assertTerms(dialog, "read", False, False)

    def test_one_of_many_is_shared_already(self):
        self._share(self.other)
        dialog = self._dialog(self.lead | self.other)
        dialog.user_ids.add(self.colleague)
        self.assertTerms(dialog, "write", date(2026, 11, 30), True)
        self.assertIn("(Rice mill)", dialog.present_terms)

    def test_a_long_list_is_cut(self):
        leads = self._leads(8)
        for lead in leads:
            self._share(lead)
        dialog = self._dialog(leads)
        dialog.user_ids.add(self.colleague)
        [line] = dialog.present_terms.splitlines()
        self.assertIn("Opportunity 4, …)", line)

    def test_a_share_that_has_ended_is_none(self):
        self._share()
        with freeze_time("2026-12-05 09:00"):
            dialog = self._dialog()
            dialog.user_ids.add(self.colleague)
            self.assertFalse(dialog.present_terms)
            self.assertTerms(dialog, "read", False, False)

    def test_the_dialog_tells_nothing_of_what_is_out_of_sight(self):
        self._share(user=self.supervisor)
        dialogs = self.env["crm.lead.sharing"].with_user(self.colleague)
        values = {
            "lead_ids": [[6, 0, self.lead.ids]],
            "user_ids": [[6, 0, self.supervisor.ids]],
        }
        asked = ("lead_ids", "user_ids", "present_terms", "access", "date_end")
        with self.assertRaises(AccessError):
            dialogs.onchange(values, ["user_ids"], {name: {} for name in asked})

    def test_a_lost_opportunity_is_shared_too(self):
        self.lead.action_set_lost(
            lost_reason_id=self.env["crm.lost.reason"].search([], limit=1).id
        )
        dialog = self._dialog(self.lead | self.other)
        dialog.user_ids.add(self.colleague)
        dialog.save().action_share()
        leads = self.env["crm.lead"].with_user(self.colleague)
        leads = leads.with_context(active_test=False).search([])
        self.assertEqual(leads & (self.lead | self.other), self.lead | self.other)
