import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    MockServer,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Lead extends models.Model {
    _name = "crm.lead";

    name = fields.Char();
    date_deadline = fields.Date({ string: "Expected Closing" });
    oplus_forecast_date = fields.Date({ string: "Forecast" });
    won_status = fields.Selection({
        selection: [
            ["pending", "Pending"],
            ["won", "Won"],
        ],
    });

    _records = [
        { id: 1, name: "Old", date_deadline: "2025-11-01", won_status: "pending" },
        { id: 2, name: "Late", date_deadline: "2026-03-01", won_status: "pending" },
        { id: 3, name: "Due", date_deadline: "2026-03-20", won_status: "pending" },
        { id: 4, name: "Past win", date_deadline: "2026-01-20", won_status: "won" },
        { id: 5, name: "Someday", date_deadline: false, won_status: "pending" },
    ].map((lead) => ({
        ...lead,
        oplus_forecast_date: [1, 2].includes(lead.id)
            ? "1900-01-01"
            : lead.date_deadline,
    }));
}

defineModels([Lead]);
defineMailModels();

const FORECAST = {
    resModel: "crm.lead",
    searchViewArch: `<search>
        <filter name="forecast" string="Forecast" context="{'forecast_filter': 1}"/>
        <filter name="month" string="Month"
            context="{'group_by': 'oplus_forecast_date:month'}"/>
    </search>`,
    context: {
        search_default_forecast: 1,
        search_default_month: 1,
        // as the action has it, which bookmarks and other doors open
        forecast_field: "date_deadline",
    },
};
const CARDS = `<kanban js_class="forecast_kanban" on_create="quick_create">
    <field name="oplus_forecast_date"/>
    <templates><t t-name="card"><field name="name"/></t></templates>
</kanban>`;

test.tags("desktop");
test("overdue is first, those without a date are last", async () => {
    mockDate("2026-03-10 12:00:00");
    await mountView({ ...FORECAST, type: "kanban", arch: CARDS });
    const names = queryAllTexts(".o_kanban_record:not(.o_kanban_ghost)");
    expect(names).toEqual(["Old", "Late", "Due", "Someday"]);
    const titles = queryAllTexts(".o_kanban_group .o_column_title");
    expect(titles.at(-1)).toMatch(/None/);
});

for (const [type, arch] of [
    ["list", `<list js_class="forecast_list"><field name="name"/></list>`],
    ["graph", `<graph js_class="forecast_graph"><field name="name"/></graph>`],
    [
        "pivot",
        `<pivot js_class="forecast_pivot"><field name="name" type="row"/></pivot>`,
    ],
]) {
    test.tags("desktop");
    test(`overdue is in the ${type}, wins of past months are not`, async () => {
        mockDate("2026-03-10 12:00:00");
        onRpc(({ method, kwargs }) => {
            if (/read_group|grouping_sets|web_search_read/.test(method)) {
                const leads = MockServer.env["crm.lead"].search_read(kwargs.domain, [
                    "name",
                ]);
                expect.step(leads.map(({ name }) => name).join());
            }
        });
        await mountView({
            ...FORECAST,
            type,
            arch,
            context: {
                search_default_forecast: 1,
                forecast_field: "oplus_forecast_date",
            },
        });
        expect.verifySteps(["Old,Late,Due,Someday"]);
    });
}

for (const [grouped, names] of [
    ["won_status", ["Old", "Late", "Due", "Someday", "Win"]],
    ["oplus_forecast_date:day", ["Old", "Late", "Win", "Due", "Someday"]],
    ["oplus_forecast_date:week", ["Old", "Late", "Win", "Due", "Someday"]],
    ["oplus_forecast_date:month", ["Old", "Late", "Due", "Win", "Someday"]],
    // the column holds the whole quarter
    [
        "oplus_forecast_date:quarter",
        ["Old", "Late", "Due", "Past win", "Win", "Someday"],
    ],
]) {
    test.tags("desktop");
    test(`wins of this month are in the forecast by ${grouped}`, async () => {
        mockDate("2026-03-20 12:00:00");
        const date = { date_deadline: "2026-03-03", oplus_forecast_date: "2026-03-03" };
        Lead._records.push({ id: 6, name: "Win", won_status: "won", ...date });
        await mountView({
            ...FORECAST,
            type: "kanban",
            arch: CARDS,
            searchViewArch: `<search>
                <filter name="forecast" string="Forecast"
                    context="{'forecast_filter': 1}"/>
                <filter name="month" string="Grouped"
                    context="{'group_by': '${grouped}'}"/>
            </search>`,
        });
        const shown = queryAllTexts(".o_kanban_record:not(.o_kanban_ghost)");
        expect(shown).toEqual(names);
    });
}

for (const [today, date_deadline, oplus_forecast_date] of [
    // the day of the company is ahead: it is overdue there, and not here
    ["2026-03-10", "2026-03-10", "1900-01-01"],
    // the month of the company ends later: it is due there, and past here
    ["2026-04-01", "2026-03-31", "2026-03-31"],
]) {
    test.tags("desktop");
    test(`what is open where it is ${oplus_forecast_date} is never hidden`, async () => {
        mockDate(`${today} 00:30:00`);
        const lead = { name: "Boundary", won_status: "pending" };
        Lead._records.push({ id: 6, ...lead, date_deadline, oplus_forecast_date });
        await mountView({ ...FORECAST, type: "kanban", arch: CARDS });
        const names = queryAllTexts(".o_kanban_record:not(.o_kanban_ghost)");
        expect(names).toInclude("Boundary");
        expect(names).not.toInclude("Past win");
    });
}

test.tags("desktop");
test("a new card gets the expected closing of its column", async () => {
    mockDate("2026-03-10 12:00:00");
    onRpc("crm.lead", "onchange", ({ kwargs }) => {
        const { default_date_deadline, default_oplus_forecast_date } = kwargs.context;
        expect.step([default_date_deadline, default_oplus_forecast_date]);
    });
    Lead._views = { form: `<form><field name="name"/></form>` };
    await mountView({ ...FORECAST, type: "kanban", arch: CARDS });
    await contains(".o_kanban_group:eq(1) .o_kanban_quick_add").click();
    expect.verifySteps([["2026-03-31", undefined]]);
    await contains(".o_kanban_group:eq(0) .o_kanban_quick_add").click();
    expect.verifySteps([[undefined, undefined]]);
});

test.tags("desktop");
test("a card is dragged to a month", async () => {
    mockDate("2026-03-10 12:00:00");
    onRpc("crm.lead", "web_save", ({ args, kwargs }) => {
        const { oplus_forecast_column } = kwargs.context;
        expect.step(`${args[1].oplus_forecast_date} ${oplus_forecast_column}`);
    });
    await mountView({ ...FORECAST, type: "kanban", arch: CARDS });
    await contains(".o_kanban_record:contains(Old)").dragAndDrop(
        ".o_kanban_group:eq(1)",
    );
    expect.verifySteps(["2026-03-01 month"]);
});
