import { describe, expect, queryAll, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    toggleActionMenu,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

const FIELDS = `
    <field name="active" column_invisible="True" invisible="1"/>
    <field name="oplus_can_reopen" column_invisible="True" invisible="1"/>`;
const ARCHS = {
    form: `<form>${FIELDS}<field name="name"/></form>`,
    list: `<list>${FIELDS}<field name="name"/></list>`,
    kanban: `<kanban>${FIELDS}<templates><t t-name="card">
        <field name="name"/></t></templates></kanban>`,
};

const SELECTORS = {
    list: ".o_data_row:eq(#) .o_list_record_selector input",
    kanban: ".o_kanban_record:eq(#)",
};

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    active = fields.Boolean({ default: true });
    oplus_can_reopen = fields.Boolean();

    _records = [
        { id: 1, name: "Open", oplus_can_reopen: true },
        { id: 2, name: "Won" },
        { id: 3, name: "Lost", active: false },
        { id: 4, name: "Put away", active: false, oplus_can_reopen: true },
    ];
}

class Order extends models.Model {
    _name = "sale.order";

    name = fields.Char();
    active = fields.Boolean({ default: true });
    oplus_can_reopen = fields.Boolean();

    _records = [{ id: 1, name: "Order" }];
}

defineMailModels();
defineModels([Lead, Order]);

/** Open the menu of records, of a form or of a selection. */
async function open(type, resIds, resModel = "crm.lead") {
    await mountView({
        type,
        resModel,
        resId: type === "form" ? resIds[0] : undefined,
        domain: type === "form" ? undefined : [["id", "in", resIds]],
        context: { active_test: false },
        arch: ARCHS[type],
        info: { actionMenus: { action: [], print: [] } },
    });
    for (const index of type === "form" ? [] : resIds.keys()) {
        await contains(SELECTORS[type].replace("#", index)).click({ altKey: true });
    }
    await toggleActionMenu();
    return queryAll(".o_menu_item")
        .map((item) => item.textContent.trim())
        .filter((text) => text.endsWith("rchive"));
}

const OFFERED = [
    ["form", [1], ["Archive"]],
    ["form", [2], []],
    ["form", [3], []],
    ["form", [4], ["Unarchive"]],
    ["list", [1, 4], ["Archive", "Unarchive"]],
    ["list", [3, 4], []],
    ["list", [1, 2], []],
    ["kanban", [1, 4], ["Archive", "Unarchive"]],
    ["kanban", [3, 4], []],
];
for (const [type, resIds, offered] of OFFERED) {
    test(`offered in a ${type} of ${resIds}: ${offered.join() || "nothing"}`, async () => {
        expect(await open(type, resIds)).toEqual(offered);
    });
}

test("other records are archived as ever", async () => {
    expect(await open("list", [1], "sale.order")).toEqual(["Archive", "Unarchive"]);
});
