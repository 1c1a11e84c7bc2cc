# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import json

from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon

URL = "/opportunity_plus/report/xlsx"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReportExport(OpportunityPlusCommon, HttpCase):
    """The spreadsheet of a report."""

    def _post(self, content, login="op_agent"):
        self.authenticate(login, login)
        token = http.Request.csrf_token(self)
        data = {"data": content, "csrf_token": token}
        return self.url_open(URL, data=data)

    def _sheets(self, *sheets):
        response = self._post(json.dumps({"name": "Status: März", "sheets": sheets}))
        self.assertEqual(response.status_code, 200)
        return load_workbook(io.BytesIO(response.content))

    def test_numbers_stay_numbers_and_texts_are_never_formulas(self):
        rows = [["=1+1", 12.5, None], ["Won", 10**12, -3]]
        book = self._sheets({"name": "Stages", "columns": ["A", "B"], "rows": rows})
        sheet = book["Stages"]
        self.assertEqual([cell.value for cell in sheet[1]][:2], ["A", "B"])
        self.assertEqual([cell.value for cell in sheet[2]], ["=1+1", 12.5, None])
        self.assertEqual(sheet["A2"].data_type, "s")
        self.assertEqual([cell.value for cell in sheet[3]], ["Won", 10**12, -3])

    def test_shares_are_percentages(self):
        rows = [[{"percent": 0.254}, {"percent": 1}, {"percent": "x"}, {"other": 2}]]
        book = self._sheets({"name": "Rates", "columns": ["A"], "rows": rows})
        cells = book["Rates"][2]
        self.assertEqual([cell.value for cell in cells][:2], [0.254, 1])
        self.assertEqual([cell.number_format for cell in cells][:2], ["0%", "0%"])
        self.assertEqual([cell.data_type for cell in cells][2:], ["s", "s"])

    def test_names_of_sheets_are_made_to_fit(self):
        long = "Conversion [from stage to stage] of the quarter"
        sheet = {"columns": [], "rows": []}
        book = self._sheets(
            *({"name": name} | sheet for name in (long, long, "???", "Lost"))
        )
        self.assertEqual(len({name.lower() for name in book.sheetnames}), 4)
        self.assertTrue(all(0 < len(name) <= 31 for name in book.sheetnames))
        many = self._sheets(*({"name": long} | sheet for _number in range(1001)))
        self.assertEqual(len(many.sheetnames), 1001)

    def test_whoever_may_not_export_gets_nothing(self):
        self.agent.sudo().group_ids -= self.env.ref("base.group_allow_export")
        content = json.dumps({"name": "x", "sheets": []})
        self.assertEqual(self._post(content).status_code, 403)

    @mute_logger("odoo.http")
    def test_nonsense_is_refused(self):
        for content in (
            *("", "abc", "[]", "{}", "null", '{"name": 1, "sheets": []}'),
            '{"name": "x", "sheets": [{"name": "y", "columns": 3, "rows": 4}]}',
        ):
            with self.subTest(content=content):
                self.assertEqual(self._post(content).status_code, 400)
        self.assertEqual(self._post("[" * 100_000).status_code, 400)
        surrogate = '{"name": "\\ud800", "sheets": [{"name": "\\ud800", "columns": '
        surrogate += '["\\ud800"], "rows": []}]}'
        self.assertEqual(self._post(surrogate).status_code, 400)
        odd = '{"name":"x","sheets":[{"name":"y","columns":[{}],"rows":[[NaN,1e999]]}]}'
        self.assertEqual(self._post(odd).status_code, 200)
