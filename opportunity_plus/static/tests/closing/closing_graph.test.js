import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

import { ClosingGraphRenderer } from "@opportunity_plus/closing/closing_graph/closing_graph";

const OUTCOMES = [
    ["lost", "Lost"],
    ["won", "Won"],
    ["pending", "Pending"],
];
const GREEN = "#198754";
const RED = "#dc3545";

class Lead extends models.Model {
    _name = "crm.lead";

    date_closed = fields.Date({ string: "Closed Date" });
    won_status = fields.Selection({ selection: OUTCOMES, string: "Outcome" });
    revenue = fields.Float({ string: "Expected Revenue", aggregator: "sum" });

    _records = [
        { id: 1, date_closed: "2026-08-03", won_status: "lost", revenue: 10 },
        { id: 2, date_closed: "2026-10-03", won_status: "won", revenue: 20 },
        { id: 3, date_closed: "2026-11-03", won_status: "lost", revenue: 30 },
        { id: 4, date_closed: "2026-11-04", won_status: "won", revenue: 40 },
    ];
}

defineMailModels();
defineModels([Lead]);

/** A month in which nothing was closed, as the server tells of it. */
const GAP = {
    "date_closed:month": ["2026-09-01", "September 2026"],
    won_status: false,
    __count: 0,
    "revenue:sum": false,
    __extra_domain: [],
};

/** Open the graph; return what it draws. */
async function draw(groupBy, context = {}) {
    let chart;
    patchWithCleanup(ClosingGraphRenderer.prototype, {
        getChartConfig() {
            chart = super.getChartConfig();
            return chart;
        },
    });
    await mountView({
        type: "graph",
        resModel: "crm.lead",
        groupBy,
        context,
        arch: `<graph js_class="opportunity_closing_graph">
            <field name="won_status"/><field name="revenue" type="measure"/></graph>`,
    });
    return chart;
}

const BY_MONTH = ["date_closed:month", "won_status"];
const NOT_STACKED = { graph_stacked: false, graph_order: null };

test("won is green and lost is red, side by side, months without any are there", async () => {
    onRpc("crm.lead", "formatted_read_group", async ({ parent }) => {
        const groups = await parent();
        return [...groups.slice(0, 1), GAP, ...groups.slice(1)];
    });
    const { data } = await draw(BY_MONTH, NOT_STACKED);
    expect(data.labels).toEqual([
        "August 2026",
        "September 2026",
        "October 2026",
        "November 2026",
    ]);
    const drawn = data.datasets.map((series) => [
        series.label,
        series.data,
        series.backgroundColor,
        series.stack,
    ]);
    expect(drawn).toEqual([
        ["Won", [0, 0, 20, 40], GREEN, undefined],
        ["Lost", [10, 0, 0, 30], RED, undefined],
    ]);
});

test("whoever stacks them gets no sum of won and lost", async () => {
    const { data } = await draw(BY_MONTH);
    expect(data.datasets.map(({ label }) => label)).toEqual(["Won", "Lost"]);
});

test("what is still open is grey, above won and lost", async () => {
    const pending = { date_closed: "2026-11-05", won_status: "pending", revenue: 50 };
    Lead._records.push({ id: 5, ...pending });
    const { data } = await draw(BY_MONTH);
    const drawn = data.datasets.map(({ label, backgroundColor }) => [
        label,
        backgroundColor,
    ]);
    expect(drawn).toEqual([
        ["Won", GREEN],
        ["Lost", RED],
        ["Pending", "#adb5bd"],
    ]);
});

test("the axis says what is measured", async () => {
    const { options } = await draw(BY_MONTH, NOT_STACKED);
    expect(options.scales.y.title.display).toBe(true);
    expect(options.scales.y.title.text).toBe("Expected Revenue");
    const counted = await draw(BY_MONTH, { ...NOT_STACKED, graph_measure: "__count" });
    const { title, ticks } = counted.options.scales.y;
    expect(title.text).toBe("Count");
    expect(ticks.precision).toBe(0); // no half opportunities
    expect(ticks.callback(3)).toBe("3");
    expect(ticks.callback(1500)).toBe("1,500");
});

test("lines and a pie have the same colors", async () => {
    const lines = await draw(BY_MONTH, { ...NOT_STACKED, graph_mode: "line" });
    const colors = lines.data.datasets.map(({ label, borderColor }) => [
        label,
        borderColor,
    ]);
    expect(colors).toEqual([
        ["Won", GREEN],
        ["Lost", RED],
    ]);
    const pie = await draw(["won_status"], { graph_mode: "pie" });
    expect(pie.data.labels).toEqual(["Lost", "Won"]);
    expect(pie.data.datasets[0].backgroundColor).toEqual([RED, GREEN]);
});

test("other groups look as in any graph", async () => {
    const { data } = await draw(["date_closed:month"]);
    expect(data.datasets).toHaveLength(1);
    expect([GREEN, RED]).not.toInclude(data.datasets[0].backgroundColor);
});
