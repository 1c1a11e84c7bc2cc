import { expect, test } from "@odoo/hoot";
import { queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ReportChart } from "@opportunity_plus/reports/report_chart";
import { ReportLayout } from "@opportunity_plus/reports/report_layout";

import { answerOf, defineStatus, openStatus, sums } from "./pipeline_status_common";

defineStatus();

/** Note which figure is asked for. */
function noteFigures() {
    onRpc("crm.lead", "oplus_pipeline_status_leads", ({ args }) => {
        const [name, , , , , stage] = args;
        expect.step(`${name} ${stage}`);
        return { domain: [], missing: 0 };
    });
}

async function back() {
    await contains(".o_breadcrumb a, .o_back_button").click();
    await animationFrame();
    await animationFrame();
}

async function openFigure(selector) {
    await contains(`${selector} .btn-link:first`).click();
    await animationFrame();
    await back();
}

test("each time of a stage opens the opportunities that it is of", async () => {
    noteFigures();
    await openStatus();
    const stage = ".o_status_time [data-stage=New] [data-time=";
    for (const name of ["median_days", "mean_days", "within_target", "leavers"]) {
        await openFigure(`${stage}${name}]`);
    }
    expect.verifySteps(["leavers 1", "leavers 1", "in_time 1", "leavers 1"]);
    expect(`${stage}running_median_days] .btn-link`).toHaveCount(0);
});

test("rates and both shares of the bottleneck open what they count", async () => {
    Object.assign(answerOf().stages[0], { open_rate: 0.3, open_value_rate: 0.7 });
    noteFigures();
    await openStatus();
    const cell = ".o_status_conversion [data-stage=New] td:eq(1)";
    await openFigure(cell);
    await openFigure(`${cell} .o_status_open`);
    expect(queryAllTexts(".o_status_bottleneck_figures .o_figure")).toEqual(["6", "7"]);
    await openFigure(".o_status_bottleneck_figures .o_figure:eq(0)");
    await openFigure(".o_status_bottleneck_figures .o_figure:eq(1)");
    expect.verifySteps(["advanced 1", "still_here 1", "losses 1", "leavers 1"]);
});

test("conversion by value has its rate, its open part and its bar", async () => {
    Object.assign(answerOf().stages[0], {
        value_rate: 0.2,
        open_rate: 0.3,
        open_value_rate: 0.7,
    });
    await openStatus();
    const row = ".o_status_conversion [data-stage=New]";
    const widths = () =>
        queryAll(`${row} .progress-bar`).map(({ style }) => style.width);
    const rates = () => queryAllTexts(`${row} td:eq(1) button:not(.o_figure_menu)`);
    expect(rates()).toEqual(["40%", "30%"]);
    expect(widths()).toEqual(["40%", "30%", "30%", "0%", "0%"]);
    await contains("[data-measure=value].btn").click();
    expect(rates()).toEqual(["20%", "70%"]);
    expect(widths()).toEqual(["20%", "70%", "10%", "0%", "0%"]);
});

test("success rates and the open part, by number and by value", async () => {
    await openStatus();
    const texts = queryAllTexts("[data-card=success_created] .o_figure");
    expect(texts).toEqual(["25%", "50%", "63%", "45%"]);
    expect("[data-card=success_created]").toHaveText(/still open, by value/);
});

test("each share opens the part that it tells, and none what is not there", async () => {
    noteFigures();
    await openStatus();
    const shares = (card) => `[data-card=${card}] .o_figure`;
    await openFigure(`${shares("success_closed")}:eq(0)`);
    await openFigure(`${shares("success_created")}:eq(1)`);
    await openFigure(`${shares("success_created")}:eq(2)`);
    expect.verifySteps(["won null", "created_won null", "created_open null"]);
    answerOf().figures.won = { all: sums(0) };
    await contains("#o_status_strict").click();
    await animationFrame();
    expect("[data-card=success_closed]").toHaveText(/0%/);
    expect(shares("success_closed")).toHaveCount(0);
});

test("a click on a bar opens what it counts, also of other stages", async () => {
    answerOf().figures.open[0] = sums(2, 20, 10);
    noteFigures();
    let click;
    patchWithCleanup(ReportChart.prototype, {
        draw() {
            click = (index) => this.props.onClick(index);
            return super.draw();
        },
    });
    await openStatus();
    for (const index of [1, 2, 3]) {
        click(index);
        await animationFrame();
        await animationFrame();
        await back();
    }
    expect.verifySteps(["open 2", "open 0", "won null"]);
    await openFigure(".o_status_graph tbody tr:eq(2)");
    expect.verifySteps(["open 0"]);
});

test("targets in working days are said to be", async () => {
    await openStatus();
    const heads = () => queryAllTexts(".o_status_time thead th");
    expect(heads()[1]).toBe("Target (Days)");
    answerOf().is_in_working_days = true;
    await contains("#o_status_strict").click();
    await animationFrame();
    expect(heads()[1]).toBe("Target (Working Days)");
    expect(".o_status_time").toHaveText(/all other figures count calendar days/);
});

test("a target that is not the same for all teams says so", async () => {
    Object.assign(answerOf().stages[0], { target_days: null, target_differs: true });
    const exportSheets = catchSheets();
    await openStatus();
    const target = (stage) => `[data-stage=${stage}] [data-time=target_days]`;
    expect(target("New")).toHaveText("differs by team");
    expect(target("Offer")).toHaveText("–");
    const sheets = await exportSheets();
    const targets = sheets["Time in Stage"].map((row) => row[1]);
    expect(targets).toEqual(["differs by team", null]);
});

test("the page says since when it is exact, and how it counts", async () => {
    answerOf().exact_since = "2026-03-05";
    await openStatus();
    expect(".o_status_notes").toHaveText(/exact since 03\/05\/2026/);
    expect(".o_report_notes").toHaveText(/by the values of that time/);
});

/** Return a function that exports the page, and gives the rows of the sheets by name. */
function catchSheets() {
    let sheets;
    patchWithCleanup(ReportLayout.prototype, {
        exportSheets() {
            sheets = this.props.page.sheets.map(({ name, rows }) => [name, rows]);
        },
    });
    return async () => {
        await contains(".o_report_export").click();
        return Object.fromEntries(sheets);
    };
}

const shares = (...numbers) => numbers.map((number) => ({ percent: number }));

test("the spreadsheet has numbers as numbers, and percentages", async () => {
    Object.assign(answerOf().stages[0], { open_rate: 0.3, value_rate: 0.2 });
    const exportSheets = catchSheets();
    await openStatus();
    const sheets = await exportSheets();
    const rates = sheets["Success Rate"].map((row) => row.slice(1));
    expect(rates).toEqual([
        shares(0.75, 12 / 13),
        shares(0.25, 0.5),
        shares(0.625, 0.45),
    ]);
    const [fresh, offer] = sheets.Conversion;
    expect(fresh).toEqual(["New", ...shares(0.4, 0.3), 10, 4, 3, 3, 0, 0]);
    expect(offer[1]).toBe(null);
    expect(sheets["Conversion by Value"][0].slice(1, 5)).toEqual([
        ...shares(0.2),
        null,
        1000,
        200,
    ]);
    expect(sheets["Time in Stage"][0].slice(1)).toEqual([
        ...[2, 3, 4, 8, ...shares(0.4), 7, 0, null],
    ]);
});

test("the spreadsheet says what its figures are, and of what", async () => {
    const exportSheets = catchSheets();
    await openStatus();
    await contains(".o_searchview_input").edit("mango");
    await contains(".o_searchview_input").press("Enter");
    await animationFrame();
    const sheets = await exportSheets();
    expect(Object.keys(sheets)).toEqual([
        "Stages",
        "Summary",
        "Success Rate",
        "Conversion",
        "Conversion by Value",
        "Time in Stage",
        "Notes",
    ]);
    const notes = sheets.Notes.flat().join("\n");
    expect(notes).toInclude("Filter: Name: mango");
    expect(notes).toInclude("Period: 03/01/2026 to 03/31/2026");
    expect(notes).toInclude("Conversion: Each opportunity counts once");
});
