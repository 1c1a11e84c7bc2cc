# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFinance(OpportunityPlusDocumentsCommon):
    """Bookkeepers find the opportunity behind an invoice, and no other."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")
        self.theirs = self.lead.with_user(self.finance)

    def _found(self):
        self._end_transaction()
        self.env.invalidate_all()
        found = self.theirs.search([("id", "=", self.lead.id)])
        self.assertEqual(bool(found), self.theirs.has_access("read"))
        return bool(found)

    def test_a_confirmed_order_or_a_posted_invoice_opens_an_opportunity(self):
        order = self._order(self.lead)
        self.assertFalse(self._found())
        order.sudo().action_confirm()
        self.assertTrue(self._found())
        order.sudo()._action_cancel()
        self.assertFalse(self._found())
        credit = self._direct_invoice(self.lead, "out_refund").sudo()
        self.assertFalse(self._found())
        credit.action_post()
        self.assertTrue(self._found())

    def test_the_way_from_an_invoice_to_the_opportunity_and_back(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        self._end_transaction()
        theirs = invoice.with_user(self.finance)
        self.assertEqual(theirs.oplus_opportunity_count, 1)
        action = theirs.oplus_action_view_opportunities()
        self.assertEqual(action["res_id"], self.lead.id)
        form = self.env.ref("opportunity_plus.crm_lead_view_form_finance")
        self.assertEqual(action["views"], [(form.id, "form")])
        self.assertEqual(self.theirs.get_formview_id(), form.id)
        self.assertEqual(self.theirs.oplus_invoice_count, 1)
        self.assertEqual(self.theirs.oplus_action_view_invoices()["res_id"], invoice.id)

    def test_the_screens_of_finance_can_be_read_and_nothing_written(self):
        self._direct_invoice(self.lead).sudo().action_post()
        self.assertTrue(self._found())
        for view in ("form", "list"):
            xml_id = f"opportunity_plus.crm_lead_view_{view}_finance"
            self.theirs.get_views([(self.env.ref(xml_id).id, view)])
        form = Form(self.theirs, view="opportunity_plus.crm_lead_view_form_finance")
        self.assertEqual(form.name, "Cold store")
        for attempt in (
            lambda: self.theirs.write({"priority": "1"}),
            lambda: self.theirs.create({"name": "x"}),
            lambda: self.theirs.unlink(),
            lambda: self.theirs.message_post(body="x"),
            lambda: self.theirs.action_set_won(),
            lambda: (
                self.env["crm.lead.share"]
                .with_user(self.finance)
                .create({"lead_id": self.lead.id, "user_id": self.colleague.id})
            ),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()

    def _arch(self, kind):
        view = self.env.ref(f"opportunity_plus.crm_lead_view_{kind}_finance")
        return etree.fromstring(self.theirs.get_view(view.id, kind)["arch"])

    def test_from_the_form_to_the_quotation(self):
        self._order(self.lead, confirmed=True)
        quotation = self._order(self.lead)
        self.assertTrue(self._found())
        self.assertTrue(
            self._arch("form").xpath("//button[@name='action_view_sale_quotation']")
        )
        action = self.theirs.action_view_sale_quotation()
        self.assertEqual(action["res_id"], quotation.id)
        self.assertTrue(quotation.with_user(self.finance).has_access("read"))

    def test_the_status_bar_shows_the_stages_of_the_team(self):
        [bar] = self._arch("form").xpath("//field[@name='stage_id']/@domain")
        domain = safe_eval(bar, {"team_id": self.north.id})
        self.offer.sudo().team_ids = self.south
        shown = self.env["crm.stage"].with_user(self.finance).search(domain)
        self.assertIn(self.new, shown)
        self.assertNotIn(self.offer, shown)

    def test_what_is_due_fits_beside_the_name(self):
        columns = {
            node.get("name"): node.get("optional") for node in self._arch("list")
        }
        self.assertEqual(columns["amount_due"], "show")
        for name in ("user_id", "amount_quoted"):
            self.assertEqual(columns[name], "hide", name)

    def test_finance_searches_by_customer_type_properties_and_dates(self):
        view = self.env.ref("opportunity_plus.crm_lead_view_search_finance")
        arch = self.theirs.get_view(view.id, "search")["arch"]
        nodes = etree.fromstring(arch).xpath("//field[not(@invisible)] | //filter")
        offered = {node.get("name") for node in nodes}
        self.assertLessEqual(
            {
                "name",
                "partner_id",
                "opportunity_type_id",
                "lead_properties",
                "creation_date",
                "last_update",
            },
            offered,
        )
        self.assertFalse(offered & {"user_id", "team_id"})

    def test_the_menu_is_for_finance_alone(self):
        menu = self.env.ref("opportunity_plus.crm_lead_finance_menu")
        for user, sees in ((self.finance, True), (self.clerk, False)):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, sees)
