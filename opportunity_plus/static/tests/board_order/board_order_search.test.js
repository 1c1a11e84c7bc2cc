import { beforeEach, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { contains } from "@web/../tests/web_test_helpers";
import { column, defineBoard, mockSettings, openBoard } from "./board_order_common";
import { Lead } from "../closing/closing_common";

defineBoard();

const BARS = `<progressbar field="oplus_attention"
    colors='{"1_overdue": "danger", "7_no_step": "warning"}'/>`;

beforeEach(() => {
    mockSettings({ oplus_board_orders: { "7,-1": "expected_revenue desc" } });
    for (const record of Lead._records) {
        record.oplus_attention = record.name === "Papaya" ? "7_no_step" : "1_overdue";
    }
});

test("a bar above a column leaves the order of its cards", async () => {
    await openBoard({ fieldNodes: BARS });
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
    const bar = ".o_kanban_group:nth-child(1) .progress-bar.bg-danger";
    await contains(bar).click();
    await animationFrame();
    expect(column(1)).toEqual(["Mango", "Durian"]);
    expect(column(2)).toEqual(["Longan", "Lychee"]);
    await contains(bar).click();
    await animationFrame();
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
});

test("what was searched for is in the same order", async () => {
    await openBoard({
        searchViewArch: `<search>
            <filter name="small" string="Small" domain="[['expected_revenue', '&lt;', 28]]"/>
        </search>`,
        context: { search_default_small: 1 },
    });
    expect(column(1)).toEqual(["Papaya", "Durian"]);
    await contains(".o_facet_remove").click();
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
});
