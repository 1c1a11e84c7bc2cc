# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re
from pathlib import Path
from textwrap import dedent

from odoo.fields import Command
from odoo.models import MetaModel
from odoo.tests import tagged

from .handover.handover_common import HandoverCommon
from .opening.call_campaign_common import CallCampaignCommon

DEVELOP = Path(__file__).parents[1] / "DEVELOP.rst"
BLOCK = re.compile(r"^\.\. code-block:: python\n\n((?:    .*\n|\n)+)", re.MULTILINE)
ADDON = "my_addon"


class Examples:
    """The examples for developers, as they stand in DEVELOP.rst."""

    def _example(self, hook):
        """Extend a model as the example of a hook does, until the test is over."""
        blocks = map(dedent, BLOCK.findall(DEVELOP.read_text(encoding="utf-8")))
        [code] = [block for block in blocks if f"def {hook}(" in block]
        self.addCleanup(MetaModel._module_to_models__.pop, ADDON, None)
        namespace = {"__name__": f"odoo.addons.{ADDON}"}
        exec(code, namespace)  # noqa: S102
        [extension] = MetaModel._module_to_models__[ADDON]
        model = self.env.registry[extension._name]
        self.addCleanup(setattr, model, "__bases__", model.__bases__)
        model.__bases__ = (extension, *model.__bases__)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHooks(Examples, HandoverCommon):
    """What another add-on grants, names, quotes and hands over."""

    def _named(self, name, record):
        data = {"module": ADDON, "name": name, "res_id": record.id}
        self.env["ir.model.data"].sudo().create({**data, "model": record._name})

    def test_to_grant_more(self):
        shops = self.env["crm.team"].sudo().create({"name": "Shops"})
        group = self.env["res.groups"].sudo().create({"name": "Back Office"})
        self._named("team_shops", shops)
        self._named("group_back_office", group)
        lead = self._lead()
        lead.sudo().write({"user_id": False, "team_id": shops.id})
        self._end_transaction()
        seen = self.env["crm.lead"].with_user(self.agent)
        self.assertNotIn(lead, seen.search([]))
        self._example("_oplus_visibility_grants")
        self.agent.sudo().group_ids = [Command.link(group.id)]
        self._end_transaction()
        self.assertIn(lead, seen.search([]))

    def test_to_carry_a_field_to_quotations(self):
        product = self.env["product.product"].sudo().create({"name": "Pump"})
        lead = self._lead(partner_id=self.customer.id)
        line = {"lead_id": lead.id, "product_id": product.id}
        self.env["crm.lead.product.line"].create(line)
        self._example("_product_line_prepare_vals")
        commands = self.env["sale.order"]._oplus_product_line_default(lead.id)
        self.assertEqual([values["customer_lead"] for *_, values in commands], [7])

    def test_to_hand_over_another_kind_of_record(self):
        campaign = self.env["utm.campaign"].sudo()
        campaign = campaign.create({"name": "Fair", "user_id": self.agent.id})
        self._example("_handover_movers")
        handover = self._handover()
        self.assertEqual(self._line(handover, campaign).kind, "campaign")
        handover.action_run()
        self.assertEqual(campaign.user_id, self.colleague)

    def test_what_a_name_may_contain(self):
        self._example("_oplus_entry_name_parts")
        self.customer.sudo().city = "Hanoi"
        self.env.company.sudo().opportunity_name_pattern = "{customer} {city}"
        lead = self._lead(name=False, partner_id=self.customer.id)
        self.assertEqual(lead.name, "Siam Trading Hanoi")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOpeningHooks(Examples, CallCampaignCommon):
    """What another add-on knows of customers, and of work on opportunities."""

    def test_who_is_no_customer(self):
        industry = self.env["res.partner.industry"].sudo().create({"name": "Banks"})
        bank = self._customers(1, industry_id=industry.id)
        self.assertFalse(bank._oplus_opening_no_customers())
        self._example("_oplus_opening_no_customers")
        self.assertEqual(bank._oplus_opening_no_customers(), {bank: "vendor"})

    def test_what_counts_as_a_touch(self):
        self._example("_opening_traces")
        run = self._ran(2)
        touched = run.line_ids[0].lead_id
        self.env["mail.scheduled.message"].sudo().create(
            {
                "model": "crm.lead",
                "res_id": touched.id,
                "body": "Hello",
                "author_id": self.agent.partner_id.id,
                "scheduled_date": "2099-01-01 09:00:00",
            }
        )
        self._undo(run)
        self.assertEqual(touched.exists(), touched)
