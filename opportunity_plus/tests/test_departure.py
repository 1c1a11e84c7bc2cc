# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged

from .. import hooks
from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeparture(OpportunityPlusCommon):
    """What has an activity type of the add-on keeps none of them from going."""

    def setUp(self):
        super().setUp()
        self.system = self.env(user=SUPERUSER_ID, su=True)
        self.todo = self.system.ref("mail.mail_activity_data_todo")
        names = ("reopening", "closing")
        self.reopening, self.closing = (
            self.system.ref(f"opportunity_plus.mail_activity_type_{name}")
            for name in names
        )

    def _leave(self):
        hooks.remove_plans(self.system)
        hooks.free_activity_types(self.system)
        self.env.flush_all()
        (self.reopening | self.closing).unlink()
        self.env.flush_all()

    def test_plans_chains_and_actions_get_to_dos(self):
        plan = self.system["mail.activity.plan"].create(
            {
                "name": "Ours",
                "res_model": "crm.lead",
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": self.closing.id,
                            "summary": "Fetch the signature",
                            "responsible_type": "other",
                            "responsible_id": self.agent.id,
                        }
                    ),
                    Command.create({"activity_type_id": self.reopening.id}),
                ],
            }
        )
        chain = {"name": "Visit", "chaining_type": "trigger"}
        chain["triggered_next_type_id"] = self.closing.id
        chained = self.system["mail.activity.type"].create(chain)
        action = self.system["ir.actions.server"].create(
            {
                "name": "Plan the closing",
                "model_id": self.system["ir.model"]._get_id("crm.lead"),
                "state": "next_activity",
                "activity_type_id": self.closing.id,
            }
        )
        lead = self._lead()
        lead.activity_schedule("opportunity_plus.mail_activity_type_closing")
        self._leave()
        self.assertEqual(plan.template_ids.activity_type_id, self.todo)
        self.assertEqual(len(plan.template_ids), 2)
        self.assertEqual(plan.template_ids[0].summary, "Fetch the signature")
        self.assertEqual(plan.template_ids[0].responsible_id, self.agent)
        self.assertEqual(chained.triggered_next_type_id, self.todo)
        self.assertEqual(action.activity_type_id, self.todo)
        self.assertFalse(lead.activity_ids)

    def test_a_to_do_does_not_follow_itself_for_ever(self):
        self.todo.write(
            {"chaining_type": "trigger", "triggered_next_type_id": self.closing.id}
        )
        self._leave()
        self.assertEqual(self.todo.chaining_type, "suggest")
        self.assertFalse(self.todo.triggered_next_type_id)

    def test_favourites_on_what_goes_open_nothing_any_more(self):
        named = {
            "domain": "[('oplus_is_big_deal', '=', True)]",
            "context": "{'group_by': ['create_date:month', 'stage_deadline:week']}",
            "sort": '["oplus_stage_probability desc"]',
        }
        kept = {
            "domain": "[('stage_id.name', '=', 'oplus_is_big_deal_of_mine')]",
            "context": "{'group_by': ['stage_id', 'date_deadline:month']}",
            "sort": '["probability desc"]',
        }
        self.system["ir.filters"].search([]).unlink()
        self._favourite("crm.lead", "none", kept)
        for part, text in named.items():
            self._favourite("crm.lead", part, kept | {part: text}, is_default=True)
        ledger = {"domain": "[('salesperson_id', '=', 1)]"}
        self._favourite("crm.lead.revision", "domain", ledger)
        self._favourite("res.country", "none", named)
        hooks.archive_favourites(self.system)

        def shown(model):
            filters = self.env["ir.filters"].with_user(self.agent)
            return [one["name"] for one in filters.get_filters(model)]

        self.assertEqual(shown("crm.lead"), ["By none"])
        self.assertEqual(shown("crm.lead.revision"), [])
        self.assertEqual(shown("res.country"), ["By none"])

    def _favourite(self, model, part, texts, **vals):
        filters = self.env["ir.filters"].with_user(self.agent)
        named = {"name": f"By {part}", "model_id": model, **texts, **vals}
        filters.create(named | {"user_ids": [Command.set(self.agent.ids)]})

    def test_roles_that_somebody_has_deleted_keep_it_from_nothing(self):
        menu = self.system.ref("crm.menu_crm_lead_stage_act")
        before = menu.group_ids
        self._delete("base", "group_no_one")
        hooks.hide_stages(self.system)
        self.assertEqual(menu.group_ids, before)
        agents = self.system.ref("sales_team.group_sale_salesman")
        self._delete("sales_team", "group_sale_salesman_all_leads")
        hooks.leave_agents(self.system)
        self.assertIn(agents, self.supervisor.sudo().group_ids)
        self._delete("opportunity_plus", "group_supervisor")
        hooks.leave_agents(self.system)
        self._delete("sales_team", "group_sale_salesman")
        hooks.leave_agents(self.system)

    def _delete(self, module, name):
        """Delete what is known of a role, as its deletion does."""
        data = self.system["ir.model.data"]
        data.search([("module", "=", module), ("name", "=", name)]).unlink()

    def test_plans_of_templates_go_and_others_stay(self):
        plans = self.system["mail.activity.plan"]
        lines = self.system["crm.pipeline.template.line"]
        line = lines.search([("activity_ids", "!=", False)], limit=1)
        line.activity_plan_id = False
        made = line._template_plan()
        made.active = False
        ours = plans.create({"name": "Ours", "res_model": "crm.lead"})
        self._leave()
        self.assertFalse(made.exists())
        self.assertTrue(ours.exists())
