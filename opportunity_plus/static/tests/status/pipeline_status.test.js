import { expect, test } from "@odoo/hoot";
import { queryAllTexts, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ReportChart } from "@opportunity_plus/reports/report_chart";
import { getColumns } from "@opportunity_plus/status/status_page/status_chart";

import {
    answerOf,
    defineStatus,
    openStatus,
    questions,
    sums,
} from "./pipeline_status_common";

defineStatus();

test("the table behind the graph", async () => {
    await openStatus();
    expect(questions()).toEqual([["2026-03-01", "2026-03-31", [], false]]);
    expect(queryAllTexts(".o_status_graph tbody th")).toEqual([
        "New",
        "Offer",
        "All Open",
        "Won",
        "Lost",
    ]);
    expect(queryAllTexts(".o_status_graph td[data-measure=count]")).toEqual([
        "2",
        "1",
        "3",
        "3",
        "1",
    ]);
});

test("the cards at the top", async () => {
    await openStatus();
    const text = (name) =>
        queryAllTexts(
            `[data-card=${name}] .o_figure, [data-card=${name}] .card-body span`,
        );
    expect(text("success_closed").join(" ")).toInclude("75%");
    expect(text("success_created").join(" ")).toInclude("25%");
    expect(text("success_created").join(" ")).toInclude("still open");
});

test("the bottleneck in one sentence; strict asks anew", async () => {
    await openStatus();
    expect(".o_status_bottleneck.alert").toHaveText(answerOf().bottleneck.sentence);
    answerOf().bottleneck = { stage_id: false, sentence: "No stage stands out." };
    await contains("#o_status_strict").click();
    await animationFrame();
    expect(questions().at(-1)[3]).toBe(true);
    expect(".o_status_bottleneck.text-muted").toHaveText("No stage stands out.");
});

test("too few entries have no rate, the median stands out where most were late", async () => {
    await openStatus();
    expect(".o_status_conversion [data-stage=Offer] td:eq(1)").toHaveText("too few");
    expect(".o_status_conversion [data-stage=New] td:eq(1)").toHaveText("40%");
    expect(".o_status_time [data-stage=New] .o_status_over").toHaveText("3.0");
    expect(".o_status_time [data-stage=Offer] .o_status_over").toHaveCount(0);
});

test("stages that are not shown are one row", async () => {
    answerOf().figures.open[0] = sums(2, 20, 10);
    await openStatus();
    expect(queryAllTexts(".o_status_graph tbody th")[2]).toBe("Other Stages");
});

test("measure and graph change without asking again", async () => {
    const drawn = [];
    patchWithCleanup(ReportChart.prototype, {
        draw() {
            drawn.push(this.props.config);
            return super.draw();
        },
    });
    await openStatus();
    await contains("[data-measure=value].btn").click();
    await contains("[data-chart=funnel]").click();
    await animationFrame();
    expect(questions()).toHaveLength(1);
    expect(drawn.map(({ data }) => data.datasets[0].data)).toEqual([
        [2, 1, 3, 1],
        [200, 100, 600, 50],
        [
            [-100, 100],
            [-50, 50],
            [-300, 300],
            [-25, 25],
        ],
    ]);
    const [columns, , funnel] = drawn;
    const [blue, , green, red] = columns.data.datasets[0].backgroundColor;
    expect([blue, green, red]).toEqual(["#0d6efd", "#198754", "#dc3545"]);
    // no bar is without its name, and those of a funnel are round on both sides
    expect(columns.options.scales.x.ticks.autoSkip).toBe(false);
    expect(funnel.options.scales.y.ticks.autoSkip).toBe(false);
    expect(funnel.data.datasets[0].borderSkipped).toBe(false);
    expect(queryFirst(".o_report_chart").style.height).toBe("12.4rem");
});

test("on a phone the bars lie, with the names of all", () => {
    const bars = ["New", "Offer", "Won"].map((label) => ({ label, value: 1 }));
    const { options } = getColumns(bars, "Count", true);
    expect(options.indexAxis).toBe("y");
    expect(options.scales.y.ticks.autoSkip).toBe(false);
    expect(options.scales.x.ticks.precision).toBe(0);
});

test("nothing to show", async () => {
    answerOf().figures = {};
    await openStatus();
    expect(".o_view_nocontent").toHaveCount(1);
    expect(".o_status_graph").toHaveCount(0);
});

test("what only passed a stage in the period is something to show", async () => {
    answerOf().figures = { open: { all: sums(0) }, leavers: { 1: sums(1) } };
    await openStatus();
    expect(".o_view_nocontent").toHaveCount(0);
    expect(".o_status_time [data-stage=New] [data-time=leavers]").toHaveText("1");
});

test("rates are told, and missing ones", async () => {
    answerOf().rates = [
        { currency_id: 2, rate: 0.025, date: "2026-03-10", is_missing: false },
        { currency_id: 2, rate: 1, date: false, is_missing: true },
    ];
    await openStatus();
    expect(queryAllTexts(".o_status_notes div")).toEqual([
        "1 EUR = 0.025 USD, rate of 03/10/2026",
        "1 EUR = 1 USD: there is no rate up to that day; the next one counts, or 1 if there is none.",
    ]);
});

test("a figure asks for exactly what it counts", async () => {
    onRpc("crm.lead", "oplus_pipeline_status_leads", ({ args }) => {
        expect.step(JSON.stringify(args));
        return { domain: [["id", "in", [1]]], missing: 2 };
    });
    await openStatus();
    await contains(".o_status_conversion [data-stage=New] .btn-link:first").click();
    await animationFrame();
    expect.verifySteps(['["entered","2026-03-01","2026-03-31",[],false,1]']);
    expect(".o_list_view").toHaveCount(1);
    expect(".o_breadcrumb .active").toHaveText("New, Entered");
    expect(".o_notification").toHaveText(/^2 of them were deleted or merged/);
});
