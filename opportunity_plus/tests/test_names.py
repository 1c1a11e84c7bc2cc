# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from types import FunctionType

from odoo import fields
from odoo.tests import tagged

from .common import OpportunityPlusCommon

ADDON = "opportunity_plus"
MEMBERS = (FunctionType, property, classmethod, staticmethod, fields.Field)
OWN = re.compile(r"(\w*_)?oplus(_\w+)?")
# methods that Odoo calls by the name of a field or constraint
OF_A_FIELD = re.compile(r"_(check|compute|inverse|search)_(?P<field>\w+)")

# methods of modules that may be installed beside it, by model
BESIDE = {"sale.order": "_compute_sale_order_template_id"}
POLICIES = """
    opportunity_agents_see_unassigned opportunity_auto_create
    opportunity_auto_create_domain opportunity_calendar_id opportunity_closed_locked
    opportunity_closing_near_days opportunity_facts_required
    opportunity_free_product_id opportunity_lost_reason_required
    opportunity_name_pattern opportunity_pricelist_decides
    opportunity_probability_default opportunity_probability_policy
    opportunity_remind_days opportunity_revenue_from_products opportunity_silence_days
    opportunity_snooze_days opportunity_snooze_times opportunity_weekly_digest
    opportunity_working_days
"""
# what programs of others rely on, by model
PUBLIC = {
    "account.move": "opportunity_id opportunity_ids",
    "crm.lead": """
        action_log_contact action_snooze action_tick amount_credited amount_due
        amount_invoiced amount_ordered amount_paid amount_quoted checklist_done
        checklist_total has_next_step is_stalled last_contact_date lost_note
        opportunity_type_id product_line_ids quotation_state quotation_valid_until
        revision_ids silence_days snooze_reason snooze_until stage_change_override
        stage_change_reason stage_deadline stage_history_ids
    """,
    "crm.lost.reason": "note_required",
    "crm.stage": """
        action_test_on_history active activity_plan_id category change_reason
        checkpoint_ids condition_checklist condition_field_ids condition_order
        condition_quotation
        condition_when_skipped escalation_days guidance opportunity_probability
        opportunity_notify_leader opportunity_notify_members
        opportunity_notify_user_ids replaced_by_id show_in_graph
    """,
    "res.company": POLICIES,
    "res.config.settings": POLICIES,
    "res.partner": "opportunity_interaction_count opportunity_last_interaction",
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestNames(OpportunityPlusCommon):
    """What the add-on adds to models of others has names that cannot clash."""

    def test_no_name_can_clash(self):
        wrong = {
            f"{model}: {name}"
            for model, name in self._added()
            if not self._is_public(model, name)
        }
        self.assertFalse(sorted(wrong))

    def test_what_is_public_is_there(self):
        gone = {
            f"{model}: {name}"
            for model, names in PUBLIC.items()
            for name in names.split()
            if not hasattr(self.env.registry[model], name)
        }
        self.assertFalse(sorted(gone))

    def _added(self):
        """Yield the names without a mark of the add-on that it defines on models of
        others, except what it overrides."""
        for model in self.env.registry.values():
            classes = [cls for cls in model.__mro__ if "pool" not in vars(cls)]
            ours = [cls for cls in classes if vars(cls).get("_module") == ADDON]
            if model._original_module == ADDON:
                continue
            for cls in ours:
                for name, value in vars(cls).items():
                    if isinstance(value, MEMBERS) and not OWN.fullmatch(name):
                        others = (vars(c) for c in classes if c not in ours)
                        if not any(name in known for known in others):
                            yield model._name, name

    def _is_public(self, model, name):
        if name in BESIDE.get(model, "").split():
            return True
        of_a_field = OF_A_FIELD.fullmatch(name)
        name = of_a_field["field"] if of_a_field else name
        return name in PUBLIC.get(model, "").split()
