import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineActions,
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { ReportChart } from "@opportunity_plus/report_page/report_chart";

class Lead extends models.Model {
    _name = "crm.lead";
    name = fields.Char();
    _views = { search: `<search><field name="name"/></search>` };
}

defineMailModels();
defineModels([Lead]);
defineActions([
    {
        id: 7,
        name: "Pipeline Status",
        path: "pipeline-status",
        tag: "opportunity_plus.pipeline_status",
        type: "ir.actions.client",
    },
    {
        id: 8,
        name: "Opportunities",
        res_model: "crm.lead",
        type: "ir.actions.act_window",
        views: [[false, "list"]],
        xml_id: "opportunity_plus.crm_lead_figure_action",
    },
]);

const sums = (count, value = 0, weighted = 0) => ({ count, value, weighted });
const TIMES = { mean_days: 4, median_days: 3, p90_days: 8, within_target: 0.5 };
const LATE = { ...TIMES, target_days: 2, within_target: 0.4 };

function getAnswer() {
    return {
        bottleneck: { stage_id: 1, sentence: "New: 60 % of all losses happen here." },
        currency_id: 1,
        exact_since: false,
        figures: {
            open: { all: sums(3, 300, 90), 1: sums(2, 200, 40), 2: sums(1, 100, 50) },
            stalled: { all: sums(1, 100, 20), 1: sums(1, 100, 20) },
            snoozed: { all: sums(0) },
            won: { all: sums(3, 600, 600) },
            lost: { all: sums(1, 50) },
            closed: { all: sums(4, 650, 600) },
            created: { all: sums(8, 1000, 700) },
            created_won: { all: sums(2, 500, 500) },
            created_open: { all: sums(5, 450, 200) },
            entered: { 1: sums(10), 2: sums(4) },
            advanced: { 1: sums(4), 2: sums(1) },
            still_here: { 1: sums(3), 2: sums(3) },
            lost_here: { 1: sums(3) },
            leavers: { 1: sums(7), 2: sums(1) },
        },
        rates: [],
        rates_date: "2026-03-11",
        stages: [
            { id: 1, name: "New", rate: 0.4, ...LATE },
            { id: 2, name: "Offer", rate: null, target_days: 0, ...TIMES },
        ],
        time_zone: "UTC",
        today: "2026-03-11",
    };
}

let answer;
let asked;

beforeEach(() => {
    mockDate("2026-03-11 12:00:00", 0);
    answer = getAnswer();
    asked = [];
    onRpc("has_group", () => true);
    onRpc("crm.lead", "oplus_pipeline_status", ({ args }) => {
        asked.push(args);
        return answer;
    });
});

async function open() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction(7);
    await animationFrame();
    await animationFrame();
}

test("the table behind the graph", async () => {
    await open();
    expect(asked).toEqual([["2026-03-01", "2026-03-31", [], false]]);
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
    await open();
    const text = (name) =>
        queryAllTexts(
            `[data-card=${name}] .o_figure, [data-card=${name}] .card-body span`,
        );
    expect(text("success_closed").join(" ")).toInclude("75%");
    expect(text("success_created").join(" ")).toInclude("25%");
    expect(text("success_created").join(" ")).toInclude("still open");
});

test("the bottleneck in one sentence; strict asks anew", async () => {
    await open();
    expect(".o_status_bottleneck.alert").toHaveText(answer.bottleneck.sentence);
    answer.bottleneck = { stage_id: false, sentence: "No stage stands out." };
    await contains("#o_status_strict").click();
    await animationFrame();
    expect(asked.at(-1)[3]).toBe(true);
    expect(".o_status_bottleneck.text-muted").toHaveText("No stage stands out.");
});

test("too few entries have no rate, the median stands out where most were late", async () => {
    await open();
    expect(".o_status_conversion [data-stage=Offer] td:eq(1)").toHaveText("too few");
    expect(".o_status_conversion [data-stage=New] td:eq(1)").toHaveText("40%");
    expect(".o_status_time [data-stage=New] .text-danger").toHaveText("3.0");
    expect(".o_status_time [data-stage=Offer] .text-danger").toHaveCount(0);
});

test("stages that are not shown are one row", async () => {
    answer.figures.open[0] = sums(2, 20, 10);
    await open();
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
    await open();
    await contains("[data-measure=value].btn").click();
    await contains("[data-chart=funnel]").click();
    await animationFrame();
    expect(asked).toHaveLength(1);
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
    const [blue, , green, red] = drawn[0].data.datasets[0].backgroundColor;
    expect([blue, green, red]).toEqual(["#0d6efd", "#198754", "#dc3545"]);
});

test("nothing to show", async () => {
    answer.figures = {};
    await open();
    expect(".o_view_nocontent").toHaveCount(1);
    expect(".o_status_graph").toHaveCount(0);
});

test("rates are told, and missing ones", async () => {
    answer.rates = [
        { currency: "THB", rate: 0.025, is_missing: false },
        { currency: "VND", rate: 1, is_missing: true },
    ];
    await open();
    expect(queryAllTexts(".o_status_notes div")).toEqual([
        "Converted at the rates of 03/11/2026: THB 0.025000",
        "There is no rate for VND: its amounts are counted as they are.",
    ]);
});

test("a figure asks for exactly what it counts", async () => {
    onRpc("crm.lead", "oplus_pipeline_status_leads", ({ args }) => {
        expect.step(JSON.stringify(args));
        return { domain: [["id", "in", [1]]], missing: 2 };
    });
    Lead._views.list = `<list><field name="name"/></list>`;
    await open();
    await contains(".o_status_conversion [data-stage=New] .btn-link:first").click();
    await animationFrame();
    expect.verifySteps(['["entered","2026-03-01","2026-03-31",[],false,1]']);
    expect(".o_list_view").toHaveCount(1);
    expect(".o_breadcrumb .active").toHaveText("New, Entered");
    expect(".o_notification").toHaveText(/^2 of them were deleted or merged/);
});
