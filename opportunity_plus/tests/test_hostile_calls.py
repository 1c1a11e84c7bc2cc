# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import inspect
from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.service.model import get_public_method
from odoo.tools import mute_logger

from .fuzz.targets import own_methods
from .fuzz.values import (
    CONTEXTS,
    FIELD_VALUES,
    IDS,
    INF,
    LONG,
    LOOKED_AT,
    MISSING,
    NAN,
    SENSIBLE,
    SURROGATE,
    VALUES,
)
from .hostile_calls_common import HostileCallsCommon

# values of fields travel in these
WITH_FIELDS = {"create", "write", "web_save", "onchange", "action_set_lost"}


class TestHostileCalls(HostileCallsCommon):
    """What public methods of the add-on answer to anything at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        field = cls.env["ir.model.fields"].sudo()._get("crm.lead", "referred")
        asked = {"condition_field_ids": field.ids, "condition_checklist": True}
        cls.offer.sudo().write(asked)

    def _calls(self):
        """Each method with its parameters, and whether it has ids, and a sensible call
        of it."""
        for model, name in own_methods(self.env):
            method = get_public_method(self.env[model], name)
            _self, *parameters = inspect.signature(method).parameters.values()
            is_model = getattr(method, "_api_model", False)
            # a stage and a day that are there
            sensible = SENSIBLE | {
                "stage_id": self.offer.id,
                "until": str(date.today()),
            }
            kwargs = {
                parameter.name: sensible[parameter.name]
                for parameter in parameters
                if parameter.name in sensible
            }
            args = [] if is_model else [self._ids(model)]
            if name == "create":  # the dispatcher wants to see it
                args, kwargs = [kwargs.pop("vals_list")], {}
            yield model, name, parameters, args, kwargs

    def test_ids_that_are_none(self):
        def calls():
            for model, name, _parameters, args, kwargs in self._calls():
                if args and name != "create":
                    [ids] = args
                    twice, mixed = [*ids, *ids], [*ids, MISSING]
                    for wrong in [*IDS, twice, mixed, [*ids, "abc"]]:
                        yield model, name, [wrong], kwargs

        self.assertSentences(calls())

    def test_arguments_of_another_kind(self):
        def calls():
            for model, name, parameters, args, kwargs in self._calls():
                if name == "create":
                    for value in VALUES:
                        yield model, name, [value], {}
                    continue
                yield model, name, args, kwargs | {"bogus": 1}
                for number, parameter in enumerate(parameters):
                    for value in VALUES[number % 2 :: 2]:
                        yield model, name, args, kwargs | {parameter.name: value}

        self.assertSentences(calls())

    def test_contexts_that_are_none(self):
        def calls():
            for number, call in enumerate(self._calls()):
                model, name, _parameters, args, kwargs = call
                for key, values in CONTEXTS.items():
                    value = values[number % len(values)]
                    context = {"active_model": "crm.lead", key: value}
                    yield model, name, args, {**kwargs, "context": context}

        self.assertSentences(calls())

    def test_values_that_fields_do_not_take(self):
        def calls():
            for model, name, parameters, args, kwargs in self._calls():
                if name not in WITH_FIELDS:
                    continue
                for number, field in enumerate(self._fields(model)):
                    for value in (LONG, *FIELD_VALUES[number % 3 :: 3]):
                        vals = self._valid(model) | {field: value}
                        if name == "create":
                            yield model, name, [[vals]], {}
                        elif parameters[0].kind == inspect.Parameter.VAR_KEYWORD:
                            yield model, name, args, {field: value}
                        else:
                            changed = {parameters[0].name: {field: value}}
                            yield model, name, args, kwargs | changed

        self.assertSentences(calls())

    def test_what_cannot_be_kept_is_refused_by_name(self):
        lead = self.records["crm.lead"]
        wrong = {"expected_revenue": NAN, "lost_note": SURROGATE}
        doors = {
            "create": lambda: lead.create({"name": "x", **wrong}),
            "write": lambda: lead.write(wrong),
            "web_save": lambda: lead.web_save(wrong, {}),
            "lines": lambda: lead.write(
                {
                    "lost_note": "\0",
                    "expected_revenue": INF,
                    "product_line_ids": [[0, 0, {"name": "x", "price_unit": NAN}]],
                }
            ),
        }
        for door, call in doors.items():
            with (
                self.subTest(door),
                self.assertRaisesRegex(ValidationError, "Closing Note, Expected Rev"),
            ):
                call()
        imported = lead.load(["name", "expected_revenue"], [["x", "nan"]])
        self.assertFalse(imported["ids"])
        self.assertIn("Expected Revenue", imported["messages"][0]["message"])

    def test_rows_and_domains_that_do_not_fit(self):
        leads = self.env["crm.lead"].with_user(self.agent)
        with self.assertRaisesRegex(UserError, "invalid value for: data"):
            leads.load(["name", "product_line_ids/name"], [["x"]])
        for name, value in (
            ("domain", [("name", "=", SURROGATE)]),
            ("domain", [("expected_revenue", "<", {"a": 1})]),
            ("offset", {"a": 1}),
            ("limit", "abc"),
            ("order", "duplicate_lead_ids.name"),
            ("order", ["name"]),
        ):
            search = {"domain": [], name: value}
            refused = self.assertRaisesRegex(UserError, f"invalid value for: {name}")
            with mute_logger("odoo.sql_db"), refused:
                leads.search_read(**search)

    def test_a_fault_of_the_program_stays_one(self):
        lead = self.records["crm.lead"]
        fault = patch.object(
            type(self.env["crm.lead"]),
            "_oplus_product_line_revenue",
            side_effect=TypeError,
        )
        with fault, self.assertRaises(TypeError):
            lead.oplus_action_use_product_total()
        with fault, self.assertRaisesRegex(UserError, "given twice"):
            (lead.browse([lead.id, lead.id])).oplus_action_use_product_total()

    def test_a_number_of_any_length_is_refused(self):
        lead = self.env["crm.lead"].with_user(self.agent)
        lead = lead.create({"name": "Mango", "type": "opportunity"})
        with self.assertRaisesRegex(UserError, "ordinary numbers"):
            lead.write({"expected_revenue": 10**400})

    def test_each_record_of_a_batch_is_asked_with_all_others(self):
        meetings = self.env["calendar.event"].with_user(self.agent)
        noon = datetime(2026, 3, 2, 12)
        meeting = meetings.create({"name": "Mango", "start": noon, "stop": noon})
        batch = meetings.browse([meeting.id, "abc"])
        refused = self.assertRaisesRegex(UserError, "no such record")
        with mute_logger("odoo.sql_db"), refused:
            batch.web_resequence({"name": {}}, field_name="awaiting_count")

    def test_sentences_for_who_has_a_broken_language(self):
        leads = self.env["crm.lead"].with_context(lang=["x"])
        with self.assertRaisesRegex(UserError, "no such record"):
            leads.browse(["abc"]).oplus_action_reopen()

    def _fields(self, model):
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field._module == "opportunity_plus" or name in LOOKED_AT
        ] + ["bogus"]

    def _valid(self, model):
        lead = self.records["crm.lead"]
        return {
            "crm.lead": {"name": "x", "type": "opportunity"},
            "crm.lead.share": {"lead_id": lead.id, "user_id": self.supervisor.id},
            "crm.lead.product.line": {"lead_id": lead.id, "name": "x"},
            "crm.lead.tick": {
                "lead_id": lead.id,
                "checkpoint_id": self.records["crm.stage.checkpoint"].id,
            },
        }.get(model, {"name": "x"})
