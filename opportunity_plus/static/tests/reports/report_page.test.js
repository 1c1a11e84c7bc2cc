import { beforeEach, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryFirst, queryRect } from "@odoo/hoot-dom";
import { animationFrame, mockDate, runAllTimers } from "@odoo/hoot-mock";
import {
    contains,
    defineActions,
    editSearch,
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
    validateSearch,
} from "@web/../tests/web_test_helpers";
import { router } from "@web/core/browser/router";
import { redirect } from "@web/core/utils/urls";
import { WebClient } from "@web/webclient/webclient";
import { REPORT, defineReport, questions, refuse } from "./report_common";

defineReport();
defineActions([REPORT]);

beforeEach(() => mockDate("2026-03-11 12:00:00", 0)); // a Wednesday

/** Open the report by its address. */
async function open(asked = {}) {
    const values = Object.entries(asked).map(
        ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    redirect(`/odoo/${REPORT.path}?${values.join("&")}`);
    await mountWithCleanup(WebClient);
    await animationFrame();
    await animationFrame();
}

async function choosePeriod(label) {
    await contains(".o_report_period button").click();
    await contains(`.o-dropdown-item:contains(${label})`).click();
    await animationFrame();
}

test("a report opens with its period, one question and the answer", async () => {
    await open();
    expect(questions()).toEqual([
        { from: "2026-03-01", to: "2026-03-31", mode: "net", domain: [] },
    ]);
    expect(".o_report_period button").toHaveText("This Month");
    expect(".o_report_body .o_answer").toHaveText("2026-03-01 net");
});

test("usual periods", async () => {
    await open();
    for (const label of ["This Week", "Last Week", "Last Quarter", "Last Year"]) {
        await choosePeriod(label);
        expect(".o_report_period button").toHaveText(label);
    }
    const days = questions().map(({ from, to }) => `${from} ${to}`);
    expect(days.slice(1)).toEqual([
        "2026-03-08 2026-03-14",
        "2026-03-01 2026-03-07",
        "2025-10-01 2025-12-31",
        "2025-01-01 2025-12-31",
    ]);
});

test("other days are a custom period", async () => {
    await open();
    await contains("#o_report_from").edit("02/15/2026");
    await animationFrame();
    expect(questions().at(-1)).toMatchObject({ from: "2026-02-15", to: "2026-03-31" });
    expect(".o_report_period button").toHaveText("Custom Period");
});

test("the address says what is shown", async () => {
    await open();
    await choosePeriod("Last Week");
    await contains(".o_mode").click();
    await editSearch("mango");
    await validateSearch();
    await runAllTimers();
    const { from, to, mode, filter, filter_name: name } = router.current;
    expect({ from, to, mode, filter, name }).toEqual({
        from: "2026-03-01",
        to: "2026-03-07",
        mode: "gross",
        filter: '[("name", "ilike", "mango")]',
        name: "Name: mango",
    });
});

test("an address that was sent opens what it says", async () => {
    await open({
        from: "2026-01-01",
        to: "2026-01-31",
        mode: "gross",
        filter: '[("name", "ilike", "mango")]',
        filter_name: "Name: mango",
    });
    expect(questions()).toEqual([
        {
            from: "2026-01-01",
            to: "2026-01-31",
            mode: "gross",
            domain: [["name", "ilike", "mango"]],
        },
    ]);
    expect(queryAllTexts(".o_facet_value")).toEqual(["Name: mango"]);
});

test("an address whose filter was cut says so", async () => {
    await open({ from: "2026-01-01", to: "2026-01-31", filter: '[("name", "ilike"' });
    expect(questions()).toMatchObject([{ from: "2026-01-01", domain: [] }]);
    expect(".o_notification").toHaveText(/its filter is lost/);
});

test("the menu opens the report as it is by default", async () => {
    await open({ from: "2026-01-01", to: "2026-01-31" });
    await getService("action").doAction(REPORT.id, { clearBreadcrumbs: true });
    await animationFrame();
    expect(questions().at(-1)).toMatchObject({ from: "2026-03-01", domain: [] });
});

test("what is done once does not stay in the address", async () => {
    await open({ from: "2026-01-01", to: "2026-01-31", companies: 1, movement: "won" });
    await runAllTimers();
    expect(router.current).toMatchObject({ from: "2026-01-01", to: "2026-01-31" });
    expect([router.current.companies, router.current.movement]).toEqual([
        undefined,
        undefined,
    ]);
});

test("nonsense in the address is left aside", async () => {
    await open({ from: "yesterday", to: 3, mode: "upside down" });
    expect(questions()[0]).toMatchObject({ from: "2026-03-01", mode: "net" });
});

test("a message of the server is shown in the page, with another attempt", async () => {
    await open();
    refuse("The first day is after the last one.");
    await contains(".o_mode").click();
    await animationFrame();
    expect(".o_report_error span").toHaveText("The first day is after the last one.");
    expect(".o_answer").toHaveCount(0);
    expect(".o_report_export").not.toBeEnabled();
    refuse("");
    await contains(".o_report_error button").click();
    await animationFrame();
    expect(".o_report_error").toHaveCount(0);
    expect(".o_answer").toHaveCount(1);
});

test("days in the wrong order are told of, and asked for when they are right", async () => {
    await open({ from: "2026-02-01", to: "2026-01-31" });
    expect(".o_report_error").toHaveText(/last day is before the first day/);
    expect(".o_report_error button").toHaveCount(0);
    expect(".o_report_print").not.toBeEnabled();
    expect(questions()).toEqual([]);
    await contains("#o_report_to").edit("02/15/2026");
    await animationFrame();
    expect(".o_report_error").toHaveCount(0);
    expect(".o_report_body .o_answer").toHaveText("2026-02-01 net");
});

test("the last day stands beside the first one, however narrow the page is", async () => {
    await open();
    queryFirst(".o_report_period").style.width = "16rem";
    const [from, to] = ["from", "to"].map((name) => queryRect(`#o_report_${name}`));
    expect(from.top).toBe(to.top);
});

test("a late answer does not replace a newer one", async () => {
    const late = Promise.withResolvers();
    let count = 0;
    await open();
    onRpc("deal", "report", async ({ parent }) => {
        count += 1;
        const answer = await parent();
        if (count === 1) {
            await late.promise;
        }
        return answer;
    });
    await contains(".o_mode").click();
    await contains(".o_mode").click();
    await animationFrame();
    late.resolve();
    await animationFrame();
    expect(".o_answer").toHaveText("2026-03-01 net");
});

test("printing and exporting", async () => {
    let sent;
    patchWithCleanup(window, { print: () => expect.step("print") });
    onRpc("/opportunity_plus/report/xlsx", async (request) => {
        const form = await request.formData();
        sent = JSON.parse(await form.get("data").text());
        return new Blob([""]);
    });
    await open();
    await contains(".o_report_print").click();
    await contains(".o_report_export").click();
    await animationFrame();
    expect.verifySteps(["print"]);
    expect(sent.sheets).toEqual([{ name: "Deals", columns: ["Name"], rows: [["A"]] }]);
});

test("the arrow down leads from the search bar to the report", async () => {
    await open();
    queryFirst(".o_searchview_input").focus();
    await press("ArrowDown");
    expect(".o_report_period button").toBeFocused();
});
