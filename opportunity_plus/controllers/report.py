# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import io
import json
from math import isfinite

import xlsxwriter
from werkzeug.exceptions import BadRequest, Forbidden

from odoo import http
from odoo.http import content_disposition, request

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# of a spreadsheet, by its file format
ROWS = 1_048_576
COLUMNS = 16_384
SHEET_NAME = 31
NO_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'"))
TEXT = 32_767
WIDEST = 60
INVALID = (AttributeError, KeyError, RecursionError, TypeError, ValueError)


class ReportController(http.Controller):
    """Spreadsheets of the figures that a report shows."""

    @http.route(
        "/opportunity_plus/report/xlsx",
        type="http",
        auth="user",
        methods=["POST"],
        readonly=True,
    )
    def report_xlsx(self, data=None, **options):
        """Return the tables that the page sends as a file of sheets.

        :param data: a file of JSON with ``name`` and ``sheets``, each with ``name``,
            ``columns`` (texts) and ``rows`` (lists of texts, numbers, None, and shares
            as ``{"percent": 0.5}``)
        """
        if not request.env.user.has_group("base.group_allow_export"):
            raise Forbidden()
        try:
            name, sheets = _parsed(data)
            content, shown = _workbook(sheets), content_disposition(f"{name}.xlsx")
        except INVALID as error:
            raise BadRequest() from error
        headers = [("Content-Type", TYPE), ("Content-Disposition", shown)]
        return request.make_response(content, headers)


def _parsed(data):
    text = data.read() if hasattr(data, "read") else data
    content = json.loads(text, parse_int=float)
    # a lone surrogate fits into no file
    json.dumps(content, ensure_ascii=False).encode()
    sheets = [
        (str(sheet["name"]), [list(sheet["columns"]), *map(list, sheet["rows"])])
        for sheet in content["sheets"]
    ]
    if not sheets or any(len(rows) > ROWS for _name, rows in sheets):
        raise ValueError
    return str(content["name"]), sheets


def _workbook(sheets):
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        percent = workbook.add_format({"num_format": "0%"})
        used = set()
        for name, rows in sheets:
            sheet = workbook.add_worksheet(_sheet_name(name, used))
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                for column, value in enumerate(row[:COLUMNS]):
                    style = (
                        bold if not number else percent if _is_share(value) else None
                    )
                    _write(sheet, number, column, _plain(value), style)
            for column, width in enumerate(_widths(rows)):
                sheet.set_column(column, column, width)
    return output.getvalue()


def _sheet_name(name, used):
    """Return a name that the file format allows, and that no other sheet has."""
    base = name.translate(NO_SHEET_NAME).strip()[:SHEET_NAME] or "1"
    found, number = base, 1
    while found.lower() in used:
        number += 1
        suffix = f" {number}"
        found = base[: SHEET_NAME - len(suffix)] + suffix
    used.add(found.lower())
    return found


def _is_share(value):
    return isinstance(value, dict) and isinstance(value.get("percent"), float)


def _plain(value):
    return value["percent"] if _is_share(value) else value


def _write(sheet, row, column, value, style):
    """Write a value as what it is: a text is never taken for a formula."""
    if isinstance(value, bool) or value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, float) and isfinite(value):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value)[:TEXT], style)


def _widths(rows):
    """Return the widths of the columns, in characters."""
    widths = [8] * min(max(map(len, rows)), COLUMNS)
    for row in rows:
        for column, value in enumerate(row[:COLUMNS]):
            if value is not None:
                widths[column] = max(widths[column], len(str(_plain(value))) + 2)
    return [min(width, WIDEST) for width in widths]
