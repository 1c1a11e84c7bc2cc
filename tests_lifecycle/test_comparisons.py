"""``script/lifecycle`` finds what differs between two moments, and nothing else."""

import json

from devenv import addon, shipped
from devenv.snapshot import Snapshot, row_changes, size_changes

SCHEMA = {
    "constraint ir_ui_view ir_ui_view_inherit_id_fkey"
    " FOREIGN KEY (inherit_id) REFERENCES ir_ui_view(id) ON DELETE RESTRICT"
}


def held(first_id, title="Today", base="base_view"):
    """Return a snapshot with an action, and with two views of which one opens it."""
    action, view, other = first_id, first_id + 1, first_id + 2
    arch = f'<button name="{action}"/>\n<b>{title}</b>'
    names = {"en_US": title, "th_TH": "วันนี้"}
    tables = {
        "ir_act_window": [{"id": action, "name": names}],
        "ir_filters": [{"id": view, "action_id": action}],
        "ir_ui_view": [
            {"id": view, "inherit_id": other, "arch_db": {"en_US": arch}},
            {"id": other, "inherit_id": None, "create_date": str(first_id)},
        ],
        "ir_model_data": [
            known("ir.actions.act_window", action, "action"),
            # of another table, with the same id
            known("ir.actions.act_window.view", action, "way"),
            known("ir.ui.view", view, "view"),
            known("ir.ui.view", other, base),
            known("ir.filters", view, "favourite"),
        ],
    }
    rows = {(table, json.dumps(row)) for table in tables for row in tables[table]}
    return Snapshot(SCHEMA, rows)


def known(model, id_, name):
    return {"module": addon.NAME, "model": model, "res_id": id_, "name": name}


def test_other_ids_are_no_difference():
    assert shipped.changes(held(10), held(500)) == []


def test_another_word_is_found_with_the_name_of_its_record():
    assert shipped.changes(held(10), held(500, "Now")) == [
        "- ir_act_window action name en_US Today",
        "- ir_ui_view view arch_db en_US <b>Today</b>",
        "+ ir_act_window action name en_US Now",
        "+ ir_ui_view view arch_db en_US <b>Now</b>",
    ]


def test_another_link_is_found():
    found = shipped.changes(held(10), held(500, base="another_view"))
    assert "- ir_ui_view view inherit_id base_view" in found
    assert "+ ir_ui_view view inherit_id another_view" in found


def test_rows_that_are_missing_in_a_large_table_are_found():
    before = Snapshot(set(), {("crm_lead", "id 60000 7"), ("crm_lead", "name 60000 8")})
    after = Snapshot(set(), {("crm_lead", "id 59999 7"), ("crm_lead", "name 59999 8")})
    assert size_changes(before, after) == [
        "- 60000 rows: crm_lead",
        "+ 59999 rows: crm_lead",
    ]


def test_of_a_row_on_both_sides_is_told_what_differs():
    before, after = (
        Snapshot(
            set(),
            {("res_users", json.dumps({"id": 7, "login": "mai", "share": share}))},
        )
        for share in (False, True)
    )
    assert row_changes(before, after) == [
        '- res_users {"id": 7, "share": false}',
        '+ res_users {"id": 7, "share": true}',
    ]


def test_rows_without_an_id_and_large_tables_are_told_as_they_are():
    before = Snapshot(
        set(), {("a_b_rel", '{"a_id": 1, "b_id": 2}'), ("c", "id 60000 7")}
    )
    after = Snapshot(set(), {("c", "id 60000 8")})
    assert row_changes(before, after) == [
        '- a_b_rel {"a_id": 1, "b_id": 2}',
        "- c id 60000 7",
        "+ c id 60000 8",
    ]
