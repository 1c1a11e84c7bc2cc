import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Fruit extends models.Model {
    name = fields.Char();
    ripe = fields.Boolean();

    _records = [
        { id: 1, name: "Mango", ripe: true },
        { id: 2, name: "Durian", ripe: true },
        { id: 3, name: "Melon", ripe: false },
    ];
    _views = { list: `<list><field name="name"/></list>` };
}

class Rule extends models.Model {
    filter = fields.Char();
    scope = fields.Char();

    _records = [
        { id: 1, filter: "[]", scope: `[("ripe", "=", True)]` },
        { id: 2, filter: `[("name", "like", "M")]`, scope: `[("ripe", "=", True)]` },
        { id: 3, filter: "[]", scope: false },
    ];
}

defineMailModels();
defineModels([Fruit, Rule]);

async function open(resId) {
    await mountView({
        type: "form",
        resModel: "rule",
        resId,
        arch: `<form><field name="scope"/>
            <field name="filter" widget="limited_domain"
                options="{'model': 'fruit', 'limit': 'scope'}"/></form>`,
    });
}

test("only what the limit lets through is counted and shown", async () => {
    await open(1);
    expect(".o_domain_show_selection_button").toHaveText("2 record(s)");
    await contains(".o_domain_show_selection_button").click();
    expect(".modal .o_data_row").toHaveCount(2);
});

test("filter and limit hold together", async () => {
    await open(2);
    expect(".o_domain_show_selection_button").toHaveText("1 record(s)");
});

test("the count follows the limit", async () => {
    await open(1);
    await contains("[name=scope] input").edit(`[("name", "=", "Melon")]`);
    await animationFrame();
    expect(".o_domain_show_selection_button").toHaveText("1 record(s)");
});

test("without a limit all records count", async () => {
    await open(3);
    expect(".o_domain_show_selection_button").toHaveText("3 record(s)");
});
