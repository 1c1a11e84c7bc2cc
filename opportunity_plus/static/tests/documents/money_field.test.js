import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { hover, queryAllAttributes, queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { runAllTimers } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Deal extends models.Model {
    name = fields.Char();
    company_currency = fields.Many2one({ relation: "res.currency" });
    amount_due = fields.Monetary({
        currency_field: "company_currency",
        readonly: true,
    });
    oplus_amount_due_total = fields.Monetary({
        currency_field: "company_currency",
        readonly: true,
    });

    _records = [
        {
            id: 1,
            name: "Bridge",
            company_currency: 1,
            amount_due: 1234567.5,
            oplus_amount_due_total: 1358024.25,
        },
        {
            id: 2,
            name: "Tunnel",
            company_currency: 2,
            amount_due: 100,
            oplus_amount_due_total: 110,
        },
        { id: 3, name: "Nothing yet", company_currency: 1 },
    ];
}

defineMailModels();
defineModels([Deal]);

test("a list tells untaxed amounts, pointing at one tells it with tax", async () => {
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list><field name="name"/><field name="amount_due" widget="money"/></list>`,
    });
    expect(queryAllTexts(".o_data_row .o_field_money")).toEqual([
        "$ 1,234,567.50",
        "100.00 €",
        "$ 0.00",
    ]);
    const tooltips = queryAllAttributes(".o_field_money span", "data-tooltip");
    expect(tooltips.map((tooltip) => tooltip.replaceAll("\u00a0", " "))).toEqual([
        "$ 1,358,024.25 with tax",
        "110.00 € with tax",
        "$ 0.00 with tax",
    ]);
    await hover(".o_data_row:first-child .o_field_money span");
    await runAllTimers();
    expect(".o-tooltip").toHaveText("$ 1,358,024.25 with tax");
});

test("the column of a list is wide enough for millions", async () => {
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `
            <list>
                <field name="name"/>
                <field name="amount_due" widget="money" sum="Due"/>
            </list>`,
    });
    const { width } = queryFirst("th[data-name=amount_due]").getBoundingClientRect();
    expect(width).toBeGreaterThan(125);
});

test("a form asks for the amount with tax by itself and changes nothing", async () => {
    onRpc("deal", "web_read", ({ kwargs }) => {
        expect.step(Object.keys(kwargs.specification).sort().join());
    });
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `<form><field name="amount_due" widget="money"/></form>`,
    });
    expect.verifySteps([
        "amount_due,company_currency,display_name,oplus_amount_due_total",
    ]);
    expect(".o_field_money span").toHaveText("$ 1,234,567.50");
    expect(".o_field_money input").toHaveCount(0);
});

test("for bookkeepers the amount with tax is in small print", async () => {
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `
            <form>
                <field name="name" invisible="1"/>
                <field name="amount_due" widget="money"
                       options="{'show_total': True}"
                       decoration-danger="name == 'Bridge'"/>
            </form>`,
    });
    expect(".o_field_money").toHaveClass("text-danger");
    expect(".o_field_money small").toHaveText("$ 1,358,024.25 with tax");
});

test("nothing is in small print where there is nothing", async () => {
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 3,
        arch: `<form><field name="amount_due" widget="money" options="{'show_total': True}"/></form>`,
    });
    expect(".o_field_money small").toHaveCount(0);
});
