# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsOverride(ConditionsCommon):
    """Administrators may move all the same, with a reason."""

    def setUp(self):
        super().setUp()
        self._ask(self.offer, "referred")
        self.lead = self._lead(name="Mango")
        self._wait()

    def _override(self, user, text, **vals):
        vals = {"stage_id": self.offer.id, "stage_change_override": text, **vals}
        self.lead.with_user(user).write(vals)

    def _is_led_to_move(self, user):
        asks = self.lead.with_user(user).oplus_stage_move_asks(self.offer.id)
        arch = etree.fromstring(asks["form"]["arch"])
        [button] = arch.xpath("//button[@special='save']")
        self.assertEqual(asks["is_blocked"], button.get("class") == "btn-secondary")
        return not asks["is_blocked"]

    def test_who_may_not_override_is_led_to_the_quotation_instead(self):
        self.assertTrue(self._is_led_to_move(self.agent))
        self._ask(self.offer, "referred", condition_quotation=True)
        self.assertFalse(self._is_led_to_move(self.agent))
        self.assertTrue(self._is_led_to_move(self.admin))

    def test_the_reason_is_kept_in_history_and_chatter(self):
        self._override(self.admin, " The board <b>said</b> so ")
        self._wait()
        self.assertEqual(self.lead.stage_id, self.offer)
        reason = self._timeline(self.lead)[-1].reason
        self.assertIn("The board <b>said</b> so", reason)
        self.assertIn("Referred By", reason)
        self.assertIn("&lt;b&gt;said&lt;/b&gt;", self.lead.message_ids[0].body)
        self.assertFalse(self.lead.stage_change_override)

    def test_it_counts_as_the_reason_of_the_move_too(self):
        self.offer.sudo().change_reason = "always"
        self._override(self.admin, "The board said so")
        self.assertEqual(self.lead.stage_id, self.offer)

    def test_both_reasons_are_kept(self):
        self._override(self.admin, "Board", stage_change_reason="They called")
        self._wait()
        reason = self._timeline(self.lead)[-1].reason
        self.assertIn("They called", reason)
        self.assertIn("Board", reason)

    def test_others_are_told_that_they_may_not(self):
        for user in (self.agent, self.supervisor, self.manager):
            with (
                self.assertRaisesRegex(AccessError, "Only a sales administrator"),
                self.env.cr.savepoint(),
            ):
                self._override(user, "I want to")
            self.env.invalidate_all()
            self.assertEqual(self.lead.stage_id, self.new)

    def test_a_blank_one_is_none(self):
        for text in (" ", "\u200b", "<p><br></p>"):
            with (
                self.assertRaisesRegex(ValidationError, "in a few words"),
                self.env.cr.savepoint(),
            ):
                self._override(self.admin, text)
            self.env.invalidate_all()
        for text in (False, ""):
            with (
                self.assertRaisesRegex(ValidationError, "Referred By"),
                self.env.cr.savepoint(),
            ):
                self._override(self.admin, text)
            self.env.invalidate_all()

    def test_it_is_for_one_move(self):
        self._ask(self.won, "referred")
        self._override(self.admin, "Board")
        with self.assertRaises(ValidationError):
            self.lead.with_user(self.admin).stage_id = self.won

    def test_creating_and_importing_take_it_along(self):
        vals = {
            "name": "Durian",
            "type": "opportunity",
            "stage_id": self.offer.id,
            "stage_change_override": "Board",
        }
        lead = self.env["crm.lead"].with_user(self.admin).create(vals)
        self._wait()
        self.assertIn("Board", self._timeline(lead)[-1].reason)
        self.assertIn("Board", "".join(lead.message_ids.mapped("body")))
        names = [".id", "stage_id", "stage_change_override"]
        rows = [[str(self.lead.id), "Offer", "Board"]]
        result = self.lead.with_user(self.admin).load(names, rows)
        self.assertFalse(result["messages"])
        self._wait()
        self.assertIn("Board", self._timeline(self.lead)[-1].reason)

    def test_an_override_that_was_not_needed_is_not_told(self):
        self.lead.referred = "Somchai"
        self._override(self.admin, "Board")
        self._wait()
        self.assertFalse(self._timeline(self.lead)[-1].reason)
