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

const GREEN = "#198754";
const RED = "#dc3545";
const BLUE = "#6c9bd2";
const FORECAST = "opportunity_forecast_graph";

class Deal extends models.Model {
    day = fields.Date({ string: "Day" });
    oplus_forecast_date = fields.Date({ string: "Forecast" });
    who = fields.Char({ string: "Salesperson" });
    won_status = fields.Selection({
        selection: [
            ["lost", "Lost"],
            ["won", "Won"],
        ],
        string: "Outcome",
    });
    kind = fields.Selection({
        selection: [
            ["forecast", "Forecast"],
            ["won", "Won"],
        ],
    });

    _records = [
        { id: 1, day: "2026-08-03", who: "Ann", won_status: "lost", kind: "forecast" },
        { id: 2, day: "2026-10-03", who: "Bo", won_status: "won", kind: "won" },
        { id: 3, day: "2026-10-04", who: "Ann", won_status: "won", kind: "won" },
        { id: 4, day: "2026-10-05", who: "Ann", won_status: "won", kind: "won" },
    ].map((deal) => ({ ...deal, oplus_forecast_date: deal.day }));
}

defineMailModels();
defineModels([Deal]);

let renderer;

/** Open the graph; return what it draws. */
async function draw(groupBy, context = {}, jsClass = "opportunity_closing_graph") {
    let chart;
    patchWithCleanup(ClosingGraphRenderer.prototype, {
        getChartConfig() {
            renderer = this;
            chart = super.getChartConfig();
            return chart;
        },
    });
    const arch = `<graph js_class="${jsClass}"><field name="won_status"/></graph>`;
    await mountView({ type: "graph", resModel: "deal", groupBy, context, arch });
    return chart;
}

const drawn = ({ data }) =>
    data.datasets.map(({ label, backgroundColor }) => [label, backgroundColor]);

test("bars by outcome alone have the color of each, also in the hint", async () => {
    const chart = await draw(["won_status"], { graph_order: null });
    expect(chart.data.labels).toEqual(["Lost", "Won"]);
    expect(chart.data.datasets).toHaveLength(1);
    expect(chart.data.datasets[0].backgroundColor).toEqual([RED, GREEN]);
    expect(chart.options.plugins.legend.display).toBe(false);
    const { data, metaData } = renderer.model;
    const points = [{ dataIndex: 1, datasetIndex: 0, raw: 3 }];
    const [hint] = renderer.getTooltipItems(data, metaData, { dataPoints: points });
    expect([hint.label, hint.boxColor]).toEqual(["Won", GREEN]);
});

test("three groupings: shades of the color of each outcome", async () => {
    const chart = await draw(["day:month", "who", "won_status"]);
    const [bo, ann, lost] = drawn(chart);
    expect([bo[0], ann[0], lost[0]].sort()).toEqual([
        "Ann / Lost",
        "Ann / Won",
        "Bo / Won",
    ]);
    expect(bo[1]).toBe(GREEN);
    expect([GREEN, RED]).not.toInclude(ann[1]);
    expect(lost).toEqual(["Ann / Lost", RED]);
    expect(renderer.model.lineOverlayDataset).toBe(null);
});

test("a month without any has no series of its own with three groupings", async () => {
    onRpc("deal", "formatted_read_group", async ({ parent }) => {
        const gap = { who: false, won_status: false, __count: 0, __extra_domain: [] };
        const groups = await parent();
        const month = ["2026-09-01", "September 2026"];
        return [groups[0], { ...gap, "day:month": month }, ...groups.slice(1)];
    });
    const chart = await draw(["day:month", "who", "won_status"], { graph_order: null });
    expect(chart.data.labels).toEqual([
        "August 2026",
        "September 2026",
        "October 2026",
    ]);
    expect(chart.data.datasets).toHaveLength(3);
});

test("slices of a pie with two groupings, in shades", async () => {
    const { data } = await draw(["won_status", "who"], { graph_mode: "pie" });
    expect(data.labels).toEqual(["Lost / Ann", "Won / Ann", "Won / Bo"]);
    const [lost, first, second] = data.datasets[0].backgroundColor;
    expect([lost, first]).toEqual([RED, GREEN]);
    expect(second).not.toBe(GREEN);
});

test("the outcome first and something else second: the axis names it", async () => {
    const { data } = await draw(["won_status", "who"], { graph_stacked: false });
    expect(data.labels.toSorted()).toEqual(["Lost", "Won"]);
    expect(data.datasets.map(({ label }) => label).toSorted()).toEqual(["Ann", "Bo"]);
    expect(data.datasets.map((one) => typeof one.backgroundColor)).toEqual([
        "string",
        "string",
    ]);
});

test("what was forecast is told from what was won", async () => {
    const chart = await draw(["day:month", "kind"], { graph_stacked: false });
    expect(drawn(chart)).toEqual([
        ["Forecast", BLUE],
        ["Won", GREEN],
    ]);
});

test("the months of the forecast are divided by outcome", async () => {
    const chart = await draw(["oplus_forecast_date:month"], {}, FORECAST);
    expect(drawn(chart)).toEqual([
        ["Won", GREEN],
        ["Lost", RED],
    ]);
    const other = await draw(["oplus_forecast_date:month", "who"], {}, FORECAST);
    expect(drawn(other).map(([label]) => label)).toInclude("Bo");
});

test("the graph of the forecast has the same colors", async () => {
    const chart = await draw(["day:month", "won_status"], {}, FORECAST);
    expect(drawn(chart)).toEqual([
        ["Won", GREEN],
        ["Lost", RED],
    ]);
});
