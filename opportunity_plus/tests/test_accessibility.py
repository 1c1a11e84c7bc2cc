# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
import os
from pathlib import Path
from unittest import SkipTest

from odoo.fields import Datetime
from odoo.tests import tagged

from ..models.digest.week import last_week
from .accessibility_screens import (
    ADMIN_SCREENS,
    AGENT_SCREENS,
    DIALOG,
    PHONE_SCREENS,
    SHEET,
)
from .browser_common import BrowserCase
from .conditions.conditions_common import ConditionsCommon

# what the add-on draws itself; the rest is made of Odoo's fields, with their faults
OWN = ", ".join(
    f"[class*='{name}']"
    for name in (
        *("o_board_order", "o_bridge_", "o_call_customer", "o_closing_"),
        *("o_contact_log", "o_figure", "o_money_total", "o_rate_", "o_reopening_"),
        *("o_report_", "o_selection_badge", "o_stage_clock", "o_stage_guidance"),
        *("o_stage_move", "o_status_", "o_log_contact", "o_today_help"),
    )
)
# Odoo's own parts within these
ODOO = ", ".join(
    (
        *(".o_control_panel", ".o_clipboard_button"),
        *(".o_field_many2one_avatar_user", ".o_field_selection"),
    )
)
ACTIONS = "odoo.__WOWL_DEBUG__.root.env.services.action"
LOOK = """
    axe.run(%(where)s, {
        resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
        // muted text and badges have the colours of Odoo's theme
        rules: { "color-contrast": { enabled: false } },
    }).then(({ violations }) => violations
        .filter(({ impact }) => ["serious", "critical"].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map((node) => [id, node]))
        .filter(([, { target }]) =>
            document.querySelector(target[0])
                ?.closest(%(odoo)s)
                ?.matches(%(own)s))
        .map(([id, { html, any, all, none }]) =>
            `${id}: ${html.slice(0, 300)} (${[...any, ...all, ...none][0]?.message})`))
"""


class AccessibilityCase(ConditionsCommon, BrowserCase):
    """No serious fault that axe-core finds in what the add-on draws."""

    @classmethod
    def setUpClass(cls):
        script = os.environ.get("AXE_SCRIPT")
        if not script:
            raise SkipTest("script/test tells where axe-core is")
        super().setUpClass()
        cls.axe = Path(script).read_text(encoding="utf-8")

    def _deal(self):
        """An opportunity that shows whatever cards and forms can show."""
        self.new.sudo().write({"guidance": "<p>Make an appointment</p>"})
        self._point(self.new, "Called")
        self._ask(self.offer, "website")
        self.customer.sudo().phone = "+66 2 123"
        return self._lead(name="Tour deal", expected_revenue=500)

    def _look_at(self, screens, named):
        """Visit screens and tell what is wrong with each."""
        self._evaluate(self.axe)
        return {
            action: faults
            for action, complete, where in screens
            if (faults := self._faults(action, complete, where, named))
        }

    def _faults(self, action, complete, where, named):
        self._open(*named.get(action, [action, {"clearBreadcrumbs": True}]))
        self._wait_for(complete)
        place = f"document.querySelector({json.dumps(where)})"
        own = SHEET if where == SHEET else OWN
        marks = {"own": json.dumps(own), "odoo": json.dumps(f"{ODOO}, {own}")}
        faults = self._evaluate(LOOK % {"where": place, **marks})
        if where == DIALOG:
            self._press("Escape")
            self._poll("!document.querySelector('.modal')")
        return faults

    def _open(self, action, options):
        words = f"{json.dumps(action)}, {json.dumps(options)}"
        # not awaited: some actions end when their dialog is closed
        self._evaluate(f"void {ACTIONS}.doAction({words})")

    def _form(self, record):
        action = {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [[False, "form"]],
        }
        return [action, {"clearBreadcrumbs": True}]

    def _on(self, lead, *actions):
        """Name actions on an opportunity, as the menu of actions does."""
        context = {"active_model": "crm.lead", "active_id": lead.id}
        context["active_ids"] = lead.ids
        return {action: [action, {"additionalContext": context}] for action in actions}

    def _check(self, login, screens, named):
        found = {}
        self._visit(
            "/odoo/crm",
            ".o_kanban_view",
            login,
            lambda: found.update(self._look_at(screens, named)),
        )
        self.assertFalse(found, json.dumps(found, indent=1, ensure_ascii=False))

    def _check_agent(self, screens):
        lead = self._deal()
        self._end_transaction()
        board = "crm.crm_lead_action_pipeline"
        dialogs = (action for action, _, where in screens if where == DIALOG)
        named = {
            **self._on(lead, *dialogs),
            "form": self._form(lead),
            "list": [board, {"viewType": "list", "clearBreadcrumbs": True}],
        }
        self._check("op_agent", screens, named)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAccessibility(AccessibilityCase):
    def test_screens_of_agents(self):
        self._check_agent(AGENT_SCREENS)

    def _rule(self):
        rules = self.env["crm.big.deal.rule"].sudo()
        people = {"user_ids": self.admin.ids}
        return rules.create({"name": "Large", "minimum_amount": 100, **people})

    def _digest(self):
        with self._at("2026-03-11 09:00"):
            self._lead(name="Cold store", expected_revenue=900)
            self._end_transaction()
        digests = self.env["crm.pipeline.digest"].sudo()
        zone = self.admin._oplus_digest_zone()
        week = last_week(zone, Datetime.to_datetime("2026-03-16 08:00:00"))[0]
        content = digests._digest_content(self.admin, week)
        return digests._digest_keep(self.admin, week, content)

    def _policies(self):
        page = self.env["crm.first.hour"].with_user(self.admin)
        dialog = page.browse(self.env.company.id).action_policies()
        return [{**dialog, "target": "current"}, {"clearBreadcrumbs": True}]

    def test_screens_of_administrators(self):
        self._deal()
        self.admin.sudo().group_ids += self.env.ref("base.group_system")
        named = {
            "stage": self._form(self.new),
            "rule": self._form(self._rule()),
            "digest": self._form(self._digest()),
            "policies": self._policies(),
        }
        self._end_transaction()
        self._check("op_admin", ADMIN_SCREENS, named)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAccessibilityPhone(AccessibilityCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_screens_on_a_phone(self):
        self._check_agent(PHONE_SCREENS)
