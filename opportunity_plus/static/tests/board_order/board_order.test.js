import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import { compareCards, toOrderBy } from "@opportunity_plus/board_order/orders";
import {
    choose,
    column,
    defineBoard,
    mockSettings,
    openBoard,
    stepReads,
} from "./board_order_common";

defineBoard();

const REVENUE = "expected_revenue DESC NULLS LAST, id DESC";
const CHOSEN = { oplus_board_orders: { "7,-1": "expected_revenue desc" } };

test("a board begins in the order of Odoo, and offers what can be read", async () => {
    mockSettings();
    stepReads();
    await openBoard();
    expect.verifySteps(["groups "]);
    expect(".o_board_order").not.toHaveClass("active");
    await contains(".o_board_order").click();
    expect(queryAllTexts(".o_board_order_menu .o_menu_item")).toEqual([
        "Default Order",
        "Expected Closing",
        "Expected Revenue",
        "Creation",
        "Last Update",
    ]);
    expect(".o_board_order_menu .o_menu_item.selected").toHaveText("Default Order");
});

test("a choice sorts the cards of all columns, and is kept", async () => {
    mockSettings();
    await openBoard();
    stepReads();
    await choose("Expected Revenue");
    expect.verifySteps([
        'oplus_board_orders {"7,-1":"expected_revenue desc"}',
        `groups ${REVENUE}`,
    ]);
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
    expect(column(2)).toEqual(["Longan", "Lychee"]);
    expect(".o_board_order").toHaveClass("active");
    expect(".o_board_order").toHaveAttribute(
        "data-tooltip",
        "Order of the cards: Expected Revenue (Highest first)",
    );
});

test("the way can be turned, and the order given back to Odoo", async () => {
    mockSettings(structuredClone(CHOSEN));
    await openBoard();
    await choose("Lowest first");
    expect(column(1)).toEqual(["Durian", "Papaya", "Mango"]);
    await choose("Default Order");
    expect(column(1)).toEqual(["Mango", "Durian", "Papaya"]);
    expect.verifySteps([
        'oplus_board_orders {"7,-1":"expected_revenue asc"}',
        'oplus_board_orders {"7,-1":false}',
    ]);
});

test("a board opens as it was left, each for itself", async () => {
    mockSettings(structuredClone(CHOSEN));
    stepReads();
    await openBoard();
    expect.verifySteps([`groups ${REVENUE}`]);
    await contains(".o_board_order").click();
    expect(queryAllTexts(".o_board_order_menu .selected")).toEqual([
        "Expected Revenue",
        "Highest first",
    ]);
});

test("another board has another order", async () => {
    mockSettings(structuredClone(CHOSEN));
    stepReads();
    await openBoard({ config: { actionId: 8 } });
    expect.verifySteps(["groups "]);
});

test("a choice that nobody can read is none", async () => {
    mockSettings({ oplus_board_orders: { "7,-1": "password desc" } });
    stepReads();
    await openBoard();
    expect.verifySteps(["groups "]);
});

test("Today begins with what wants attention, and has an order of its own", async () => {
    mockSettings(structuredClone(CHOSEN));
    stepReads();
    await openBoard({ context: { oplus_today: true }, groupBy: [] });
    expect.verifySteps(["cards oplus_attention ASC NULLS LAST, id DESC"]);
    expect(".o_today_help_button").toHaveCount(1);
    await choose("Expected Closing");
    expect.verifySteps([
        'oplus_board_orders {"7,-1,today":"date_deadline asc"}',
        "cards date_deadline ASC NULLS LAST, id DESC",
    ]);
});

test("the server is told that the columns stay where they are", async () => {
    mockSettings(structuredClone(CHOSEN));
    onRpc("crm.lead", "web_read_group", ({ kwargs }) => {
        expect.step(String(kwargs.context.oplus_board_order));
    });
    await openBoard();
    expect.verifySteps(["true"]);
    await choose("Default Order");
    expect.verifySteps(['oplus_board_orders {"7,-1":false}', "undefined"]);
});

test("more cards come in the same order", async () => {
    mockSettings(structuredClone(CHOSEN));
    await openBoard({}, 'limit="2"');
    expect(column(1)).toEqual(["Mango", "Papaya"]);
    stepReads();
    await contains(".o_kanban_group:nth-child(1) .o_kanban_load_more button").click();
    await animationFrame();
    expect.verifySteps([`cards ${REVENUE}`]);
    expect(column(1)).toEqual(["Mango", "Papaya", "Durian"]);
});

test("empty values are last whichever way, and ties go by id", () => {
    const card = (resId, value) => ({ resId, data: { value } });
    const cards = [card(1, 5), card(2, false), card(3, 5), card(4, 7)];
    const sort = (asc) =>
        cards
            .toSorted((left, right) =>
                compareCards([{ name: "value", asc }], left, right),
            )
            .map(({ resId }) => resId);
    expect(sort(true)).toEqual([3, 1, 4, 2]);
    expect(sort(false)).toEqual([4, 3, 1, 2]);
    expect(toOrderBy([{ name: "value", asc: true }])).toEqual([
        { name: "value ASC NULLS LAST, id", asc: false },
    ]);
});
