# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageNoticeSilence(OpportunityPlusCommon):
    """The forms of teams and stages say who will hear of nothing, and why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.admin)
        manages = cls.env.ref("base.group_erp_manager")
        cls.boss = cls._user("boss", "sales_team.group_sale_manager")
        cls.boss.sudo().group_ids += manages
        cls.env.flush_all()

    def _changed(self, **vals):
        self.north.sudo().write(vals)
        self.env.invalidate_all()
        return self.north.with_user(self.boss)

    def test_a_leader_without_the_role_is_named(self):
        team = self._changed(user_id=self.colleague.id)
        self.assertEqual(
            team.oplus_leader_warning,
            "Colleague has no supervisor role: sees only own opportunities and is told"
            " of nothing else.",
        )
        self.assertTrue(team.oplus_can_promote)

    def test_who_has_the_role_is_not(self):
        for user in (self.supervisor, self.manager, self.admin):
            team = self._changed(user_id=user.id)
            self.assertFalse(team.oplus_leader_warning)
        self.assertFalse(self._changed(user_id=False).oplus_leader_warning)

    def test_a_leader_without_sales_is_named(self):
        team = self._changed(user_id=self.outsider.id)
        self.assertIn("has no right to Sales", team.oplus_leader_warning)

    def test_the_form_says_so_before_it_is_saved(self):
        with Form(self._changed(user_id=self.supervisor.id)) as form:
            self.assertFalse(form.oplus_leader_warning)
            form.user_id = self.colleague
            self.assertIn("no supervisor role", form.oplus_leader_warning)

    def test_the_leader_gets_the_role(self):
        team = self._changed(user_id=self.colleague.id)
        team.oplus_make_supervisor()
        self.assertTrue(self.colleague.has_group("opportunity_plus.group_supervisor"))
        self.assertFalse(team.oplus_leader_warning)
        lead = self._lead(user_id=self.agent.id)
        self.assertTrue(lead.with_user(self.colleague).has_access("read"))

    def test_only_who_manages_users_gives_it(self):
        self._changed(user_id=self.colleague.id)
        for user in (self.admin, self.manager, self.supervisor, self.agent):
            team = self.north.with_user(user)
            self.assertFalse(team.oplus_can_promote)
            self.assertIn("An administrator of users", team.oplus_leader_warning)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                team.oplus_make_supervisor()

    def test_members_who_are_told_in_vain_are_named(self):
        team = self._changed()
        self.assertFalse(team.oplus_member_warning)
        self.talk.sudo().opportunity_notify_members = True
        self.env.invalidate_all()
        self.assertIn("Talk", team.oplus_member_warning)
        self.assertIn("Agent", team.oplus_member_warning)
        self.assertIs(self.south.oplus_member_warning, False)
        self.talk.sudo().team_ids |= self.south
        all_leads = self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.colleague.sudo().group_ids += all_leads
        self.env.invalidate_all()
        self.assertIs(self.south.oplus_member_warning, False)
        self.talk.sudo().oplus_share = True
        self.env.invalidate_all()
        self.assertFalse(team.oplus_member_warning)

    def _unheard(self, **vals):
        self.offer.sudo().write(vals)
        self.env.invalidate_all()
        return self.offer.oplus_unheard or ""

    def test_the_stage_names_whom_it_will_not_reach(self):
        self.assertFalse(self._unheard())
        self.assertFalse(self._unheard(opportunity_notify_leader=True))
        self.south.sudo().user_id = self.colleague
        text = self._unheard()
        self.assertIn("hear only of those that they see: Colleague", text)
        text = self._unheard(opportunity_notify_members=True)
        self.assertIn("Agent, Colleague", text)
        self.assertNotIn("Supervisor", text)

    def test_a_stage_of_a_team_looks_at_that_team(self):
        self.south.sudo().user_id = self.colleague
        text = self._unheard(
            team_ids=[Command.set(self.north.ids)], opportunity_notify_leader=True
        )
        self.assertFalse(text)

    def test_sharing_reaches_all_but_those_without_sales(self):
        chosen = self.colleague | self.outsider
        text = self._unheard(opportunity_notify_user_ids=[Command.set(chosen.ids)])
        self.assertIn("those that they see: Colleague", text)
        self.assertIn("no right to Sales", text)
        self.assertIn("Outsider", text)
        text = self._unheard(oplus_share=True)
        self.assertNotIn("Colleague", text)
        self.assertIn("Outsider", text)

    def test_the_form_of_a_stage_says_so_before_it_is_saved(self):
        with Form(self.offer, view="crm.crm_stage_form") as form:
            self.assertFalse(form.oplus_unheard)
            form.opportunity_notify_members = True
            self.assertIn("Agent", form.oplus_unheard)
            form.oplus_share = True
            self.assertFalse(form.oplus_unheard)

    def test_many_names_are_not_all_read(self):
        users = self.env["res.users"].union(
            *(self._user(f"u{n}", "sales_team.group_sale_salesman") for n in range(12))
        )
        text = self._unheard(opportunity_notify_user_ids=[Command.set(users.ids)])
        self.assertIn("2 more", text)
