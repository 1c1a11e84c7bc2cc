import { expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts, queryFirst, waitFor } from "@odoo/hoot-dom";
import {
    contains,
    patchWithCleanup,
    toggleMenuItem,
    toggleSearchBarMenu,
} from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { ReportLayout } from "@opportunity_plus/reports/report_layout";

import {
    answerWith,
    calls,
    catchActions,
    defineBridge,
    lastCall,
    openBridge,
} from "./bridge_common";

defineBridge();

const line = (name) => `.o_bridge_table tr[data-movement=${name}]`;

test("the page opens with the changes of this quarter, closing within it", async () => {
    await openBridge();
    await waitFor(line("won"));
    expect(calls()).toEqual([
        [
            "bridge_page",
            {
                date_from: "2026-09-30",
                date_to: "2026-12-31",
                domain: [],
                group_by: [],
                measure: "expected_revenue",
                view: "net",
                closing_from: false,
                closing_until: "2026-12-31",
            },
        ],
    ]);
    expect(".o_bridge_chart canvas").toHaveCount(1);
    expect(queryAllTexts(`${line("won")} td`).slice(1)).toEqual(["1", "-$ 100.00"]);
    expect(`${line("new")} td:last`).toHaveText(/\+/);
    expect(`${line("slipped")} td:last`).toHaveText("–");
    expect(`${line("merged")} button`).toHaveCount(0);
});

test("every figure opens its opportunities as they were, or as they are", async () => {
    await openBridge();
    const opened = catchActions();
    await contains(`${line("won")} td:last .btn:first`).click();
    const asked = { ...calls()[0][1], movement: "won" };
    expect(lastCall()).toEqual(["bridge_records", asked]);
    expect(opened[0]).toMatchObject({
        id: "opportunity_plus.crm_lead_revision_action_as_they_were",
        context: { active_test: false },
        domain: [["id", "in", [8, 9]]],
        name: "Won",
    });
    await contains(`${line("won")} td:last .o_figure_menu`).click();
    expect(queryAllTexts(".o-dropdown-item")).toEqual([
        "Open as They Were",
        "Open as They Are Now",
        "Start a Call Campaign",
        "Write to the Customers",
    ]);
    await contains(".o-dropdown-item:contains(Now)").click();
    expect(opened[1].domain).toEqual([["id", "in", [5]]]);
    expect(".o_notification").toHaveText(/^1 of them were deleted or merged/);
});

test("the choices go to the server and into the address", async () => {
    await openBridge();
    for (const label of ["Weighted Revenue", "Gross", "Any Expected Closing"]) {
        const index = { W: 0, G: 1, A: 2 }[label[0]];
        await contains(`.o_report_choice:eq(${index})`).click();
        await contains(`.o-dropdown-item:contains(${label})`).click();
    }
    expect(lastCall()[1]).toMatchObject({
        measure: "weighted_revenue",
        view: "gross",
        closing_from: false,
        closing_until: false,
    });
    await animationFrame();
    expect(router.current).toMatchObject({
        measure: "weighted_revenue",
        view: "gross",
        window: "any",
        from: "2026-10-01",
        to: "2026-12-31",
    });
});

test("groups have a line each, and figures of their own", async () => {
    await openBridge();
    await toggleSearchBarMenu();
    await toggleMenuItem("Stage");
    expect(lastCall()[1].group_by).toEqual(["stage_id"]);
    expect(queryAllTexts(".o_bridge_groups tbody th")).toEqual([
        "New",
        "None",
        "All Together",
    ]);
    expect(queryAllTexts(".o_bridge_groups thead th")).toInclude("Moved In");
    expect(queryAllTexts(".o_bridge_groups thead th")).not.toInclude("Merged");
    catchActions();
    await contains(
        ".o_bridge_groups tr:eq(2) td[data-movement=closing] .btn:first",
    ).click();
    const [method, { group, group_by, movement }] = lastCall();
    expect([method, group, group_by, movement]).toEqual([
        "bridge_records",
        [false],
        ["stage_id"],
        "closing",
    ]);
    expect(router.current.group).toBe("stage_id");
});

test("the pipeline on a day, by stage", async () => {
    await openBridge({ search_default_group_by_stage: 1 });
    await contains("button[data-mode=date]").click();
    expect(lastCall()).toEqual([
        "pipeline_page",
        { date: "2026-11-18", domain: [], group_by: ["stage_id"] },
    ]);
    await contains(".o_report_period button").click();
    await contains(".o-dropdown-item:contains(Today)").click();
    expect(lastCall()[1].date).toBe("2026-11-18");
    expect(queryAllTexts(".o_bridge_date tbody th")).toEqual(["New", "Total"]);
    catchActions();
    await contains(".o_bridge_date tr:eq(1) td:eq(0) .btn:first").click();
    expect(lastCall()).toEqual([
        "pipeline_records",
        { date: "2026-11-18", domain: [], group_by: ["stage_id"], group: [1] },
    ]);
});

test("an address shows what it says", async () => {
    patchWithCleanup(router, {
        current: {
            action: "pipeline-over-time",
            from: "2026-01-01",
            to: "2026-03-15",
            view: "gross",
            measure: "constructor",
            window: "custom",
            closing_from: "2026-02-01",
            group: "stage_id,create_uid",
            filter: '[("lead_name", "=", "Soon")]',
            filter_name: "Soon",
        },
    });
    await openBridge();
    expect(lastCall()[1]).toEqual({
        date_from: "2025-12-31",
        date_to: "2026-03-15",
        domain: [["lead_name", "=", "Soon"]],
        group_by: ["stage_id"],
        measure: "expected_revenue",
        view: "gross",
        closing_from: "2026-02-01",
        closing_until: false,
    });
    expect(queryAllTexts(".o_facet_value")).toEqual(["Stage", "Soon"]);
});

test("what a reader must know stands above the figures", async () => {
    answerWith({
        exact_since: "2026-10-15",
        rates: [{ currency_id: 2, rate: 0.9, date: "2026-11-17", is_missing: false }],
    });
    await openBridge();
    expect(".o_bridge_warning").toHaveText(/exact since/);
    expect(".o_report_notes").toHaveText(/still to come/);
    expect(".o_report_rates").toHaveText(/1 EUR = 0.9 USD/);
});

test("all figures can be exported, with the rules by which they came about", async () => {
    let sheets;
    patchWithCleanup(ReportLayout.prototype, {
        exportSheets() {
            sheets = this.props.page.sheets;
        },
    });
    await openBridge({ search_default_group_by_stage: 1 });
    await contains(".o_report_export").click();
    expect(sheets.map(({ name }) => name.toString())).toEqual([
        "Bridge",
        "Expected Revenue",
        "Opportunities",
        "Notes",
    ]);
    const won = sheets[0].rows.find(([label]) => label.toString() === "Won");
    expect(won.slice(1, 3)).toEqual([1, -100]);
    expect(sheets[1].rows.map((row) => row.at(-1))).toEqual([270, 30, 199.75]);
});

test("it can be printed", async () => {
    patchWithCleanup(window, { print: () => expect.step("print") });
    await openBridge();
    await contains(".o_report_print").click();
    expect.verifySteps(["print"]);
    expect(queryFirst(".o_bridge_table")).not.toBe(null);
});
