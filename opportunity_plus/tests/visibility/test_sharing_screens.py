# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSharingScreens(OpportunityPlusCommon, HttpCase):
    """What the screens offer to people with whom something is shared, and to those who
    share it."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")

    def _share(self, access="read"):
        self.env["crm.lead.share"].create(
            {
                "lead_id": self.lead.id,
                "user_id": self.colleague.id,
                "access": access,
            }
        )
        return self.lead.with_user(self.colleague)

    def _attempts(self, lead):
        """What is refused to a reader, and the words for it."""
        call = "mail.mail_activity_data_call"
        return {
            "nobody but colleagues: Cold store": lambda: lead.message_post(
                body="Hi", subtype_xmlid="mail.mt_comment"
            ),
            "instead of planning an activity: Cold store": lambda: (
                lead.activity_schedule(call)
            ),
            "for editing: Cold store": lambda: lead.write({"priority": "3"}),
        }

    def test_a_reader_is_refused_in_words(self):
        for words, attempt in self._attempts(self._share()).items():
            with self.assertRaisesRegex(AccessError, words), self.env.cr.savepoint():
                attempt()

    def test_a_refusal_names_nothing_that_is_out_of_sight(self):
        for attempt in self._attempts(self.lead.with_user(self.colleague)).values():
            with self.assertRaises(AccessError) as refused, self.env.cr.savepoint():
                attempt()
            self.assertNotIn("Cold store", str(refused.exception))

    def test_a_form_stays_open_while_its_salesperson_changes(self):
        form = Form(self.lead)
        form.user_id = self.colleague
        self.assertTrue(form.oplus_can_write)
        form.name = "Cold store for fish"

    def test_an_editor_is_offered_no_other_salesperson_or_team(self):
        theirs = self._share("write")
        with Form(theirs) as form:
            form.name = "Cold store for fish"
            for name in ("user_id", "team_id"):
                with self.assertRaisesRegex(AssertionError, "readonly"):
                    form[name] = self.env[theirs._fields[name].comodel_name]
        self.assertEqual(self.lead.name, "Cold store for fish")

    def test_those_responsible_choose_salesperson_and_team(self):
        for user in (self.agent, self.supervisor, self.admin):
            with self.subTest(user.name), Form(self.lead.with_user(user)) as form:
                form.user_id = self.supervisor
                form.team_id = self.south
                form.user_id = self.agent
                form.team_id = self.north
        form = Form(self.env["crm.lead"].with_context(default_type="opportunity"))
        form.user_id = self.supervisor

    def test_people_without_access_to_the_crm_are_not_suggested(self):
        portal = self._user("portal", "base.group_portal")
        gone = self._user("gone", "sales_team.group_sale_salesman")
        gone.active = False
        for model, field in (
            ("crm.lead.sharing", "user_ids"),
            ("crm.lead.assign", "user_id"),
        ):
            arch = etree.fromstring(self.env[model].get_view(view_type="form")["arch"])
            [node] = arch.xpath(f"//field[@name='{field}']")
            domain = safe_eval(node.get("domain"), {"uid": self.env.uid})
            offered = self.env["res.users"].search(domain)
            self.assertLessEqual(self.colleague | self.supervisor | self.admin, offered)
            self.assertFalse(offered & (portal | gone | self.outsider))
            self.assertEqual(self.agent in offered, model == "crm.lead.assign")

    def test_the_form_knows_the_actions_of_those_responsible(self):
        lead = self.env["crm.lead"].with_user(self.agent)
        form = lead.get_views([(False, "form")], {"toolbar": True})["views"]["form"]
        marked = [x["id"] for x in form["toolbar"]["action"] if x["is_for_responsible"]]
        names = ("crm_lead_assign_action", "crm_lead_sharing_action")
        actions = [self.env.ref(f"opportunity_plus.{name}").id for name in names]
        self.assertEqual(sorted(marked), sorted(actions))

    def _list_of(self, user):
        view = self.env.ref("crm.crm_case_tree_view_oppor")
        leads = self.env["crm.lead"].with_user(user)
        return etree.fromstring(leads.get_view(view.id, "list")["arch"])

    def _offered_in_a_row(self, arch):
        buttons = arch.findall("button")
        self.assertTrue(buttons)
        return {"oplus_can_write" not in node.get("invisible", "") for node in buttons}

    def test_a_list_offers_no_mail_on_what_somebody_only_reads(self):
        self._share()
        arch = self._list_of(self.colleague)
        self.assertEqual(self._offered_in_a_row(arch), {False})
        self.assertTrue(arch.findall("field[@name='oplus_can_write']"))

    def test_a_list_is_as_it_was_for_who_writes_all_that_he_reads(self):
        self._list_of(self.colleague)
        self._share("write")
        for user in (self.agent, self.colleague, self.admin):
            arch = self._list_of(user)
            self.assertEqual(self._offered_in_a_row(arch), {True})
            self.assertFalse(arch.findall("field[@name='oplus_can_write']"))

    def _card_menu_of(self, user):
        leads = self.env["crm.lead"].with_user(user)
        card = self.env.ref("crm.crm_case_kanban_view_leads")
        view = leads.get_view(card.id, "kanban")
        entries = etree.fromstring(view["arch"]).xpath("//t[@t-name='menu']//a[@name]")
        conditions = {node.get("name"): node.get("t-if") for node in entries}
        self.assertIn("action_set_won_rainbowman", conditions)
        self.assertIn("oplus_action_next_stage", conditions)
        return {"oplus_can_write" in condition for condition in conditions.values()}

    def test_a_card_offers_no_move_on_what_somebody_only_reads(self):
        self.assertEqual(self._card_menu_of(self.colleague), {False})
        lead = self._share()
        self.assertEqual(self._card_menu_of(self.colleague), {True})
        self.assertFalse(lead.web_read({"oplus_can_write": {}})[0]["oplus_can_write"])
        self.assertEqual(self._card_menu_of(self.agent), {False})

    def _upload(self, user, **data):
        self.authenticate(user.login, user.login)
        response = self.url_open(
            "/mail/attachment/upload",
            data={
                "thread_model": "crm.lead",
                "thread_id": self.lead.id,
                "csrf_token": http.Request.csrf_token(self),
                **data,
            },
            files={"ufile": ("price.txt", b"100", "text/plain")},
        )
        return response.json()

    def test_a_reader_adds_files_to_his_notes_alone(self):
        self._share()
        files = self.env["ir.attachment"].sudo()
        on_lead = [("res_model", "=", "crm.lead"), ("res_id", "=", self.lead.id)]
        self.assertIn("only read", self._upload(self.colleague)["error"])
        self.assertFalse(files.search(on_lead))
        self.assertIn("data", self._upload(self.colleague, is_pending="true"))
        self.assertIn("data", self._upload(self.agent))
        self.assertEqual(files.search(on_lead).create_uid, self.agent)
