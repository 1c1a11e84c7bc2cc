# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo import SUPERUSER_ID
from odoo.fields import Command, Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusDocumentsCommon(OpportunityPlusCommon):
    """Quotations, orders, invoices and credit notes of opportunities.

    ::

        finance      Invoicing and Finance, no sales right
        clerk        Invoicing alone

    Documents belong to the administrator, so that only an opportunity opens them.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        invoicing = "account.group_account_invoice"
        cls.finance, cls.clerk = cls._users(
            {
                "finance": f"opportunity_plus.group_finance,{invoicing}",
                "clerk": invoicing,
            }
        )
        env = cls.env(su=True)
        # Odoo loads it with its own first company, and loading it again takes a second
        if not env.company.chart_template:
            env["account.chart.template"].try_loading(
                "generic_coa", company=env.company, install_demo=False
            )
        cls.product = env["product.product"].create(
            {"name": "Pallet", "type": "service", "invoice_policy": "order"}
        )

    def _order(self, lead, confirmed=False, **vals):
        order = self.env["sale.order"].with_user(SUPERUSER_ID)
        order = order.create(self._order_vals(lead, **vals))
        if confirmed:
            order.action_confirm()
        return order.with_env(self.env)

    def _order_vals(self, lead, **vals):
        return {
            "partner_id": self.customer.id,
            "opportunity_id": lead.id,
            "user_id": self.admin.id,
            "order_line": self._pallet(),
            **vals,
        }

    def _pallet(self):
        return [Command.create({"product_id": self.product.id, "price_unit": 100})]

    def _invoice(self, order):
        """The invoice of what is ordered, or one more of the same."""
        invoices = order.with_user(SUPERUSER_ID)._create_invoices()
        invoices.action_post()
        return invoices.with_env(self.env)

    def _credit(self, invoice):
        refund = invoice.with_user(SUPERUSER_ID)._reverse_moves()
        return refund.with_env(self.env)

    def _direct_invoice(self, lead, move_type="out_invoice"):
        """A document made by hand for an opportunity, without an order."""
        move = self.env["account.move"].with_user(SUPERUSER_ID)
        move = move.create(self._invoice_vals(lead, move_type=move_type))
        return move.with_env(self.env)

    def _invoice_vals(self, lead, **vals):
        return {
            "move_type": "out_invoice",
            "partner_id": self.customer.id,
            "invoice_user_id": self.admin.id,
            "opportunity_id": lead.id,
            "invoice_line_ids": self._pallet(),
            **vals,
        }

    def assertButtons(self, lead, counts):
        """Check how many quotations, orders, invoices and credit notes the buttons of
        an opportunity count, and that these are what they open."""
        told = (
            lead.quotation_count,
            lead.sale_order_count,
            lead.oplus_invoice_count,
            lead.oplus_credit_note_count,
        )
        self.assertEqual(told, counts)
        actions = (
            lead.action_view_sale_quotation(),
            lead.action_view_sale_order(),
            lead.oplus_action_view_invoices(),
            lead.oplus_action_view_credit_notes(),
        )
        shown = [self._shown(lead.env, action) for action in actions]
        self.assertEqual(tuple(map(len, shown)), counts)
        for action, records in zip(actions, shown, strict=True):
            self.assertEqual(
                action.get("res_id", 0), records.id if len(records) == 1 else 0
            )

    def _shown(self, env, action):
        """What the list of an action shows, with the filters that it switches on."""
        model, domain = env[action["res_model"]], Domain(action["domain"])
        view = model.get_view(action["search_view_id"][0], "search")
        arch = etree.fromstring(view["arch"])
        for key, value in action["context"].items():
            name = key.removeprefix("search_default_")
            if name != key and value:
                [node] = arch.xpath(f"//*[@name='{name}']")
                domain &= self._facet(node, name, value, env.uid)
        return model.search(domain)

    def _facet(self, node, name, value, uid):
        if node.tag == "filter":
            return Domain(safe_eval(node.get("domain", "[]"), {"uid": uid}))
        return Domain(name, node.get("operator", "="), value)
