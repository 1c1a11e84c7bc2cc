# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError

from ..answering.arguments import unfit
from .fuzz.values import LONG
from .hostile_calls_common import HostileCallsCommon


class TestHostileValues(HostileCallsCommon):
    """Values that do not fit within what would, or do not fit one another."""

    def test_values_of_a_mail(self):
        ids = self.env["mail.template"].sudo().create({"name": "x"}).ids
        on = {"res_ids": self.records["crm.lead"].ids}
        wrong = ({"res_id": "abc"}, {"mail_message_id": "abc"}, {"model": [1]})
        self.assertSentences(
            ("mail.template", "send_mail_batch", [ids], on | {"email_values": value})
            for value in (True, "abc", [1], *wrong)
        )

    def test_an_integer_that_its_column_does_not_hold(self):
        kind = self.env["crm.opportunity.type"].with_user(self.admin)
        lead = self.records["crm.lead"].with_user(self.agent)
        line = self.records["crm.lead.product.line"].with_user(self.agent)
        for number in (LONG, -LONG - 1, str(LONG)):
            for records, field, label in (
                (line, "sequence", "Sequence"),
                (kind.search([], limit=1), "sequence", "Sequence"),
                (lead, "color", "Color"),
            ):
                refused = self.assertRaisesRegex(ValidationError, f"numbers.*{label}")
                with self.subTest(records._name, number=number), refused:
                    records.write({field: number})
            with self.assertRaisesRegex(ValidationError, "numbers.*Sequence"):
                lead.write({"product_line_ids": [[1, line.id, {"sequence": number}]]})
            imported = lead.load([".id", "color"], [[str(lead.id), str(number)]])
            self.assertIn("Color", imported["messages"][0]["message"])
        with self.assertRaisesRegex(ValidationError, "numbers.*Campaign"):
            lead.write({"campaign_id": LONG})
        lead.write({"color": -LONG, "expected_revenue": LONG})
        self.env.flush_all()
        self.assertEqual((lead.color, lead.expected_revenue), (-LONG, LONG))

    def test_text_where_a_field_holds_a_structure(self):
        line = {"order_id": self.records["sale.order"].id, "name": "x"}
        line |= {"extra_tax_data": "abc"}
        self.assertSentences([("sale.order.line", "create", [[line]], {})])

    def test_a_changed_field_without_a_value(self):
        form = {"values": {}, "field_names": ["name"], "fields_spec": {"name": {}}}
        self.assertSentences([("crm.lead", "onchange", [[]], form)])

    def test_a_notice_with_what_a_message_does_not_have(self):
        notice = {"partner_ids": [], "message_attachment_count": 0}
        self.assertSentences([("mail.thread", "message_notify", [[]], notice)])

    def test_groups_of_a_board_by_what_is_no_field(self):
        board = {"domain": []}
        board["progress_bar"] = {"field": "activity_state", "colors": {"planned": "x"}}
        # the last one is a field, but not of a column
        for group in ("%(a)s %s %d", "", "user_id.x", "stage_change_reason"):
            self.assertSentences(
                [("crm.lead", "read_progress_bar", [], board | {"group_by": group})]
            )

    def test_groups_that_are_no_names(self):
        groups = {"domain": [], "groupby": [{}], "aggregates": ["__count"]}
        self.assertSentences([("crm.lead", "formatted_read_group", [], groups)])

    def test_a_condition_whose_value_the_database_cannot_read(self):
        for wrong in (["prorated_revenue", "!=", "abc"], ["id", "in", [True]]):
            self.assertSentences([("crm.lead", "search_read", [], {"domain": [wrong]})])
        self.assertSentences([("crm.lead", "search", [], {"domain": {}})])

    def test_a_table_whose_cells_are_no_text(self):
        table = {"fields": ["name", "date_deadline"], "data": [["A", 7]]}
        self.assertSentences([("crm.lead", "load", [], table)])

    def test_a_meeting_at_the_end_of_the_calendar(self):
        meetings = self.env["calendar.event"]
        for moment in ("9999-12-31 23:59:59", "0001-01-01 00:00:00"):
            self.assertEqual(unfit(meetings, "vals", {"start": moment}), "vals, start")
        self.assertFalse(unfit(meetings, "vals", {"start": "2999-12-31 23:59:59"}))

    def test_a_day_at_the_end_of_the_calendar(self):
        meetings = self.env["calendar.event"]
        for day, wrong in (("0001-01-01", "vals, stop_date"), ("2027-03-08", None)):
            self.assertEqual(unfit(meetings, "vals", {"stop_date": day}), wrong)

    def test_a_place_of_several_meetings(self):
        meeting = {"name": "x", "start": "2026-03-02", "stop": "2026-03-02"}
        meetings = self.env["calendar.event"].sudo().create([meeting, meeting])
        vals = {"vals": {"videocall_location": "{0.__class__}", "start": "2026-02-06"}}
        self.assertSentences([("calendar.event", "write", [meetings.ids], vals)])

    def test_a_lead_that_loses_its_name(self):
        ids = self.records["crm.lead"].ids
        vals = {"name": "", "type": "lead"}
        self.assertSentences(
            [("crm.lead", "web_save", [ids], {"vals": vals, "specification": {}})]
        )

    def test_an_order_of_who_may_not_search(self):
        leads = self.env["crm.lead"].with_user(self.outsider)
        self.assertEqual(unfit(leads, "order", 1.5), "order")

    def test_a_message_that_is_no_text(self):
        self.assertEqual(
            unfit(self.env["mail.message"], "vals_list", [{"body": True}]),
            "vals_list, body",
        )

    def test_what_is_written_to_others_by_the_way(self):
        channel = [(0, 0, {"name": "x", "channel_type": "bogus"})]
        ids = self.customer.ids
        vals = {"vals": {"channel_ids": channel}}
        self.assertSentences([("res.partner", "write", [ids], vals)])

    def test_columns_that_there_are_not(self):
        self.assertSentences([("crm.lead", "search_read", [], {"fields": "%"})])

    def test_settings_of_nobody(self):
        for user in (self.outsider, self.agent, self.supervisor, self.admin):
            settings = self.env["res.config.settings"].with_user(user)
            with self.assertRaises(AccessError):
                settings.browse([None]).set_values()

    def test_a_choice_that_there_is_not(self):
        meeting = {"name": "x", "start": "2026-03-02", "stop": "2026-03-02"}
        meeting["current_status"] = "bogus"
        self.assertSentences([("calendar.event", "create", [[meeting]], {})])

    def test_nothing_where_a_record_is_required(self):
        ids = self.records["account.move"].ids
        vals = {"state": "cancel", "currency_id": False, "always_tax_exigible": True}
        self.assertSentences([("account.move", "write", [ids], {"vals": vals})])

    def test_a_number_where_a_field_holds_records(self):
        order = {"specification": {}, "field_name": "duplicate_lead_ids"}
        ids = self.records["crm.lead"].ids
        self.assertSentences([("crm.lead", "web_resequence", [ids], order)])

    def test_names_that_are_none(self):
        self.assertSentences([("web_tour.tour", "consume", [], {"tourName": {}})])
        self.assertSentences([("ir.ui.menu", "load_menus", [], {"debug": [[1]]})])
        for wrong in ({"allfields": 1.5}, {"attributes": 1.5}):
            self.assertSentences([("crm.lead", "fields_get", [], wrong)])

    def test_a_limit_that_is_no_number(self):
        search = {"domain": [], "specification": {}, "limit": 5, "count_limit": "_"}
        for wrong in (search, {"domain": [], "specification": {}, "offset": None}):
            self.assertSentences([("crm.lead", "web_search_read", [], wrong)])

    def test_companies_that_are_none(self):
        for wrong in ([["x"]], 5, {"a": 1}):
            context = {"context": {"allowed_company_ids": wrong}}
            self.assertSentences([("crm.lead", "search_count", [[]], context)])

    def test_models_that_there_are_not(self):
        messages = [{"model": "\u202eabc", "body": "x"}]
        self.assertSentences([("mail.message", "create", [messages], {})])
        notices = self.env["mail.message"]
        for model in ("crm.lead", False):
            self.assertFalse(unfit(notices, "vals_list", [{"model": model}]))
