# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree
from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon

# one statement each for a whole board: the last contacts, and whether there are orders
MARKS = 2
BOARDS = ("crm.crm_case_kanban_view_leads", "crm.crm_lead_view_kanban_forecast")
OURS = "opportunity_plus.crm_case_kanban_view_leads_card"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCard(OpportunityPlusCommon):
    """The card keeps what other add-ons build on, and costs no query."""

    def _arch(self, board):
        view = self.env.ref(board)
        return etree.fromstring(self.env["crm.lead"].get_view(view.id)["arch"])

    def _fields(self, arch):
        """What the web client reads for a board: names of customers and people too."""
        models = self.env["crm.lead"]
        names = {node.get("name") for node in arch.iter("field")} & set(models._fields)
        named = {"fields": {"display_name": {}}}
        return {
            name: named if models._fields[name].relational else {} for name in names
        }

    def _without_ours(self, board):
        self.env.ref(OURS).sudo().active = False
        arch = self._arch(board)
        self.env.ref(OURS).sudo().active = True
        return arch

    def _queries(self, specification, leads):
        self.env.flush_all()
        counts = []
        for _warm_up in range(2):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.search([("id", "in", leads.ids)]).web_read(specification)
            counts.append(self.env.cr.sql_log_count - before)
        return counts[-1]

    def test_boards_keep_the_nodes_that_others_inherit(self):
        for board in BOARDS:
            stock = etree.fromstring(self.env.ref(BOARDS[0]).sudo().arch)
            arch = self._arch(board)
            replaced = {"expected_revenue", "recurring_revenue_monthly"}
            for node in stock.iter("field", "widget"):
                name = node.get("name")
                if node.get("groups") or name in replaced:
                    continue
                path = f"//{node.tag}[@name='{name}']"
                with self.subTest(board=board, node=path):
                    self.assertGreaterEqual(
                        len(arch.xpath(path)), len(stock.xpath(path))
                    )

    def test_the_picture_of_the_salesperson_tells_the_full_name(self):
        for board in BOARDS:
            with self.subTest(board):
                arch = self._arch(board)
                [picture] = arch.xpath("//t[@t-name='card']//field[@name='user_id']")
                title = picture.getparent().get("t-att-title")
                self.assertEqual(title, "record.user_id.value")
                self.assertFalse(arch.xpath("//xpath"))

    def test_what_other_add_ons_inherit_still_applies(self):
        view = self.env["ir.ui.view"].sudo()
        parent = self.env.ref(BOARDS[0])
        for path in (
            "//t[@t-name='card']/field[@name='name']",
            "//div[hasclass('o_kanban_card_crm_lead_revenue')]",
            "//field[@name='partner_id']",
            "//field[@name='contact_name']",
            "//field[@name='partner_name']",
            "//field[@name='tag_ids']",
            "//footer//field[@name='priority']",
            "//footer//field[@name='user_id']",
            "//widget[@id='lost_ribbon']",
        ):
            arch = (
                f"""<xpath expr="{path}" position="after"><i class="other"/></xpath>"""
            )
            vals = {"name": path, "model": "crm.lead", "arch": arch}
            view.create({**vals, "inherit_id": parent.id})
        marks = self._arch(BOARDS[0]).findall(".//i[@class='other']")
        self.assertEqual(len(marks), 9)

    def test_the_card_has_its_widgets_on_every_board(self):
        for board in BOARDS:
            card = self._arch(board).find(".//t[@t-name='card']")
            widgets = {node.get("widget") for node in card.iter("field")}
            self.assertLessEqual(
                {"rate_stars", "closing_clock", "customer_link", "priority"}, widgets
            )

    def test_a_card_costs_no_query_whatever_their_number(self):
        customers = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(80)]
        )
        leads = self._leads(80)
        for lead, customer in zip(leads, customers, strict=True):
            lead.partner_id = customer
        for board in BOARDS:
            stock = self._fields(self._without_ours(board))
            # the clock asks for the id of the company, without its name
            ours = self._fields(self._arch(board)) | {"company_id": {"fields": {}}}
            self.assertGreater(ours.keys(), stock.keys())
            self._queries(stock, leads)  # what is found once in a transaction
            for few in (leads[:10], leads):
                with self.subTest(board=board, cards=len(few)):
                    self.assertEqual(
                        self._queries(ours, few), self._queries(stock, few) + MARKS
                    )

    def _quick_create(self, **values):
        view = "crm.quick_create_opportunity_form"
        context = {"default_type": "opportunity", "default_stage_id": self.new.id}
        with Form(self.env["crm.lead"].with_context(**context), view) as form:
            form.name = "Quick"
            form.partner_id = self.customer
            for name, value in values.items():
                setattr(form, name, value)
        return form.record

    def test_quick_create_offers_the_rate_of_the_policy(self):
        company = self.env.company.sudo()
        self.new.sudo().opportunity_probability = 20
        self.offer.sudo().opportunity_probability = 60
        for policy, given, moved in (("fixed", 50, 50), ("stage", 20, 60)):
            with self.subTest(policy=policy):
                company.opportunity_probability_policy = policy
                lead = self._quick_create()
                self.assertEqual(lead.probability, given)
                lead.stage_id = self.offer
                self.assertEqual(lead.probability, moved)

    def test_quick_create_takes_the_rate_of_the_user(self):
        lead = self._quick_create(probability=85)
        lead.stage_id = self.offer
        self.assertEqual(lead.probability, 85)

    def test_quick_create_leaves_the_rate_to_the_scoring(self):
        self.env.company.sudo().opportunity_probability_policy = "automatic"
        lead = self._quick_create()
        self.assertTrue(lead.is_automated_probability)

    def test_a_negative_or_absurd_number_of_days_is_refused(self):
        company = self.env.company.sudo()
        for days in (-1, 3651, 2_000_000_000):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                company.opportunity_closing_near_days = days
                company.flush_recordset()
        company.invalidate_recordset()
        company.opportunity_closing_near_days = 3650
        company.flush_recordset()


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCardSession(OpportunityPlusCommon, HttpCase):
    """What is near reaches the web client once, for each company of the user."""

    def _companies(self):
        self.authenticate("op_agent", "op_agent")
        info = self.make_jsonrpc_request("/web/session/get_session_info")
        return {
            int(id_): company["opportunity_closing_near_days"]
            for id_, company in info["user_companies"]["allowed_companies"].items()
        }

    def test_a_user_hears_of_his_own_companies(self):
        company = self.env.company.sudo()
        # who creates a company gets it, which shall not be the agent
        companies = self.env["res.company"].with_user(self.env.ref("base.user_root"))
        branch = companies.create(
            {"name": "Branch", "opportunity_closing_near_days": 30}
        )
        companies.create({"name": "Of others"})
        self.agent.sudo().company_ids = [Command.link(branch.id)]
        company.opportunity_closing_near_days = 3
        self.env.flush_all()
        self.assertEqual(self._companies(), {company.id: 3, branch.id: 30})

    def test_reports_know_in_which_time_zone_a_company_counts_days(self):
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"
        self.env.flush_all()
        self.authenticate("op_agent", "op_agent")
        info = self.make_jsonrpc_request("/web/session/get_session_info")
        company = info["user_companies"]["allowed_companies"][str(self.env.company.id)]
        self.assertEqual(company["opportunity_time_zone"], "Asia/Bangkok")

    def test_a_week_is_near_unless_somebody_says_otherwise(self):
        self.assertEqual(self._companies(), {self.env.company.id: 7})
