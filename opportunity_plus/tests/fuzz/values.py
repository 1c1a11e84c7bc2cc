# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a program may send where a client would send something sensible."""

NAN, INF, HUGE, LONG, MISSING, SURROGATE = (
    float("nan"),
    float("inf"),
    2**70,
    2**31,  # the first integer that its columns do not hold
    2**31 - 7,
    "\ud8a0",
)
# texts that mean something to a browser, a database, a template or a file system
TEXTS = [
    *("", "abc", "2026-13-45", "\x00", SURROGATE, "x" * 300, "é٣²", "\u202eabc"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<p>Hello</p>"),
    *("' OR 1=1 --", '"; DROP TABLE crm_lead; --', "%", "_", "\\", "%(a)s %s %d"),
    *("{0.__class__}", "${7*7}", "{{ object.name }}", "../../etc/passwd", "=1+1"),
]
# in place of anything
VALUES = [
    *(None, True, -1, 1.5, NAN, INF, HUGE, MISSING),
    *("", "abc", "2026-13-45", "\x00", SURROGATE),
    *([], ["abc"], [[1]], [{}], [[6, 0, ["x"]]], [[0, 0, "x"]], {}, {"a": 1}),
]
# in place of the value of a field
FIELD_VALUES = [
    *(1.5, NAN, HUGE, MISSING, "abc", SURROGATE),
    *([[1]], [[6, 0, ["x"]]], {"a": 1}),
]
# in place of the ids of records
IDS = [
    *(None, True, 1.5, HUGE, "abc", "\x00", SURROGATE, {"a": 1}),
    *([], [None], ["abc"], [[1]], [{}], [NAN], [HUGE], [0], [-1], [MISSING], [True]),
]
CONTEXTS = {
    "active_ids": ["abc", [["x"]]],
    "allowed_company_ids": ["abc", [["x"]], [MISSING]],
    "default_lead_id": ["abc", [["x"]], {"a": 1}],
    "default_opportunity_id": ["abc", [["x"]]],
    "default_product_line_ids": ["abc", [["x"]]],
    "default_user_id": ["abc", [["x"]], MISSING],
    "lang": [["x"], SURROGATE],
    "tz": [["x"], "Mars/Phobos"],
}
OPERATORS = [
    *("=", "!=", "in", "not in", "<", ">=", "like", "not ilike", "=like", "=?"),
    *("child_of", "parent_of", "any", "not any"),
]
# in place of what is searched for
SOUGHT = [
    *(None, True, 0, 1.5, NAN, INF, HUGE, MISSING, "", "abc", "\x00", SURROGATE),
    *([], [None], [True, False], ["abc"], [NAN], [HUGE], [[1]], [{}], {"a": 1}),
]
# sensible values of arguments, by their names
SENSIBLE = {
    "checkpoint_ids": [],
    "data": [["x"]],
    "date": "2026-03-08",
    "date_from": "2026-03-01",
    "date_to": "2026-03-08",
    "field_names": [],
    "fields": ["name"],
    "fields_list": ["name"],
    "fields_spec": {"display_name": {}},
    "help_message": "",
    "kind": "call",
    "message": "From: a@example.com\nTo: b@example.com\nSubject: x\n\nHello",
    "model": "crm.lead",
    "movement": "won",
    "note": "Talked",
    "msg_dict": {"subject": "x", "email_from": "a@example.com", "to": "", "cc": ""},
    "reached": True,
    "reason": "Waits",
    "rule_id": False,
    "specification": {"display_name": {}},
    "vals": {},
    "vals_list": [],
    "values": {},
    "views": [[False, "form"]],
}
# fields of Odoo's that the add-on looks at
LOOKED_AT = {
    *("active", "company_id", "date_closed", "date_deadline", "expected_revenue"),
    *("lost_reason_id", "name", "opportunity_id", "partner_id", "probability"),
    *("res_id", "res_model_id", "stage_id", "team_id", "type", "user_id"),
}
# in place of the id or the token of a link
LINK_IDS = [
    *("", "0", "-1", "1.5", "abc", "1 OR 1=1", "2147483641", "9" * 30, "9" * 5000),
    *("²", "٣", "\x00", "None", "[1]", "1,2"),
]
TOKENS = ["", "abc", "é", "\x00"]
