"""The list of tests of others that differ is read and checked as it is meant."""

import re

import pytest

from devenv import foreign_databases, foreign_list
from devenv.foreign_runs import name_of
from devenv.state import ADDON

STOCK = {
    "crm.TestLead.test_move": ["passed", ""],
    "crm.TestLead.test_lose": ["passed", ""],
    "crm.TestLead.test_tour": ["failed", "timeout"],
}


@pytest.fixture
def text(monkeypatch, tmp_path):
    """Let a text stand for the list."""

    def write(content):
        path = tmp_path / "list.rst"
        path.write_text(content)
        monkeypatch.setattr(foreign_list, "PATH", path)

    return write


def test_a_row_explains_all_tests_of_its_first_cell(text):
    text(
        "Tests\n=====\n\n.. list-table::\n\n   * - Test\n     - With\n     - Why\n"
        "   * - ``crm.TestLead.test_move``,\n       ``crm.TestLead.test_lose``\n"
        "     - default\n     - a reason is\n       required\n"
        "   * - ``crm.TestLead.test_sum``\n     - any\n     - one currency\n\n"
        "Next\n====\n"
    )
    assert foreign_list.listed("odoo") == {"crm.TestLead.test_sum": "one currency"}
    assert foreign_list.listed("default") == {
        "crm.TestLead.test_move": "a reason is required",
        "crm.TestLead.test_lose": "a reason is required",
        "crm.TestLead.test_sum": "one currency",
    }


def test_what_fails_without_the_addon_does_not_differ():
    assert foreign_list.differing(STOCK, {**STOCK}) == {}


def test_what_compares_nothing_is_named():
    assert [*foreign_list.silent(STOCK)] == [
        "crm.TestLead.test_tour is not compared, failed in Odoo alone: timeout"
    ]


@pytest.mark.parametrize("outcome", ["failed", "skipped"])
def test_what_passes_without_the_addon_alone_differs(outcome):
    plus = {**STOCK, "crm.TestLead.test_lose": [outcome, "why"]}
    assert foreign_list.differing(STOCK, plus) == {
        "crm.TestLead.test_lose": f"{outcome}: why"
    }


def test_what_does_not_run_with_the_addon_differs():
    plus = {"crm.TestLead.test_lose": ["passed", ""]}
    assert [*foreign_list.differing(STOCK, plus)] == ["crm.TestLead.test_move"]


def test_the_list_is_wrong_in_both_directions():
    differs = {"crm.TestLead.test_move": "failed: why"}
    listed = {"crm.TestLead.test_lose", "sale_crm.TestOrder.test_move"}
    assert [*foreign_list.faults("crm", differs, listed)] == [
        "crm.TestLead.test_move differs and is not listed (failed: why)",
        "crm.TestLead.test_lose is listed and does not differ",
    ]
    assert [*foreign_list.faults("crm", differs, differs)] == []


def test_tests_are_named_by_module_class_and_method():
    test = ".odoo/odoo/addons/crm/tests/test_lead.py::TestLead::test_move"
    assert name_of("crm", test) == "crm.TestLead.test_move"


def test_each_policy_of_the_list_of_odoos_behaviour_is_a_setting():
    guide = ADDON.joinpath("doc", "administrator_guide.rst").read_text("utf-8")
    settings = set(re.findall(r"res\.company\.(\w+)", guide))
    assert foreign_databases.ODOO_POLICIES.keys() <= settings
